import { css } from 'lit'

/** `.popover` for panels in the top layer, `.menu` and `.menu-item` for menus and lists of options. */
export const menuStyles = css`
  .popover {
    position: fixed;
    inset: auto;
    min-inline-size: 180px;
    max-inline-size: min(360px, calc(100vi - 16px));
    max-block-size: min(420px, calc(100dvb - 16px));
    margin: 0;
    padding: var(--deskhand-space-1);
    overflow: auto;
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-lg);
    background: var(--deskhand-color-raised);
    color: inherit;
    box-shadow: var(--deskhand-shadow-md);
    overscroll-behavior: contain;
  }

  .menu-item {
    display: flex;
    align-items: center;
    gap: var(--deskhand-space-2);
    inline-size: 100%;
    min-block-size: var(--deskhand-control-height);
    padding-block: 4px;
    padding-inline: var(--deskhand-space-2);
    border: 0;
    border-radius: var(--deskhand-radius-md);
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .menu-item:hover,
  .menu-item:focus-visible,
  .menu-item[aria-selected='true'],
  .menu-item.active {
    background: var(--deskhand-color-hover);
  }

  .menu-item:focus-visible {
    outline-offset: -2px;
  }

  .menu-item[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }

  .menu-label {
    padding: var(--deskhand-space-1) var(--deskhand-space-2);
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-xs);
    font-weight: var(--deskhand-font-weight-medium);
  }

  .menu-separator {
    margin-block: var(--deskhand-space-1);
    border: 0;
    border-block-start: 1px solid var(--deskhand-color-border);
  }

  @media (forced-colors: active) {
    .menu-item.active,
    .menu-item[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`
