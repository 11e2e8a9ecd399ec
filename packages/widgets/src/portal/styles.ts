import { css } from 'lit'

export const portalStyles = css`
  :host {
    inline-size: 100%;
  }

  .narrow {
    max-inline-size: 720px;
    margin-inline: auto;
  }

  .page {
    outline: none;
  }

  .head {
    display: flex;
    align-items: center;
    min-block-size: calc(var(--deskhand-control-height) + 2 * var(--deskhand-space-2));
  }

  .head .button {
    padding-inline: 0 var(--deskhand-space-2);
    background: none;
  }

  deskhand-new-ticket {
    padding-block-start: var(--deskhand-space-2);
  }

  deskhand-ticket-list::part(heading) {
    font-size: var(--deskhand-font-size-xl);
  }
`
