import { css } from 'lit'

export const pagerStyles = css`
  :host {
    display: flex;
    align-items: center;
    gap: var(--deskhand-space-3);
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
  }

  .size {
    display: flex;
    align-items: center;
    gap: var(--deskhand-space-2);
    white-space: nowrap;
  }

  .size .input {
    inline-size: 72px;
    color: var(--deskhand-color-text);
  }

  .turn {
    display: flex;
    align-items: center;
    gap: var(--deskhand-space-1);
  }

  .page {
    min-inline-size: 52px;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
`
