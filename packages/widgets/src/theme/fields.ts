import { css } from 'lit'

/**
 * `.field` with `.label`, `.input` (input, textarea, select), `.hint` and `.problem`; `.search` around
 * an icon and an `.input` puts the one into the other.
 */
export const fieldStyles = css`
  .field {
    display: grid;
    gap: var(--deskhand-space-1);
  }

  .label {
    font-size: var(--deskhand-font-size-sm);
    font-weight: var(--deskhand-font-weight-medium);
  }

  .hint {
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
  }

  .problem {
    display: flex;
    align-items: start;
    gap: 6px;
    color: var(--deskhand-color-red);
    font-size: var(--deskhand-font-size-sm);
  }

  .problem .icon {
    margin-block-start: 2px;
  }

  .input {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--deskhand-control-height);
    padding-block: 5px;
    padding-inline: 10px;
    border: 1px solid var(--deskhand-color-control);
    border-radius: var(--deskhand-radius-md);
    background: var(--deskhand-color-surface);
    color: inherit;
    font: inherit;
    transition: border-color var(--deskhand-duration);
  }

  .input:hover {
    border-color: var(--deskhand-color-text-quiet);
  }

  .input:focus-visible {
    outline-offset: -1px;
    border-color: var(--deskhand-color-focus);
  }

  .input::placeholder {
    color: var(--deskhand-color-text-quiet);
    opacity: 1;
  }

  .input[aria-invalid='true'] {
    border-color: var(--deskhand-color-red);
  }

  .input:disabled {
    background: var(--deskhand-color-sunken);
    color: var(--deskhand-color-text-quiet);
  }

  textarea.input {
    min-block-size: 6lh;
    padding-block: var(--deskhand-space-2);
    resize: vertical;
    field-sizing: content;
  }

  select.input {
    appearance: none;
    padding-inline-end: 30px;
    background-image:
      linear-gradient(45deg, transparent 41%, currentColor 41% 59%, transparent 59%),
      linear-gradient(-45deg, transparent 41%, currentColor 41% 59%, transparent 59%);
    background-position:
      right 15px center,
      right 10px center;
    background-repeat: no-repeat;
    background-size: 5px 5px;
    cursor: pointer;
  }

  select.input:dir(rtl) {
    background-position:
      left 10px center,
      left 15px center;
  }

  .search {
    position: relative;
  }

  .search .icon {
    position: absolute;
    inset-block-start: calc(50% - 8px);
    inset-inline-start: 10px;
    color: var(--deskhand-color-text-quiet);
    pointer-events: none;
  }

  .search .input {
    padding-inline-start: 34px;
  }

  @media (forced-colors: active) {
    select.input {
      appearance: auto;
      background-image: none;
    }
  }
`
