import { css } from 'lit'

/** Where the list is narrow, each row is a card. */
export const cardStyles = css`
  @container (inline-size < 760px) {
    table,
    thead,
    tbody {
      display: block;
    }

    thead tr {
      display: flex;
    }

    thead:not(:has(.select)),
    thead th:not(.select) {
      display: none;
    }

    thead .select {
      display: flex;
      align-items: center;
      inline-size: 100%;
    }

    tbody tr {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      align-content: start;
      gap: 6px var(--deskhand-space-3);
      position: relative;
      block-size: auto;
      min-block-size: 92px;
      padding-block: var(--deskhand-space-3);
      padding-inline: var(--deskhand-space-4);
    }

    tbody tr:has(> .select) {
      padding-inline-start: 44px;
    }

    tbody tr + tr {
      border-block-start: 1px solid var(--deskhand-color-border);
    }

    tbody tr > [role]:not(.select) {
      display: block;
      inline-size: auto;
      padding: 0;
      border: 0;
    }

    tbody tr > .select {
      position: absolute;
      inset-block-start: 6px;
      border: 0;
      inset-inline-start: 0;
    }

    thead .check {
      display: flex;
      align-items: center;
      gap: var(--deskhand-space-2);
      inline-size: auto;
      padding-inline-start: 8px;
    }

    tbody tr > .subject {
      flex: 1 0 100%;
      min-inline-size: 0;
    }

    tbody .open {
      display: -webkit-box;
      white-space: normal;
      overflow-wrap: anywhere;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }

    tbody tr > :is(.updated, .created),
    .assignee:has(> .nobody) {
      display: none !important;
    }

    .when {
      flex: none;
      display: block;
      padding-inline-start: var(--deskhand-space-3);
      margin-inline-start: auto;
    }

    tbody tr > .contributed:not(.select) {
      display: flex;
      align-items: center;
    }

    .name {
      display: inline;
    }
  }

  /* A list beside a ticket, or a very small phone. */
  @container (inline-size < 350px) {
    .facts > span:nth-of-type(3) {
      display: none;
    }

    .contributed {
      display: none !important;
    }
  }
`
