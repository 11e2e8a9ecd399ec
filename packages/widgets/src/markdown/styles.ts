import { css } from 'lit'

export const markdownFieldStyles = css`
  :host {
    --_tint: var(--deskhand-color-surface);
    --_edge: var(--deskhand-color-control);
  }

  :host([tone='note']) {
    --_tint: color-mix(
      in srgb,
      var(--deskhand-color-amber-soft) 60%,
      var(--deskhand-color-surface)
    );
    --_edge: color-mix(in srgb, var(--deskhand-color-amber) 70%, var(--_tint));
  }

  .box {
    display: flex;
    flex-direction: column;
    border: 1px solid var(--_edge);
    border-radius: var(--deskhand-radius-md);
    background: var(--_tint);
    transition: border-color var(--deskhand-duration);
  }

  .box:has(textarea:focus-visible) {
    outline: var(--deskhand-focus-width) solid var(--deskhand-color-focus);
    outline-offset: -1px;
    border-color: transparent;
  }

  .box:has([aria-invalid='true']) {
    border-color: var(--deskhand-color-red);
  }

  .box textarea {
    display: block;
    inline-size: 100%;
    min-block-size: calc(3lh + 22px);
    max-block-size: min(60vb, 480px);
    padding: 11px 12px;
    border: 0;
    border-radius: inherit;
    outline: none;
    background: none;
    color: inherit;
    font: inherit;
    resize: none;
    field-sizing: content;
    overflow-wrap: anywhere;
  }

  /* Where it does not grow by itself. */
  @supports not (field-sizing: content) {
    .box textarea {
      min-block-size: calc(8lh + 22px);
      resize: vertical;
    }
  }

  textarea::placeholder {
    color: var(--deskhand-color-text-quiet);
    opacity: 1;
  }

  textarea:read-only {
    color: var(--deskhand-color-text-quiet);
  }

  .preview {
    min-block-size: calc(3lh + 22px);
    max-block-size: min(60vb, 480px);
    padding: 11px 12px;
    overflow: auto;
  }

  .quiet-text {
    color: var(--deskhand-color-text-quiet);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--deskhand-space-1) var(--deskhand-space-2);
    padding: var(--deskhand-space-1);
    padding-block-end: 6px;
    padding-inline: 6px;
  }

  .formats {
    display: flex;
    flex-wrap: wrap;
    gap: 1px;
  }

  .formats .button {
    min-block-size: 28px;
    inline-size: 28px;
  }

  .formats .text {
    inline-size: auto;
    padding-inline: var(--deskhand-space-2);
    font-size: var(--deskhand-font-size-sm);
  }

  .divider {
    inline-size: 1px;
    block-size: 16px;
    margin-inline: var(--deskhand-space-1);
    align-self: center;
    background: var(--deskhand-color-border-strong);
  }

  .end {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: var(--deskhand-space-2);
  }

  @media (forced-colors: active) {
    :host([tone='note']) .box {
      border-style: dashed;
    }

    .formats [aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`
