import { css } from 'lit'

/** Head, details beside or above the conversation, notices. */
export const ticketStyles = css`
  :host {
    container: ticket / inline-size;
    overflow-anchor: auto;
  }

  .layout {
    display: grid;
    grid-template:
      'head' auto
      'notices' auto
      'details' auto
      'body' auto / minmax(0, 1fr);
  }

  .head {
    grid-area: head;
    display: grid;
    gap: var(--deskhand-space-2);
    min-inline-size: 0;
    margin-block-end: var(--deskhand-space-4);
  }

  .notices {
    grid-area: notices;
    min-inline-size: 0;
    max-inline-size: 860px;
    scroll-margin-block: calc(var(--deskhand-sticky-offset, 0px) + 16px);
  }

  .title,
  .editor {
    display: flex;
    align-items: start;
    gap: var(--deskhand-space-1);
    min-block-size: var(--deskhand-control-height);
  }

  .subject {
    min-inline-size: 0;
    padding-block: 2px;
    font-size: var(--deskhand-font-size-xl);
    font-weight: var(--deskhand-font-weight-bold);
    letter-spacing: -0.01em;
    line-height: 1.35;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }

  .title .button {
    flex: none;
  }

  .editor {
    flex-wrap: wrap;
    gap: var(--deskhand-space-2);
  }

  .editor .input {
    flex: 1 1 240px;
    font-size: var(--deskhand-font-size-lg);
    font-weight: var(--deskhand-font-weight-medium);
  }

  .editor .problem {
    flex-basis: 100%;
  }

  .problem:empty {
    display: none;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--deskhand-space-1) var(--deskhand-space-3);
    min-block-size: var(--deskhand-control-height);
    color: var(--deskhand-color-text-quiet);
  }

  .number {
    font-variant-numeric: tabular-nums;
  }

  .opened {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 6px;
    min-inline-size: 0;
  }

  .opened deskhand-person {
    color: var(--deskhand-color-text);
    font-weight: var(--deskhand-font-weight-medium);
  }

  .moves {
    display: flex;
    flex-wrap: wrap;
    gap: var(--deskhand-space-2);
    margin-inline-start: auto;
  }

  /* Its text ends where the messages do. */
  .button.quiet.details-toggle {
    padding-inline: 0;
    background: none;
  }

  .details-toggle[aria-expanded='true'] .icon {
    rotate: 180deg;
  }

  .details {
    grid-area: details;
    display: none;
    min-inline-size: 0;
    padding: var(--deskhand-space-3) var(--deskhand-space-4);
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-lg);
    margin-block-end: var(--deskhand-space-4);
    background: var(--deskhand-color-surface);
  }

  .details[data-open] {
    display: block;
  }

  .body {
    grid-area: body;
    min-inline-size: 0;
  }

  .skeleton-row {
    display: grid;
    grid-template-columns: 104px minmax(0, 1fr);
    align-items: center;
    gap: var(--deskhand-space-2);
    min-block-size: 30px;
  }

  .skeleton.heading {
    inline-size: min(420px, 80%);
    block-size: 20px;
    margin-block: 6px;
  }

  .skeleton.word {
    inline-size: min(140px, 60%);
  }

  @container ticket (min-width: 860px) {
    .layout {
      grid-template:
        'head details' auto
        'notices details' auto
        'body details' 1fr / minmax(0, 1fr) 296px;
      column-gap: var(--deskhand-space-6);
    }

    .details {
      position: sticky;
      inset-block-start: var(--deskhand-sticky-offset, 0px);
      display: block;
      align-self: start;
      max-block-size: calc(100dvb - var(--deskhand-sticky-offset, 0px));
      overflow-y: auto;
      padding-block: var(--deskhand-space-2);
      padding-inline: var(--deskhand-space-5) 2px;
      margin: 0;
      border: 0;
      border-inline-start: 1px solid var(--deskhand-color-border);
      border-radius: 0;
      background: none;
    }

    .details-toggle {
      display: none;
    }
  }

  @container ticket (max-width: 619.9px) {
    .opened {
      display: none;
    }
  }

  @container ticket (max-width: 859.9px) {
    .details-toggle {
      margin-inline-start: auto;
    }

    .moves {
      flex-basis: 100%;
      order: 1;
      margin-block-start: var(--deskhand-space-1);
      margin-inline-start: 0;
    }
  }
`
