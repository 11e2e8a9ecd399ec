import { css } from 'lit'

/** `.files` with `.file`: an icon, a name over a line about it, and buttons. */
export const fileStyles = css`
  .files {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 232px), 1fr));
    gap: var(--deskhand-space-2);
  }

  .file {
    --_tone: var(--deskhand-color-text-quiet);
    position: relative;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    column-gap: var(--deskhand-space-2);
    min-block-size: 48px;
    padding: 6px;
    padding-inline-start: var(--deskhand-space-2);
    overflow: hidden;
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-md);
    background: var(--deskhand-color-surface);
  }

  .file[data-tone='danger'] {
    --_tone: var(--deskhand-color-red);
    border-color: color-mix(in srgb, var(--deskhand-color-red) 45%, transparent);
  }

  .file[data-tone='warning'] {
    --_tone: var(--deskhand-color-amber);
  }

  .file[data-tone='success'] {
    --_tone: var(--deskhand-color-green);
  }

  .kind {
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    border-radius: var(--deskhand-radius-sm);
    background: var(--deskhand-color-grey-soft);
    color: var(--deskhand-color-text-quiet);
  }

  .about {
    min-inline-size: 0;
    line-height: 1.35;
  }

  .name {
    display: block;
    overflow: hidden;
    color: inherit;
    font-size: var(--deskhand-font-size-sm);
    font-weight: var(--deskhand-font-weight-medium);
    text-align: start;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .state {
    display: flex;
    align-items: start;
    gap: 4px;
    color: var(--_tone);
    font-size: var(--deskhand-font-size-xs);
  }

  .state .icon {
    inline-size: 13px;
    block-size: 13px;
    margin-block-start: 1px;
  }

  .file .buttons {
    display: flex;
  }

  .file .buttons .button {
    inline-size: 28px;
    min-block-size: 28px;
  }

  progress {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    inline-size: 100%;
    block-size: 3px;
    border: 0;
    appearance: none;
    background: var(--deskhand-color-border);
    accent-color: var(--deskhand-color-accent);
  }

  progress::-webkit-progress-bar {
    background: var(--deskhand-color-border);
  }

  progress::-webkit-progress-value {
    background: var(--deskhand-color-accent);
    transition: inline-size var(--deskhand-duration);
  }

  progress::-moz-progress-bar {
    background: var(--deskhand-color-accent);
  }

  @media (forced-colors: active) {
    progress {
      appearance: auto;
      block-size: 6px;
    }
  }
`

export const uploadStyles = css`
  :host {
    display: contents;
  }

  .files {
    flex: 1 0 100%;
    order: -1;
    inline-size: 100%;
    padding: var(--deskhand-space-1);
  }

  canvas {
    inline-size: 32px;
    block-size: 32px;
    border-radius: inherit;
    object-fit: cover;
  }

  .attach {
    min-block-size: 28px;
    padding-inline: var(--deskhand-space-2);
    font-size: var(--deskhand-font-size-sm);
  }

  .area {
    display: grid;
    gap: var(--deskhand-space-2);
  }

  .area .files {
    order: 0;
    padding: 0;
  }

  .area .drop {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--deskhand-space-2) var(--deskhand-space-3);
    padding: var(--deskhand-space-3);
    border: 1px dashed var(--deskhand-color-border-strong);
    border-radius: var(--deskhand-radius-md);
  }

  @media (pointer: coarse) {
    .pointing {
      display: none;
    }
  }
`

export const attachmentListStyles = css`
  /* Here, so that a message without files keeps no room for them. */
  .files {
    margin-block-start: var(--deskhand-space-3);
  }

  .file {
    transition: border-color var(--deskhand-duration);
  }

  button.name {
    max-inline-size: 100%;
    padding: 0;
    padding-block: 3px;
    border: 0;
    margin-block: -3px;
    background: none;
    font-family: inherit;
    cursor: pointer;
  }

  button.name:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .dialog {
    inline-size: fit-content;
    max-inline-size: min(960px, calc(100vi - 32px));
    min-inline-size: min(320px, calc(100vi - 32px));
  }

  .dialog .dialog-layout {
    gap: var(--deskhand-space-3);
    padding: var(--deskhand-space-4);
  }

  .dialog h2 {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    font-size: var(--deskhand-font-size);
  }

  .picture {
    display: grid;
    place-items: center;
    min-block-size: 160px;
    border-radius: var(--deskhand-radius-md);
    background: var(--deskhand-color-sunken);
  }

  .picture img {
    display: block;
    max-inline-size: 100%;
    max-block-size: calc(100dvb - 180px);
    object-fit: contain;
  }
`
