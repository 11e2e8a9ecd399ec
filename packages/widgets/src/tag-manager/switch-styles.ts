import { css } from 'lit'

/** `.switch` around a checkbox with the role of a switch. */
export const switchStyles = css`
  .switch {
    display: inline-grid;
    flex: none;
    inline-size: 36px;
    block-size: 24px;
    place-items: center;
  }

  .switch input {
    position: relative;
    inline-size: 32px;
    block-size: 18px;
    margin: 0;
    border: 1px solid var(--deskhand-color-control);
    border-radius: var(--deskhand-radius-full);
    appearance: none;
    background: var(--deskhand-color-sunken);
    cursor: pointer;
    transition: background-color var(--deskhand-duration);
  }

  .switch input::before {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-start: 2px;
    inline-size: 12px;
    block-size: 12px;
    border-radius: var(--deskhand-radius-full);
    background: var(--deskhand-color-control);
    content: '';
    transition: inset-inline-start var(--deskhand-duration);
  }

  .switch input:checked {
    border-color: var(--deskhand-color-accent);
    background: var(--deskhand-color-accent);
  }

  .switch input:checked::before {
    inset-inline-start: 16px;
    background: var(--deskhand-color-on-accent);
  }

  @media (forced-colors: active) {
    .switch input::before {
      background: ButtonText;
    }

    .switch input:checked::before {
      background: Highlight;
    }
  }
`
