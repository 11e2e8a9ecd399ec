import { css } from 'lit'

/** Banners above the conversation, and what is shown in place of a ticket. */
export const noticeStyles = css`
  .banner {
    display: flex;
    align-items: start;
    gap: var(--deskhand-space-2);
    padding: var(--deskhand-space-3);
    border: 1px solid color-mix(in srgb, var(--_tone) 35%, transparent);
    border-radius: var(--deskhand-radius-lg);
    margin-block-end: var(--deskhand-space-4);
    background: var(--_soft);
  }

  .banner[data-tone='amber'] {
    --_tone: var(--deskhand-color-amber);
    --_soft: var(--deskhand-color-amber-soft);
  }

  .banner[data-tone='red'] {
    --_tone: var(--deskhand-color-red);
    --_soft: var(--deskhand-color-red-soft);
  }

  .banner > .icon {
    margin-block-start: 3px;
    color: var(--_tone);
  }

  .banner .icon-only {
    margin-block: -6px;
    margin-inline-end: -6px;
  }

  .banner-text {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .banner ul {
    padding-block: var(--deskhand-space-2);
  }

  .banner .mine {
    font-weight: var(--deskhand-font-weight-medium);
  }

  .banner-actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--deskhand-space-2);
  }

  .absent {
    display: grid;
    justify-items: center;
    gap: var(--deskhand-space-2);
    max-inline-size: 380px;
    padding: var(--deskhand-space-7) var(--deskhand-space-4);
    margin-inline: auto;
    color: var(--deskhand-color-text-quiet);
    text-align: center;
  }

  .absent h2 {
    color: var(--deskhand-color-text);
    font-size: var(--deskhand-font-size-lg);
    font-weight: var(--deskhand-font-weight-bold);
  }

  .absent .button {
    margin-block-start: var(--deskhand-space-2);
  }

  .absent-icon {
    display: grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-full);
    background: var(--deskhand-color-surface);
  }
`
