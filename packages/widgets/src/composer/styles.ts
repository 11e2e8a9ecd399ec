import { css } from 'lit'

export const composerStyles = css`
  :host {
    position: relative;
  }

  .composer {
    container: composer / inline-size;
    display: grid;
    gap: var(--deskhand-space-2);
  }

  .tabs {
    display: flex;
    gap: var(--deskhand-space-1);
  }

  .tab {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 30px;
    padding-inline: 10px;
    border: 1px solid transparent;
    border-radius: var(--deskhand-radius-md);
    background: none;
    color: var(--deskhand-color-text-quiet);
    font: inherit;
    font-size: var(--deskhand-font-size-sm);
    font-weight: var(--deskhand-font-weight-medium);
    cursor: pointer;
  }

  .tab:hover {
    background: var(--deskhand-color-hover);
    color: var(--deskhand-color-text);
  }

  .tab[aria-selected='true'] {
    background: var(--deskhand-color-grey-soft);
    color: var(--deskhand-color-text);
  }

  .tab.note[aria-selected='true'] {
    background: var(--deskhand-color-amber-soft);
    color: var(--deskhand-color-amber);
  }

  .panel {
    display: grid;
    gap: var(--deskhand-space-2);
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--deskhand-space-1) var(--deskhand-space-2);
    min-block-size: 24px;
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
  }

  .line .icon {
    flex: none;
  }

  .line.note {
    color: var(--deskhand-color-amber);
  }

  .failure {
    display: flex;
    align-items: start;
    gap: var(--deskhand-space-2);
    padding: var(--deskhand-space-2) var(--deskhand-space-3);
    border: 1px solid color-mix(in srgb, var(--deskhand-color-red) 45%, transparent);
    border-radius: var(--deskhand-radius-md);
    background: var(--deskhand-color-red-soft);
    color: var(--deskhand-color-red);
    font-size: var(--deskhand-font-size-sm);
  }

  .failure .icon {
    margin-block-start: 2px;
  }

  .failure strong {
    font-weight: var(--deskhand-font-weight-medium);
  }

  .hint {
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
  }

  .hint.shortcut {
    font-size: var(--deskhand-font-size-xs);
    white-space: nowrap;
  }

  .menu-item .shape {
    color: var(--deskhand-color-text-quiet);
  }

  .knockout {
    stroke: var(--deskhand-color-raised);
  }

  .split {
    display: inline-flex;
  }

  .split .button {
    position: relative;
  }

  .split .button:focus-visible {
    z-index: 1;
  }

  .split .main:not(:last-child) {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }

  .split .more {
    inline-size: 28px;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
    border-inline-start-color: color-mix(
      in srgb,
      var(--deskhand-color-on-accent) 35%,
      transparent
    );
  }

  .drop {
    position: absolute;
    inset: 0;
    z-index: 1;
    display: grid;
    place-items: center;
    gap: var(--deskhand-space-1);
    border: 2px dashed var(--deskhand-color-accent);
    border-radius: var(--deskhand-radius-md);
    background: color-mix(in srgb, var(--deskhand-color-accent-soft) 92%, transparent);
    color: var(--deskhand-color-accent);
    font-weight: var(--deskhand-font-weight-medium);
    pointer-events: none;
  }

  .drop span {
    display: inline-flex;
    align-items: center;
    gap: var(--deskhand-space-2);
  }

  @media (pointer: coarse) {
    .shortcut {
      display: none;
    }
  }

  @container composer (inline-size < 480px) {
    .shortcut {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .tab[aria-selected='true'] {
      border-color: Highlight;
    }
  }
`
