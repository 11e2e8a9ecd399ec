import { css } from 'lit'

export const tagFormStyles = css`
  :host {
    container: tag-form / inline-size;
    max-inline-size: 720px;
  }

  form {
    display: grid;
    gap: var(--deskhand-space-4);
  }

  legend {
    margin-block-end: 6px;
    padding: 0;
  }

  .top {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--deskhand-space-3) var(--deskhand-space-5);
  }

  .field {
    align-content: start;
    min-inline-size: 0;
  }

  .problem:empty,
  .problem:not(:has(*)) {
    display: none;
  }

  .preview .stage {
    display: flex;
    align-items: center;
    min-block-size: var(--deskhand-control-height);
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }

  .colour,
  .icon-choice {
    position: relative;
    display: inline-grid;
    place-items: center;
    inline-size: 30px;
    block-size: 30px;
    border-radius: var(--deskhand-radius-full);
    cursor: pointer;
  }

  .colour {
    border: 1px solid color-mix(in srgb, var(--_tag) 62%, var(--deskhand-color-text));
    background: var(--_tag);
    color: var(--_tag-text);
    forced-color-adjust: none;
  }

  .colour.own:not(.chosen) {
    border-color: var(--deskhand-color-control);
    background: conic-gradient(
      in hsl longer hue,
      hsl(0 75% 55%),
      hsl(360 75% 55%)
    );
  }

  .colour input,
  .icon-choice input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    padding: 0;
    border: 0;
    appearance: none;
    opacity: 0;
    cursor: pointer;
  }

  .tick {
    display: none;
  }

  .tick .icon {
    display: block;
    stroke-width: 2.5;
  }

  .colour:has(:checked) .tick,
  .chosen .tick {
    display: block;
  }

  .colour:has(:checked),
  .colour.chosen {
    box-shadow:
      0 0 0 2px var(--deskhand-color-surface),
      0 0 0 4px var(--deskhand-color-text);
  }

  .colour:has(:focus-visible),
  .icon-choice:has(:focus-visible) {
    outline: var(--deskhand-focus-width) solid var(--deskhand-color-focus);
    outline-offset: 4px;
  }

  .icon-choice {
    border: 1px solid transparent;
    border-radius: var(--deskhand-radius-md);
    color: var(--deskhand-color-text-quiet);
  }

  .icon-choice:has(:focus-visible) {
    outline-offset: 1px;
  }

  .icon-choice .tag-shape {
    inline-size: 16px;
    block-size: 16px;
    stroke-width: 1.75;
  }

  .icon-choice:hover {
    background: var(--deskhand-color-hover);
    color: var(--deskhand-color-text);
  }

  .icon-choice:has(:checked) {
    border-color: var(--deskhand-color-accent);
    background: var(--deskhand-color-accent-soft);
    color: var(--deskhand-color-accent);
  }

  .visibility {
    display: flex;
    align-items: start;
    gap: var(--deskhand-space-2);
    cursor: pointer;
  }

  .visibility .hint {
    display: block;
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--deskhand-space-2);
  }

  footer .problem {
    flex: 1 1 200px;
  }

  @container tag-form (inline-size >= 520px) {
    .top {
      grid-template-columns: minmax(0, 1fr) 200px;
    }
  }

  @media (forced-colors: active) {
    .icon-choice:has(:checked) {
      outline: 2px solid Highlight;
    }

    .colour:has(:checked),
    .colour.chosen {
      outline: 2px solid Highlight;
      outline-offset: 2px;
    }
  }
`
