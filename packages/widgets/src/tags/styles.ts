import { css } from 'lit'

export const tagsStyles = css`
  .tags,
  .none,
  .failed,
  .waiting {
    min-block-size: var(--deskhand-control-height);
    padding-block: 4px;
  }

  .none,
  .failed {
    color: var(--deskhand-color-text-quiet);
  }

  .waiting {
    padding-block: 8px;
  }

  /* Badges begin where the heading of the panel does. */
  .in-panel {
    margin-inline-start: -4px;
  }
`

export const tagColumnStyles = css`
  :host {
    min-inline-size: 0;
  }

  .tags {
    gap: 2px 4px;
  }

  .tags > li {
    align-items: center;
    gap: 4px;
  }

  .more {
    flex: none;
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-xs);
    font-variant-numeric: tabular-nums;
  }
`

export const tagFilterStyles = css`
  .segments {
    display: grid;
    grid-auto-columns: minmax(0, 1fr);
    grid-auto-flow: column;
    padding: 2px;
    border-radius: var(--deskhand-radius-md);
    background: var(--deskhand-color-grey-soft);
  }

  .segment {
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 28px;
    padding-inline: 4px;
    border-radius: calc(var(--deskhand-radius-md) - 1px);
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
    cursor: pointer;
  }

  .segment input {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: 0;
    appearance: none;
    opacity: 0;
  }

  .segment:has(:checked) {
    background: var(--deskhand-color-surface);
    box-shadow: var(--deskhand-shadow-sm);
    color: var(--deskhand-color-text);
    font-weight: var(--deskhand-font-weight-medium);
  }

  .segment:has(:focus-visible) {
    outline: var(--deskhand-focus-width) solid var(--deskhand-color-focus);
    outline-offset: var(--deskhand-focus-offset);
  }

  .dot {
    inline-size: 6px;
    block-size: 6px;
    border-radius: var(--deskhand-radius-full);
    background: var(--deskhand-color-accent);
  }

  .field {
    gap: var(--deskhand-space-2);
  }

  legend {
    margin-block-end: 6px;
    padding: 0;
  }

  @media (forced-colors: active) {
    .segment:has(:checked) {
      outline: 1px solid Highlight;
    }

    .dot {
      background: Highlight;
    }
  }
`

export const tagBulkStyles = css`
  .popover {
    inline-size: min(320px, calc(100vi - 16px));
    padding: var(--deskhand-space-3);
    overflow: visible;
  }

  .layout {
    display: grid;
    gap: var(--deskhand-space-3);
  }

  /* As the buttons beside it, in a narrow list. */
  @container (inline-size < 760px) {
    .button[aria-haspopup] {
      padding-inline: var(--deskhand-space-2);
    }

    .button[aria-haspopup] .icon {
      display: none;
    }
  }

  .actions {
    display: flex;
    justify-content: end;
    gap: var(--deskhand-space-2);
  }
`
