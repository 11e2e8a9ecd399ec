import { css } from 'lit'

/** `<dialog class="dialog">` with `header`, `.dialog-body` and `footer`. */
export const dialogStyles = css`
  .dialog {
    inline-size: min(480px, calc(100vi - 32px));
    max-block-size: calc(100dvb - 32px);
    padding: 0;
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-lg);
    background: var(--deskhand-color-raised);
    color: inherit;
    box-shadow: var(--deskhand-shadow-lg);
    overscroll-behavior: contain;
  }

  .dialog::backdrop {
    background: var(--deskhand-color-backdrop);
  }

  .dialog > form,
  .dialog > .dialog-layout {
    display: grid;
    gap: var(--deskhand-space-4);
    padding: var(--deskhand-space-5);
  }

  .dialog h2 {
    font-size: var(--deskhand-font-size-lg);
    font-weight: var(--deskhand-font-weight-bold);
    line-height: var(--deskhand-line-height-tight);
  }

  .dialog header {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: var(--deskhand-space-3);
  }

  .dialog footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--deskhand-space-2);
  }
`
