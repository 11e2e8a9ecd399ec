import { css } from 'lit'

/** Messages on a line of time. */
export const messageStyles = css`
  .conversation {
    --_face: 32px;
    --_gutter: 44px;
    position: relative;
    display: grid;
    gap: var(--deskhand-space-4);
    max-inline-size: 860px;
    isolation: isolate;
  }

  .conversation::before {
    content: '';
    position: absolute;
    z-index: -1;
    inset-block: 16px 24px;
    inset-inline-start: calc(var(--_face) / 2 - 0.5px);
    border-inline-start: 1px solid var(--deskhand-color-border);
  }

  .entry:empty {
    display: none;
  }

  .message {
    position: relative;
    padding: 10px 14px 12px;
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-lg);
    margin-inline-start: var(--_gutter);
    background: var(--deskhand-color-surface);
    scroll-margin-block: 16px;
  }

  .message[data-kind='agent'] {
    border-color: color-mix(in srgb, var(--deskhand-color-accent) 28%, transparent);
    background: color-mix(in srgb, var(--deskhand-color-accent-soft) 45%, transparent);
  }

  .message[data-kind='note'] {
    border: 1px dashed color-mix(in srgb, var(--deskhand-color-amber) 60%, transparent);
    background: var(--deskhand-color-amber-soft);
  }

  .face {
    position: absolute;
    inset-block-start: 2px;
    inset-inline-start: calc(var(--_gutter) * -1 - 1px);
  }

  .skeleton.face {
    inline-size: var(--_face);
    block-size: var(--_face);
  }

  .message > header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--deskhand-space-2);
    min-block-size: 24px;
    margin-block-end: 4px;
  }

  .author {
    min-inline-size: 0;
    font-weight: var(--deskhand-font-weight-bold);
    overflow-wrap: anywhere;
  }

  .side,
  .when {
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
  }

  .side {
    padding-inline: 6px;
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-full);
    font-size: var(--deskhand-font-size-xs);
    line-height: 18px;
  }

  .edited {
    margin-inline-start: 4px;
  }

  .note-mark {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--deskhand-color-amber);
    font-size: var(--deskhand-font-size-xs);
    font-weight: var(--deskhand-font-weight-bold);
  }

  .note-mark .icon {
    inline-size: 13px;
    block-size: 13px;
  }

  .message[data-kind='note'] .when {
    color: var(--deskhand-color-text);
  }

  .actions {
    display: inline-flex;
    gap: 2px;
    margin-inline-start: auto;
  }

  .event {
    display: grid;
    grid-template-columns: var(--_face) minmax(0, 1fr);
    gap: calc(var(--_gutter) - var(--_face));
    align-items: start;
    min-block-size: 24px;
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
  }

  .event p {
    padding-block: 2px;
    padding-inline-start: 14px;
    overflow-wrap: anywhere;
  }

  /* Stays on the line of the text, when the time goes to the next one. */
  .event p > span::after {
    content: '\\00a0·';
  }

  .event-icon {
    display: grid;
    place-items: center;
    justify-self: center;
    inline-size: 24px;
    block-size: 24px;
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-full);
    background: var(--deskhand-color-surface);
  }

  .event-icon svg {
    inline-size: 12px;
    block-size: 12px;
  }

  .event .knockout {
    stroke: var(--deskhand-color-surface);
  }

  .entry:has(> .event) + .entry:has(> .event) {
    margin-block-start: calc(var(--deskhand-space-2) * -1);
  }

  .earlier {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--deskhand-space-2) var(--deskhand-space-3);
    margin-inline-start: var(--_gutter);
  }

  .divider {
    display: flex;
    align-items: center;
    gap: var(--deskhand-space-2);
    margin-inline-start: var(--_gutter);
    color: var(--deskhand-color-accent);
    font-size: var(--deskhand-font-size-xs);
    font-weight: var(--deskhand-font-weight-bold);
  }

  .divider::before,
  .divider::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid currentColor;
    opacity: 0.4;
  }

  .arrivals {
    position: sticky;
    z-index: 1;
    inset-block-end: var(--deskhand-space-4);
    display: grid;
    justify-items: center;
    block-size: 0;
    margin-block-start: calc(var(--deskhand-space-4) * -1);
    pointer-events: none;
  }

  .arrivals .button {
    position: absolute;
    inset-block-end: 0;
    border-radius: var(--deskhand-radius-full);
    box-shadow: var(--deskhand-shadow-md);
    pointer-events: auto;
  }

  .composer {
    max-inline-size: 860px;
    padding-block-start: var(--deskhand-space-4);
  }

  .skeleton-text {
    padding-block-end: 4px;
  }

  @container ticket (min-width: 620px) {
    .composer {
      padding-inline-start: 44px;
    }
  }

  @container ticket (max-width: 619.9px) {
    .conversation {
      --_face: 24px;
      --_gutter: 0px;
      gap: var(--deskhand-space-3);
    }

    .conversation::before {
      display: none;
    }

    .face {
      display: none;
    }

    .event {
      grid-template-columns: 24px minmax(0, 1fr);
      gap: var(--deskhand-space-2);
    }

    .event p {
      padding-inline-start: 0;
    }
  }

  @media (forced-colors: active) {
    .message[data-kind='note'] {
      border-style: dashed;
      border-width: 2px;
    }
  }
`
