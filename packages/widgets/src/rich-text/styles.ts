import { css } from 'lit'

export const richTextStyles = css`
  .text {
    overflow-wrap: anywhere;
    line-height: 1.6;
  }

  .text > * + * {
    margin-block-start: 0.75em;
  }

  h1,
  h2,
  h3,
  h4,
  h5,
  h6 {
    font-size: 1em;
    font-weight: var(--deskhand-font-weight-bold);
  }

  ul,
  ol {
    padding-inline-start: 1.5em;
    list-style: revert;
  }

  li + li {
    margin-block-start: 0.25em;
  }

  a {
    color: var(--deskhand-color-accent);
    text-underline-offset: 0.2em;
  }

  blockquote {
    padding-inline-start: var(--deskhand-space-3);
    border-inline-start: 3px solid var(--deskhand-color-border-strong);
    margin-inline: 0;
    color: var(--deskhand-color-text-quiet);
  }

  code,
  pre {
    font-family: var(--deskhand-font-mono);
    font-size: 0.92em;
  }

  code {
    padding: 0.1em 0.3em;
    border-radius: var(--deskhand-radius-sm);
    background: var(--deskhand-color-grey-soft);
  }

  pre {
    padding: var(--deskhand-space-3);
    overflow-x: auto;
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-md);
    background: var(--deskhand-color-sunken);
  }

  pre code {
    padding: 0;
    background: none;
  }

  .scroll {
    overflow-x: auto;
  }

  table {
    border-collapse: collapse;
  }

  th,
  td {
    padding: 4px 10px;
    border: 1px solid var(--deskhand-color-border);
    text-align: start;
  }

  hr {
    border: 0;
    border-block-start: 1px solid var(--deskhand-color-border);
  }
`
