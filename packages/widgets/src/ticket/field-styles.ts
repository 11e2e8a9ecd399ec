import { css } from 'lit'

/** The value of a field in the sidebar: plain, or a button that looks like its value. */
export const fieldButtonStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  :host([busy]) .value {
    opacity: 0.6;
  }

  .value {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 30px;
    overflow-wrap: anywhere;
  }

  button.value {
    inline-size: fit-content;
    padding-block: 2px;
    padding-inline: 8px 6px;
    border: 1px solid transparent;
    border-radius: var(--deskhand-radius-md);
    margin-inline-start: -9px;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
    transition: background-color var(--deskhand-duration);
  }

  button.value .icon {
    inline-size: 14px;
    block-size: 14px;
    color: var(--deskhand-color-text-quiet);
  }

  button.value:hover,
  button.value[aria-expanded='true'] {
    background: var(--deskhand-color-hover);
  }

  .popover .text {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .popover .shape {
    color: var(--deskhand-color-text-quiet);
  }

  .knockout {
    stroke: var(--deskhand-color-raised);
  }

  @media (forced-colors: active) {
    button.value {
      border-color: ButtonText;
    }

    .knockout {
      stroke: Canvas;
    }
  }
`

export const personFieldStyles = css`
  .popover {
    inline-size: min(300px, calc(100vi - 16px));
    padding: 6px;
  }

  .by-email {
    display: grid;
    gap: var(--deskhand-space-1);
    padding: 6px;
  }

  deskhand-person-picker + .by-email {
    padding-block-start: 10px;
    border-block-start: 1px solid var(--deskhand-color-border);
    margin-block-start: 6px;
  }

  .by-email span {
    display: flex;
    gap: 6px;
  }

  .problem:empty {
    display: none;
  }

  :host([adding]) .value {
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
  }
`
