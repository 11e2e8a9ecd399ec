import { css } from 'lit'

export const composerStyles = css`
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

  .line .icon {
    flex: none;
  }

  .line.note {
    color: var(--deskhand-color-amber);
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
