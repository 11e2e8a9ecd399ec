import { css } from 'lit'

/** Of the button in the corner, and of where the panel stands. */
export const launcherStyles = css`
  :host {
    position: fixed;
    inset-block-end: max(var(--deskhand-launcher-inset, 20px), env(safe-area-inset-bottom));
    inset-inline-end: var(--deskhand-launcher-inset, 20px);
    z-index: var(--deskhand-z-index);
    inline-size: fit-content;
  }

  :host([position='start']) {
    inset-inline: var(--deskhand-launcher-inset, 20px) auto;
  }

  .opener {
    display: inline-flex;
    align-items: center;
    gap: var(--deskhand-space-2);
    min-block-size: 44px;
    padding-block: 0;
    padding-inline: var(--deskhand-space-4);
    border: 1px solid transparent;
    border-radius: var(--deskhand-radius-full);
    background: var(--deskhand-color-accent);
    color: var(--deskhand-color-on-accent);
    box-shadow: var(--deskhand-shadow-md);
    font: inherit;
    font-weight: var(--deskhand-font-weight-bold);
    cursor: pointer;
    transition: background-color var(--deskhand-duration);
  }

  .opener:hover {
    background: var(--deskhand-color-accent-hover);
  }

  .opener .icon {
    inline-size: 18px;
    block-size: 18px;
  }

  .opener[aria-busy='true'] {
    cursor: progress;
  }

  .trouble {
    position: absolute;
    inset-block-end: calc(100% + 8px);
    inset-inline-end: 0;
    inline-size: max-content;
    max-inline-size: min(280px, calc(100vi - 40px));
  }

  :host([position='start']) .trouble {
    inset-inline: 0 auto;
  }

  dialog {
    position: fixed;
    inset-block: auto max(var(--deskhand-launcher-inset, 20px), env(safe-area-inset-bottom));
    inset-inline: auto var(--deskhand-launcher-inset, 20px);
    inline-size: min(420px, calc(100vi - 2 * var(--deskhand-launcher-inset, 20px)));
    max-inline-size: none;
    block-size: min(680px, calc(100dvb - 2 * var(--deskhand-launcher-inset, 20px)));
    max-block-size: none;
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--deskhand-color-border);
    border-radius: 14px;
    background: var(--deskhand-color-surface);
    color: inherit;
    box-shadow: var(--deskhand-shadow-lg);
  }

  :host([position='start']) dialog {
    inset-inline: var(--deskhand-launcher-inset, 20px) auto;
  }

  dialog::backdrop {
    background: none;
  }

  @media (max-width: 540px) {
    dialog,
    :host([position='start']) dialog {
      inset: 0;
      inline-size: 100%;
      block-size: 100dvb;
      border: 0;
      border-radius: 0;
    }
  }
`

export const launcherPanelStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    block-size: 100%;
  }

  header {
    display: flex;
    align-items: center;
    gap: var(--deskhand-space-1);
    min-block-size: 56px;
    padding-inline: var(--deskhand-space-4) var(--deskhand-space-3);
    border-block-end: 1px solid var(--deskhand-color-border);
  }

  header:has(.back) {
    padding-inline-start: var(--deskhand-space-2);
  }

  h2 {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    font-size: var(--deskhand-font-size-lg);
    font-weight: var(--deskhand-font-weight-bold);
    text-overflow: ellipsis;
    white-space: nowrap;
    outline: none;
  }

  .content {
    overflow-y: auto;
    padding: var(--deskhand-space-2) var(--deskhand-space-4) var(--deskhand-space-4);
    overscroll-behavior: contain;
    outline: none;
  }

  .content.padded {
    padding-block-start: var(--deskhand-space-4);
  }
`
