import { css } from 'lit'

/** Where there is little room, each row of the table is two lines. */
export const narrowStyles = css`
  @container tag-manager (inline-size < 640px) {
    .tools {
      flex: 1 1 100%;
    }

    table,
    tbody {
      display: block;
    }

    thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    tbody tr:not(.editing) {
      display: grid;
      grid-template:
        'tag tag actions' auto
        'total open visible' auto / auto minmax(0, 1fr) auto;
      align-items: center;
      gap: 2px var(--deskhand-space-2);
      block-size: auto;
      padding-block: var(--deskhand-space-2);
    }

    tbody tr.editing {
      display: block;
      block-size: auto;
    }

    tbody tr + tr > * {
      border: 0;
    }

    tbody tr + tr {
      border-block-start: 1px solid var(--deskhand-color-border);
    }

    tbody tr:not(.editing) > * {
      inline-size: auto;
    }

    .editing > td {
      display: block;
    }

    .tag-cell {
      grid-area: tag;
    }

    tbody .actions {
      grid-area: actions;
      padding-block: 0;
    }

    tbody .total {
      grid-area: total;
      padding-inline: var(--deskhand-space-4) 0;
    }

    tbody .open {
      grid-area: open;
      padding: 0;
      text-align: start;
    }

    tbody .open::before {
      content: '· ';
    }

    tbody .number {
      color: var(--deskhand-color-text-quiet);
      font-size: var(--deskhand-font-size-sm);
    }

    tbody .visible {
      grid-area: visible;
      padding-inline-end: var(--deskhand-space-4);
    }

    .wide {
      display: none;
    }

    .narrow {
      display: inline;
    }
  }
`
