import { css } from 'lit'

/** `.button`, with `primary`, `quiet`, `danger`, `icon-only`, `large`. */
export const buttonStyles = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: var(--deskhand-control-height);
    padding-block: 0;
    padding-inline: var(--deskhand-space-3);
    border: 1px solid var(--deskhand-color-border-strong);
    border-radius: var(--deskhand-radius-md);
    background: var(--deskhand-color-surface);
    color: var(--deskhand-color-text);
    box-shadow: var(--deskhand-shadow-sm);
    font: inherit;
    font-weight: var(--deskhand-font-weight-medium);
    line-height: 1;
    text-decoration: none;
    white-space: nowrap;
    vertical-align: middle;
    cursor: pointer;
    transition:
      background-color var(--deskhand-duration),
      border-color var(--deskhand-duration),
      color var(--deskhand-duration);
  }

  .button:hover {
    background: var(--deskhand-color-hover);
  }

  .button:active {
    box-shadow: none;
  }

  .button.primary {
    border-color: transparent;
    background: var(--deskhand-color-accent);
    color: var(--deskhand-color-on-accent);
  }

  .button.primary:hover {
    background: var(--deskhand-color-accent-hover);
  }

  .button.quiet {
    border-color: transparent;
    background: none;
    color: var(--deskhand-color-text-quiet);
    box-shadow: none;
  }

  .button.quiet:hover,
  .button.quiet[aria-expanded='true'],
  .button.quiet[aria-pressed='true'] {
    background: var(--deskhand-color-hover);
    color: var(--deskhand-color-text);
  }

  .button.danger {
    color: var(--deskhand-color-red);
  }

  .button.danger:hover {
    border-color: var(--deskhand-color-red);
    background: var(--deskhand-color-red-soft);
  }

  .button.icon-only {
    inline-size: var(--deskhand-control-height);
    padding: 0;
  }

  .button.large {
    min-block-size: var(--deskhand-control-height-lg);
    padding-inline: var(--deskhand-space-4);
  }

  .button:disabled,
  .button[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }

  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--deskhand-color-accent);
    font: inherit;
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, currentColor 35%, transparent);
    text-underline-offset: 0.2em;
    cursor: pointer;
  }

  .link:hover {
    text-decoration-color: currentColor;
  }
`
