import { css } from 'lit'

export const newTicketStyles = css`
  .form {
    display: grid;
    gap: var(--deskhand-space-4);
  }

  .title {
    font-size: var(--deskhand-font-size-xl);
    font-weight: var(--deskhand-font-weight-bold);
    line-height: var(--deskhand-line-height-tight);
  }

  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr));
    gap: var(--deskhand-space-4);
  }

  .label small {
    color: var(--deskhand-color-text-quiet);
    font-size: inherit;
    font-weight: var(--deskhand-font-weight);
  }

  .contributed {
    display: grid;
    gap: var(--deskhand-space-4);
  }

  .contributed:not(:has(> *)) {
    display: none;
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: var(--deskhand-space-2) var(--deskhand-space-3);
  }

  .requester {
    justify-content: start;
    inline-size: 100%;
    padding-inline: 10px;
    border-color: var(--deskhand-color-control);
    box-shadow: none;
    font-weight: inherit;
    text-align: start;
  }

  .requester deskhand-person {
    min-inline-size: 0;
  }

  .requester .chevron {
    display: inline-flex;
    margin-inline-start: auto;
    color: var(--deskhand-color-text-quiet);
  }

  .popover {
    inline-size: min(320px, calc(100vi - 16px));
    padding: var(--deskhand-space-2);
  }

  .by-email {
    display: grid;
    gap: var(--deskhand-space-1);
    padding-block-start: var(--deskhand-space-2);
    border-block-start: 1px solid var(--deskhand-color-border);
    margin-block-start: var(--deskhand-space-2);
  }

  .by-email .row {
    display: flex;
    gap: var(--deskhand-space-2);
  }

  .created {
    display: grid;
    justify-items: center;
    gap: var(--deskhand-space-3);
    padding: var(--deskhand-space-6) var(--deskhand-space-4);
    text-align: center;
  }

  .created .mark {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    border-radius: var(--deskhand-radius-full);
    background: var(--deskhand-color-green-soft);
    color: var(--deskhand-color-green);
  }

  .created .mark .icon {
    inline-size: 24px;
    block-size: 24px;
  }

  .created h2 {
    font-size: var(--deskhand-font-size-lg);
    font-weight: var(--deskhand-font-weight-bold);
    outline: none;
  }

  .created .subject {
    max-inline-size: 48ch;
    overflow-wrap: anywhere;
  }

  .quiet-text {
    color: var(--deskhand-color-text-quiet);
  }

`
