import { css, html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { alertIcon, checkIcon, closeIcon, type Icon } from '../icons/icons.ts'
import type { MessageBoard, Toast, ToastTone } from './messages.ts'

const shapes: Readonly<Record<ToastTone, Icon | undefined>> = {
  neutral: undefined,
  success: checkIcon,
  danger: alertIcon,
}

interface ToastLabels {
  readonly messages: string
  readonly dismiss: string
}

/** The messages that are shown for a while. Screen readers are told of them elsewhere. */
export function toastsView(board: MessageBoard, labels: ToastLabels): TemplateResult {
  return html`
    <section
      class="toasts"
      part="toasts"
      aria-label=${labels.messages}
      @pointerenter=${() => board.hold(true)}
      @pointerleave=${() => board.hold(false)}
      @focusin=${() => board.hold(true)}
      @focusout=${() => board.hold(false)}
    >
      ${repeat(
        board.toasts,
        ({ id }) => id,
        (toast) => toastView(board, toast, labels.dismiss),
      )}
    </section>
  `
}

function toastView(board: MessageBoard, toast: Toast, dismissLabel: string): TemplateResult {
  const { id, text, tone = 'neutral', action } = toast
  const act = () => {
    board.dismiss(id)
    action?.run()
  }
  return html`<div class="toast" part="toast" data-tone=${tone}>
    ${shapes[tone]?.()}
    <p>${text}</p>
    ${action ? html`<button class="act" @click=${act}>${action.label}</button>` : nothing}
    <button class="dismiss" aria-label=${dismissLabel} @click=${() => board.dismiss(id)}>
      ${closeIcon()}
    </button>
  </div>`
}

export const toastStyles = css`
  .toasts {
    position: fixed;
    z-index: var(--deskhand-z-index);
    inset-block-end: var(--deskhand-space-4);
    inset-inline: var(--deskhand-space-4);
    display: grid;
    gap: var(--deskhand-space-2);
    justify-items: center;
    pointer-events: none;
  }

  .toast {
    display: flex;
    align-items: center;
    gap: var(--deskhand-space-2);
    max-inline-size: min(480px, 100%);
    padding-block: 6px;
    padding-inline: var(--deskhand-space-3) 6px;
    border: 1px solid var(--deskhand-color-border-strong);
    border-radius: var(--deskhand-radius-lg);
    background: var(--deskhand-color-raised);
    box-shadow: var(--deskhand-shadow-lg);
    pointer-events: auto;
    animation: toast 160ms ease-out;
  }

  .toast[data-tone='danger'] > svg {
    color: var(--deskhand-color-red);
  }

  .toast[data-tone='success'] > svg {
    color: var(--deskhand-color-green);
  }

  .toast p {
    overflow-wrap: anywhere;
  }

  .toast button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-inline-size: 28px;
    min-block-size: 28px;
    padding-inline: 6px;
    border: 0;
    border-radius: var(--deskhand-radius-md);
    background: none;
    color: var(--deskhand-color-text-quiet);
    font: inherit;
    cursor: pointer;
  }

  .toast button:hover {
    background: var(--deskhand-color-hover);
  }

  .toast .act {
    color: var(--deskhand-color-accent);
    font-weight: var(--deskhand-font-weight-medium);
  }

  @keyframes toast {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
`
