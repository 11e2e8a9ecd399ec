import { css } from 'lit'

export const panelStyles = css`
  section {
    display: grid;
    gap: var(--deskhand-space-4);
  }

  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--deskhand-space-3);
    min-block-size: 24px;
  }

  h3 {
    font-size: var(--deskhand-font-size-lg);
    font-weight: var(--deskhand-font-weight-bold);
    line-height: var(--deskhand-line-height-tight);
  }

  header .link {
    min-block-size: 24px;
    margin-inline-start: auto;
    font-size: var(--deskhand-font-size-sm);
  }

  .link[aria-disabled='true'] {
    visibility: hidden;
  }

  legend {
    margin-block-end: 6px;
    padding: 0;
  }

  .field {
    min-inline-size: 0;
  }

  .pills {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .pills + * {
    margin-block-start: var(--deskhand-space-1);
  }

  .pill,
  .segment {
    position: relative;
  }

  .pill {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    max-inline-size: 100%;
    min-block-size: 28px;
    padding-block: 2px;
    padding-inline: 10px;
    border: 1px solid var(--deskhand-color-border-strong);
    border-radius: var(--deskhand-radius-full);
    background: var(--deskhand-color-surface);
    color: var(--deskhand-color-text);
    font: inherit;
    font-size: var(--deskhand-font-size-sm);
    line-height: 1.3;
    overflow-wrap: anywhere;
    cursor: pointer;
    transition:
      background-color var(--deskhand-duration),
      border-color var(--deskhand-duration);
  }

  .pill:hover {
    background: var(--deskhand-color-hover);
  }

  .pill input,
  .segment input {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: 0;
    appearance: none;
    opacity: 0;
  }

  .pill .shape {
    color: var(--deskhand-color-text-quiet);
  }

  .knockout {
    stroke: var(--deskhand-color-surface);
  }

  .pill:has(:checked),
  .pill[aria-pressed='true'] {
    border-color: var(--deskhand-color-accent);
    background: var(--deskhand-color-accent-soft);
    color: var(--deskhand-color-accent);
  }

  .pill:has(:checked) .shape {
    color: inherit;
  }

  .pill:has(:checked) .knockout {
    stroke: var(--deskhand-color-accent-soft);
  }

  .tick {
    display: none;
    margin-inline-end: -2px;
  }

  .tick .icon {
    display: block;
    inline-size: 12px;
    block-size: 12px;
    stroke-width: 2.5;
  }

  .pill:has(:checked) .tick {
    display: block;
  }

  .pill[aria-pressed='true'] {
    font-weight: var(--deskhand-font-weight-medium);
  }

  .pill:has(:focus-visible),
  .segment:has(:focus-visible) {
    outline: var(--deskhand-focus-width) solid var(--deskhand-color-focus);
    outline-offset: var(--deskhand-focus-offset);
  }

  .dates {
    gap: var(--deskhand-space-2);
  }

  .segments {
    display: grid;
    grid-auto-columns: minmax(0, 1fr);
    grid-auto-flow: column;
    padding: 2px;
    border-radius: var(--deskhand-radius-md);
    background: var(--deskhand-color-grey-soft);
  }

  .segment {
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

  .segment:has(:checked) {
    background: var(--deskhand-color-surface);
    box-shadow: var(--deskhand-shadow-sm);
    color: var(--deskhand-color-text);
    font-weight: var(--deskhand-font-weight-medium);
  }

  .dot {
    inline-size: 6px;
    block-size: 6px;
    border-radius: var(--deskhand-radius-full);
    background: var(--deskhand-color-accent);
  }

  .range {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(132px, 1fr));
    gap: var(--deskhand-space-2);
  }

  @media (forced-colors: active) {
    .pill:has(:checked),
    .pill[aria-pressed='true'],
    .segment:has(:checked) {
      border-color: Highlight;
      outline: 1px solid Highlight;
    }

    .dot {
      background: Highlight;
    }
  }
`

export const activeFiltersStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px var(--deskhand-space-3);
  }

  .chips {
    min-inline-size: 0;
  }

  .link {
    min-block-size: 24px;
    font-size: var(--deskhand-font-size-sm);
  }
`
