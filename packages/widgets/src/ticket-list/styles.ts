import { css } from 'lit'

export const listStyles = css`
  :host {
    container-type: inline-size;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--deskhand-space-2);
    min-block-size: calc(var(--deskhand-control-height) + 2 * var(--deskhand-space-2));
    padding-block: var(--deskhand-space-2);
  }

  .head.selecting {
    position: sticky;
    z-index: 1;
    inset-block-start: 0;
    min-block-size: calc(var(--deskhand-control-height) + var(--deskhand-space-2));
    margin-block: 2px 6px;
    padding: 3px;
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-lg);
    background: var(--deskhand-color-raised);
    box-shadow: var(--deskhand-shadow-sm);
  }

  .selecting deskhand-bulk-bar {
    flex: 1;
    min-inline-size: 0;
  }

  h2 {
    font-size: var(--deskhand-font-size-lg);
    font-weight: var(--deskhand-font-weight-bold);
    line-height: var(--deskhand-line-height-tight);
  }

  .called {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--deskhand-space-2);
    min-inline-size: min-content;
  }

  .count {
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .tools {
    display: flex;
    align-items: center;
    gap: var(--deskhand-space-2);
    margin-inline-start: auto;
  }

  .badge {
    display: inline-grid;
    place-items: center;
    min-inline-size: 18px;
    block-size: 18px;
    padding-inline: 5px;
    border-radius: var(--deskhand-radius-full);
    background: var(--deskhand-color-accent);
    color: var(--deskhand-color-on-accent);
    font-size: var(--deskhand-font-size-xs);
  }

  .news {
    border-color: transparent;
    border-radius: var(--deskhand-radius-full);
    background: var(--deskhand-color-accent-soft);
    color: var(--deskhand-color-accent);
    box-shadow: none;
  }

  .filters {
    inline-size: 360px;
    max-block-size: min(720px, calc(100dvb - 16px));
    padding: var(--deskhand-space-4);
  }

  deskhand-filter-chips {
    min-block-size: 38px;
    padding-block-end: var(--deskhand-space-3);
  }

  .frame {
    position: relative;
    overflow: clip;
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-lg);
    background: var(--deskhand-color-surface);
  }

  .progress {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    block-size: 2px;
    background: linear-gradient(90deg, transparent, var(--deskhand-color-accent), transparent) -70% 0 /
      40% 100% no-repeat;
    animation: progress 1.2s 200ms linear infinite;
  }

  @keyframes progress {
    to {
      background-position-x: 170%;
    }
  }

  .banner {
    display: flex;
    align-items: start;
    gap: var(--deskhand-space-2);
    padding-block: var(--deskhand-space-2);
    padding-inline: var(--deskhand-space-4);
    border-block-end: 1px solid var(--deskhand-color-border);
    background: var(--deskhand-color-amber-soft);
    color: var(--deskhand-color-amber);
    font-size: var(--deskhand-font-size-sm);
  }

  .banner .icon {
    margin-block-start: 2px;
  }

  .banner .link {
    flex: none;
    margin-inline-start: auto;
    color: inherit;
  }

  .failures {
    background: var(--deskhand-color-red-soft);
    color: var(--deskhand-color-red);
  }

  .failures > div {
    min-inline-size: 0;
  }

  .failures li {
    margin-block-start: var(--deskhand-space-1);
    color: var(--deskhand-color-text);
    overflow-wrap: anywhere;
  }

  .reason {
    display: block;
    color: var(--deskhand-color-text-quiet);
  }

  .message {
    display: grid;
    justify-items: center;
    gap: var(--deskhand-space-1);
    max-inline-size: 420px;
    margin-inline: auto;
    padding-block: var(--deskhand-space-7);
    padding-inline: var(--deskhand-space-4);
    text-align: center;
  }

  .emblem {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    margin-block-end: var(--deskhand-space-2);
    border-radius: var(--deskhand-radius-full);
    background: var(--deskhand-color-grey-soft);
    color: var(--deskhand-color-text-quiet);
  }

  .title {
    font-weight: var(--deskhand-font-weight-bold);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--deskhand-space-2);
    margin-block-start: var(--deskhand-space-3);
  }

  footer {
    display: flex;
    align-items: center;
    min-block-size: 48px;
    padding-inline: var(--deskhand-space-2) var(--deskhand-space-4);
    border-block-start: 1px solid var(--deskhand-color-border);
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
  }

  .more {
    margin-inline: auto;
  }

  deskhand-sort-menu {
    display: none;
  }

  deskhand-pager {
    margin-inline-start: auto;
  }

  /* Where a heading that sorts may be left out. */
  @container (inline-size < 1180px) {
    deskhand-sort-menu {
      display: block;
    }
  }

  @container (inline-size < 760px) {
    .tools .button .text,
    deskhand-sort-menu::part(text) {
      position: absolute;
      font-size: 0;
    }

    .tools .button:has(.text),
    deskhand-sort-menu::part(button) {
      min-inline-size: var(--deskhand-control-height);
      padding-inline: 7px;
    }

    deskhand-list-help {
      display: none;
    }
  }

  @container (inline-size < 420px) {
    /* Two lines from the beginning, so that the number moves nothing when it comes. */
    .head:not(.selecting) {
      padding-block: 4px;
    }

    .called {
      flex-direction: column;
    }

    .count {
      min-block-size: 1lh;
      line-height: var(--deskhand-line-height-tight);
    }
  }
`
