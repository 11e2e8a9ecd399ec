import { css } from 'lit'

export const tableStyles = css`
  table {
    inline-size: 100%;
    border-collapse: collapse;
    table-layout: fixed;
    text-align: start;
  }

  th,
  td {
    padding-block: 0;
    padding-inline: var(--deskhand-space-2);
    text-align: start;
    font-weight: inherit;
    vertical-align: middle;
  }

  tr > :last-child {
    padding-inline-end: var(--deskhand-space-4);
  }

  tr > :first-child:not(.select) {
    padding-inline-start: var(--deskhand-space-4);
  }

  thead th {
    block-size: 36px;
    border-block-end: 1px solid var(--deskhand-color-border);
    background: var(--deskhand-color-sunken);
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-xs);
    font-weight: var(--deskhand-font-weight-medium);
    white-space: nowrap;
  }

  .select {
    inline-size: 44px;
  }

  .status,
  .contributed {
    inline-size: 116px;
  }

  .updated,
  .created {
    inline-size: 124px;
  }

  .assignee {
    inline-size: 144px;
  }

  .priority {
    inline-size: 80px;
  }

  .contributed,
  .assignee,
  .text,
  .facts > *,
  .open {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .assignee {
    white-space: nowrap;
  }

  .end {
    text-align: end;
  }

  .check {
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    margin-inline-start: 2px;
    cursor: pointer;
  }

  input {
    cursor: inherit;
  }

  .sort {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    max-inline-size: calc(100% + 8px);
    min-block-size: 24px;
    margin-inline: -4px;
    padding-inline: 4px;
    border: 0;
    border-radius: var(--deskhand-radius-sm);
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }

  .sort:hover,
  [aria-sort] .sort {
    color: var(--deskhand-color-text);
  }

  .sort .icon {
    inline-size: 12px;
    block-size: 12px;
    opacity: 0;
  }

  .sort:hover .icon,
  .sort:focus-visible .icon,
  [aria-sort] .icon {
    opacity: 1;
  }

  tbody tr {
    block-size: 60px;
    cursor: pointer;
  }

  tbody tr + tr > * {
    border-block-start: 1px solid var(--deskhand-color-border);
  }

  tbody tr:not(.placeholder, .gone):hover {
    background: var(--deskhand-color-hover);
  }

  tr:has([aria-current]) {
    background: var(--deskhand-color-hover);
    box-shadow: inset 0 0 0 1px var(--deskhand-color-accent);
  }

  tbody tr.selected:not(.gone) {
    background: var(--deskhand-color-accent-soft);
  }

  .open {
    display: block;
    max-inline-size: 100%;
    padding: 0;
    border: 0;
    border-radius: var(--deskhand-radius-sm);
    background: none;
    color: var(--deskhand-color-text);
    font: inherit;
    font-weight: var(--deskhand-font-weight-medium);
    text-align: start;
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
  }

  .open:hover {
    text-decoration: underline;
  }

  .facts {
    display: flex;
    overflow: hidden;
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-xs);
    white-space: nowrap;
  }

  .facts > :first-child {
    flex: none;
    font-variant-numeric: tabular-nums;
  }

  .facts > span:nth-of-type(2):not(:last-of-type) {
    flex-shrink: 0;
    max-inline-size: 55%;
  }

  .facts > span + span::before {
    content: '·';
    margin-inline: 6px;
  }

  td {
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
  }

  deskhand-person {
    color: var(--deskhand-color-text);
    font-size: inherit;
  }

  .name,
  .when {
    display: none;
  }

  .placeholder .subject {
    padding-inline-end: 60%;
  }

  .gone {
    color: var(--deskhand-color-text-quiet);
    cursor: default;
  }

  .gone .open {
    color: inherit;
    text-decoration: line-through;
    cursor: default;
  }

  .gone > :not(.subject, .select) {
    visibility: hidden;
  }

  .fresh {
    animation: fresh 2s ease-out;
  }

  @keyframes fresh {
    from {
      background: var(--deskhand-color-accent-soft);
    }
  }

  @media (forced-colors: active) {
    tbody .selected {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }

  /* What tells least goes first, so that subjects stay readable. */
  @container (inline-size < 1180px) {
    .contributed ~ .created {
      display: none;
    }
  }

  @container (760px <= inline-size < 1120px) {
    .contributed ~ .contributed ~ .contributed {
      display: none;
    }
  }

  @container (inline-size < 980px) {
    .created {
      display: none;
    }

    tr > .assignee {
      inline-size: 56px;
    }

    .assignee deskhand-person::part(name),
    .assignee > span {
      position: absolute;
      inline-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @container (760px <= inline-size < 880px) {
    .contributed ~ .contributed {
      display: none;
    }
  }
`
