import { css } from 'lit'

export const managerStyles = css`
  :host {
    container: tag-manager / inline-size;
  }

  section {
    display: grid;
    gap: var(--deskhand-space-3);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--deskhand-space-2) var(--deskhand-space-4);
    min-block-size: 40px;
  }

  .head h2 {
    font-size: var(--deskhand-font-size-xl);
    font-weight: var(--deskhand-font-weight-bold);
    letter-spacing: -0.01em;
    line-height: var(--deskhand-line-height-tight);
  }

  .head h2:focus {
    outline: none;
  }

  .tools {
    display: flex;
    flex: 0 1 auto;
    gap: var(--deskhand-space-2);
    min-inline-size: 0;
  }

  .search {
    flex: 1 1 220px;
    min-inline-size: 0;
  }

  .frame,
  .card {
    min-inline-size: 0;
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-lg);
    background: var(--deskhand-color-surface);
  }

  .frame {
    overflow: clip;
  }

  .card {
    padding: var(--deskhand-space-4);
    box-shadow: var(--deskhand-shadow-sm);
  }

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
    font-weight: inherit;
    text-align: start;
    vertical-align: middle;
  }

  tr > :first-child {
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

  tbody tr {
    block-size: 48px;
  }

  tbody tr + tr > * {
    border-block-start: 1px solid var(--deskhand-color-border);
  }

  tbody tr:not(.placeholder, .editing):hover {
    background: var(--deskhand-color-hover);
  }

  .tag-cell {
    overflow: hidden;
  }

  th .tag,
  .dialog .tag {
    vertical-align: middle;
  }

  .visible {
    inline-size: 144px;
  }

  .number {
    inline-size: 88px;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }

  tr > .number:last-child {
    padding-inline-end: var(--deskhand-space-4);
  }

  .narrow {
    display: none;
  }

  .actions {
    inline-size: 132px;
    padding-inline-end: 10px;
    text-align: end;
    white-space: nowrap;
  }

  .audience {
    display: inline-flex;
    vertical-align: middle;
    align-items: center;
    gap: 6px;
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
  }

  label.audience {
    margin-inline-start: -2px;
    cursor: pointer;
  }

  .editing > td {
    padding: var(--deskhand-space-4);
    background: var(--deskhand-color-sunken);
  }

  .placeholder .skeleton {
    max-inline-size: 96px;
  }

  .placeholder .number .skeleton {
    max-inline-size: 28px;
    margin-inline-start: auto;
  }

  .foot {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--deskhand-space-2);
    color: var(--deskhand-color-text-quiet);
  }

  .message {
    display: grid;
    justify-items: center;
    gap: var(--deskhand-space-1);
    padding: var(--deskhand-space-7) var(--deskhand-space-4);
    color: var(--deskhand-color-text-quiet);
    text-align: center;
  }

  .message h3 {
    color: var(--deskhand-color-text);
    font-size: var(--deskhand-font-size-lg);
    font-weight: var(--deskhand-font-weight-bold);
    overflow-wrap: anywhere;
  }

  .message p {
    max-inline-size: 44ch;
  }

  .message .button {
    margin-block-start: var(--deskhand-space-3);
  }

  .message-icon {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-full);
    margin-block-end: var(--deskhand-space-2);
  }

  .dialog {
    overflow: visible;
  }

  .dialog h2 {
    overflow-wrap: anywhere;
  }

  .dialog .problem:not(:has(*)),
  .dialog .hint:empty {
    display: none;
  }
`
