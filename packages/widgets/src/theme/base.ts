import { css } from 'lit'

/** What every shadow tree begins with. */
export const baseStyles = css`
  :host {
    display: block;
    color: var(--deskhand-color-text);
    font-size: var(--deskhand-font-size, 0.875rem);
    font-weight: var(--deskhand-font-weight, 400);
    line-height: var(--deskhand-line-height, 1.5);
    font-family: var(--deskhand-font-family, inherit);
    -webkit-font-smoothing: antialiased;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  fieldset {
    border: 0;
    min-width: 0;
  }

  svg {
    flex: none;
  }

  input[type='checkbox'],
  input[type='radio'] {
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
    accent-color: var(--deskhand-color-accent);
  }

  .mirrored:dir(rtl) {
    transform: scaleX(-1);
  }

  :focus-visible {
    outline: var(--deskhand-focus-width) solid var(--deskhand-color-focus);
    outline-offset: var(--deskhand-focus-offset);
  }

  .visually-hidden:not(:focus):not(:active) {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .notice {
    padding: var(--deskhand-space-2) var(--deskhand-space-3);
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-md);
    background: var(--deskhand-color-sunken);
    color: var(--deskhand-color-text-quiet);
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`
