import { css } from 'lit'

export const helpStyles = css`
  .popover {
    padding: var(--deskhand-space-3);
    color: var(--deskhand-color-text);
    font-size: var(--deskhand-font-size-sm);
  }

  dl > div {
    display: flex;
    align-items: baseline;
    gap: var(--deskhand-space-3);
    padding-block: 3px;
  }

  dt {
    display: flex;
    flex: 0 0 112px;
    gap: 4px;
  }

  :dir(rtl) > dt {
    justify-content: end;
  }

  kbd {
    min-inline-size: 22px;
    padding: 1px 6px;
    border: 1px solid var(--deskhand-color-border-strong);
    border-block-end-width: 2px;
    border-radius: var(--deskhand-radius-sm);
    background: var(--deskhand-color-sunken);
    font-family: inherit;
    font-size: var(--deskhand-font-size-xs);
    text-align: center;
  }
`
