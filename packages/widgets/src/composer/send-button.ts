/** The button that sends, with a menu of states to set at the same time. */
import type { Status } from '@deskhand/core/client'
import { html, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { statusShapes } from '../badges/shapes.ts'
import type { statusTerms } from '../badges/terms.ts'
import { chevronDownIcon } from '../icons/icons.ts'
import type { MenuController } from '../overlay/menu-controller.ts'
import type { composerTerms } from './terms.ts'

export interface SendButtonParts {
  readonly menu: MenuController
  readonly terms: typeof composerTerms.en
  readonly statusNames: typeof statusTerms.en
  readonly isNote: boolean
  readonly isSending: boolean
  readonly canSend: boolean
  readonly states: readonly Status[]
  send(status?: Status): void
}

export function sendButton(parts: SendButtonParts): TemplateResult {
  const { menu, terms, isNote, isSending, canSend, states, send } = parts
  const label = isSending ? terms.sending : isNote ? terms.addNote : terms.send
  const { trigger, isOpen, onTriggerKey } = menu
  return html`<div class="split">
    <button
      type="button"
      class="button primary main"
      part="send"
      aria-disabled=${canSend ? nothing : 'true'}
      @click=${() => send()}
    >
      ${label}
    </button>
    ${
      states.length === 0
        ? nothing
        : html`<button
              type="button"
              class="button primary icon-only more"
              ${ref(trigger)}
              aria-label=${terms.moreWays}
              title=${terms.moreWays}
              aria-haspopup="menu"
              aria-expanded=${isOpen}
              aria-disabled=${canSend ? nothing : 'true'}
              @click=${() => canSend && menu.toggle()}
              @keydown=${(event: KeyboardEvent) => canSend && onTriggerKey(event)}
            >
              ${chevronDownIcon()}</button
            >${statesMenu(parts)}`
    }
  </div>`
}

function statesMenu({ menu, terms, statusNames, isNote, states, send }: SendButtonParts) {
  const label = isNote ? terms.noteAnd : terms.sendAnd
  const choose = (status: Status) => {
    menu.close()
    send(status)
  }
  return html`<div
    class="popover"
    popover
    role="menu"
    aria-label=${label}
    ${ref(menu.panel)}
    @toggle=${menu.onToggle}
    @keydown=${menu.onMenuKey}
  >
    <div class="menu-label" aria-hidden="true">${label}</div>
    ${states.map(
      (status) =>
        html`<button
          type="button"
          class="menu-item"
          role="menuitem"
          tabindex="-1"
          @click=${() => choose(status)}
        >
          ${statusShapes[status]}${statusNames[status]}
        </button>`,
    )}
  </div>`
}
