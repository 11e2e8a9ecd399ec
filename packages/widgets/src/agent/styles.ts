import { css } from 'lit'

export const agentStyles = css`
  :host {
    container: agent / inline-size;
  }

  .layout {
    display: grid;
    gap: var(--deskhand-space-3);
  }

  .side {
    display: none;
  }

  .bar {
    display: flex;
    justify-content: space-between;
    gap: var(--deskhand-space-2);
  }

  .here {
    min-inline-size: 0;
    font-weight: var(--deskhand-font-weight-bold);
  }

  .here .label {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    line-height: var(--deskhand-line-height-tight);
  }

  .bar .menu-item .label {
    flex: 1;
  }

  .menu-item[aria-checked='true'] {
    background: var(--deskhand-color-accent-soft);
    color: var(--deskhand-color-accent);
    font-weight: var(--deskhand-font-weight-medium);
  }

  .new {
    flex: none;
  }

  nav ul {
    display: grid;
    gap: 2px;
  }

  .pages {
    padding-block-start: var(--deskhand-space-3);
    border-block-start: 1px solid var(--deskhand-color-border);
    margin-block-start: var(--deskhand-space-3);
  }

  .link-to {
    display: flex;
    align-items: center;
    gap: var(--deskhand-space-2);
    inline-size: 100%;
    min-block-size: var(--deskhand-control-height);
    padding: 4px 10px;
    border: 0;
    border-radius: var(--deskhand-radius-md);
    background: none;
    color: var(--deskhand-color-text-quiet);
    font: inherit;
    text-align: start;
    text-decoration: none;
    cursor: pointer;
  }

  .link-to:hover {
    background: var(--deskhand-color-hover);
    color: var(--deskhand-color-text);
  }

  .link-to[aria-current] {
    background: var(--deskhand-color-accent-soft);
    color: var(--deskhand-color-accent);
    font-weight: var(--deskhand-font-weight-medium);
  }

  .link-to .label {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .count {
    font-size: var(--deskhand-font-size-xs);
    font-variant-numeric: tabular-nums;
  }

  .main,
  .main > * {
    min-inline-size: 0;
  }

  .pane {
    outline: none;
  }

  .main[data-ticket] > .list {
    display: none;
  }

  /* A ticket in place of the list has a way back of its own. */
  .layout:has(> .main[data-ticket]) > .bar {
    display: none;
  }

  .pane-head {
    display: flex;
    align-items: center;
    min-block-size: calc(var(--deskhand-control-height) + 2 * var(--deskhand-space-2));
  }

  .pane-head .button {
    padding-inline: 0 var(--deskhand-space-2);
    background: none;
  }

  .close {
    display: none;
  }

  .single-column {
    inline-size: 100%;
    max-inline-size: 720px;
    padding-block-start: var(--deskhand-space-2);
    margin-inline: auto;
  }

  .refused {
    padding: var(--deskhand-space-7) var(--deskhand-space-4);
    color: var(--deskhand-color-text-quiet);
    text-align: center;
  }

  @container agent (inline-size < 760px) {
    .list::part(heading) {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }

  @container agent (inline-size >= 760px) {
    .layout {
      grid-template-columns: 200px minmax(0, 1fr);
      gap: var(--deskhand-space-5);
    }

    .bar {
      display: none;
    }

    .side {
      position: sticky;
      inset-block-start: var(--deskhand-sticky-offset, 0px);
      display: grid;
      align-self: start;
      gap: var(--deskhand-space-4);
      padding-block-start: var(--deskhand-space-2);
    }
  }

  @container agent (inline-size >= 1120px) {
    .main[data-ticket] {
      display: grid;
      grid-template-columns: 340px minmax(0, 1fr);
      gap: var(--deskhand-space-5);
    }

    .main[data-ticket] > .list {
      position: sticky;
      inset-block-start: var(--deskhand-sticky-offset, 0px);
      display: block;
      align-self: start;
      max-block-size: calc(100dvb - var(--deskhand-sticky-offset, 0px));
      overflow-y: auto;
      scrollbar-width: thin;
    }

    .close {
      display: inline-flex;
    }

    .back {
      display: none;
    }
  }
`
