import { html, nothing, type PropertyDeclarations } from 'lit'
import { createRef, type Ref, ref } from 'lit/directives/ref.js'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { messageIcon } from '../icons/icons.ts'
import { isComposing } from '../keyboard/is-composing.ts'
import { launcherStyles } from './styles.ts'
import { launcherTerms } from './terms.ts'

declare global {
  interface HTMLElementEventMap {
    /** The panel has been opened or closed. */
    'deskhand-launcher-toggle': CustomEvent<{ readonly isOpen: boolean }>
  }
}

/**
 * A button in the corner of a page, for customers: opens a panel with my tickets, one of them and a new
 * one. Loads the panel when it is about to be wanted. Shown while somebody is signed in.
 *
 * @example
 * <deskhand-launcher position="start"></deskhand-launcher>
 *
 * @fires deskhand-launcher-toggle - The panel has been opened or closed. Does not bubble.
 * @csspart opener - The button in the corner.
 * @csspart panel - The panel.
 * @cssprop --deskhand-launcher-inset - How far from the corner. Default 20px.
 * @cssprop --deskhand-z-index - Where it stands among what lies over the page. Default 1000.
 */
export class DeskhandLauncher extends DeskhandElement {
  static override styles = [DeskhandElement.styles, launcherStyles]
  static override properties: PropertyDeclarations = {
    position: { type: String, reflect: true },
    label: { type: String },
    ticketId: { type: String, attribute: 'ticket-id' },
    open: { type: Boolean, reflect: true },
    state: { state: true },
  }

  /** Which lower corner: at the `end` of a line or at its `start`. Default `end`. */
  declare position: 'start' | 'end'
  /** Default “Help”. */
  declare label: string
  /** The id of the ticket that the panel shows. Default: none. */
  declare ticketId: string
  /** Default false. */
  declare open: boolean
  declare protected state: 'idle' | 'loading' | 'loaded' | 'failed'

  #dialog = createRef<HTMLDialogElement>()
  #opener = createRef<HTMLButtonElement>()

  constructor() {
    super()
    this.position = 'end'
    this.label = ''
    this.ticketId = ''
    this.open = false
    this.state = 'idle'
  }

  /** Opens the panel. */
  show(): void {
    this.open = true
  }

  /** Closes the panel; the focus goes back to the button. */
  hide(): void {
    this.open = false
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (this.open && this.state === 'idle') void this.#load()
    const dialog = this.#dialog.value
    if (dialog && this.open !== dialog.open) {
      if (this.open) this.#openDialog(dialog)
      else dialog.close()
    }
    const isToggle = changed.has('open') && (changed.get('open') !== undefined || this.open)
    if (isToggle) emit(this, 'deskhand-launcher-toggle', { isOpen: this.open }, 'local')
  }

  protected override render(): unknown {
    if (!this.session?.person) return nothing
    const terms = this.terms(launcherTerms)
    const label = this.label || terms.open
    return html`<button
        class="opener"
        part="opener"
        aria-haspopup="dialog"
        aria-expanded=${this.open}
        aria-busy=${this.open && this.state === 'loading'}
        @pointerenter=${this.#load}
        @focus=${this.#load}
        @click=${() => this.show()}
        ${ref(this.#opener)}
      >
        ${messageIcon()}${label}
      </button>
      ${this.state === 'failed' ? html`<p class="notice trouble" role="alert">${terms.failed}</p>` : nothing}
      ${this.state === 'loaded' ? this.#panel(label) : nothing}`
  }

  #panel(label: string): unknown {
    return html`<dialog
      part="panel"
      aria-label=${label}
      @close=${this.#onClose}
      @keydown=${this.#onKey}
      ${ref(this.#dialog as Ref)}
    >
      <deskhand-launcher-panel
        heading=${label}
        ticket-id=${this.ticketId}
        @deskhand-launcher-close=${() => this.hide()}
        @deskhand-navigate=${(event: HTMLElementEventMap['deskhand-navigate']) => {
          this.ticketId = event.detail.ticketId
        }}
      ></deskhand-launcher-panel>
    </dialog>`
  }

  /** Modal where it covers the page, beside the page elsewhere. */
  #openDialog(dialog: HTMLDialogElement): void {
    if (matchMedia('(max-width: 540px)').matches) dialog.showModal()
    else dialog.show()
    void this.#focusPanel(dialog)
  }

  async #focusPanel(dialog: HTMLDialogElement): Promise<void> {
    const panel = dialog.querySelector('deskhand-launcher-panel')
    await panel?.updateComplete
    panel?.focus()
  }

  #onClose(): void {
    this.open = false
    this.#opener.value?.focus()
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return
    const isInner = event.composedPath().some((target) => isOpenOverlay(target, this.#dialog.value))
    if (!isInner) this.hide()
  }

  readonly #load = async (): Promise<void> => {
    if (this.state === 'loading' || this.state === 'loaded') return
    this.state = 'loading'
    try {
      await import('../define/deskhand-launcher-panel.ts')
      this.state = 'loaded'
    } catch {
      this.state = 'failed'
      this.open = false
    }
  }
}

/** A menu or dialog inside of the panel, which Escape closes first. */
function isOpenOverlay(target: EventTarget, panel: HTMLElement | undefined): boolean {
  return (
    target instanceof HTMLElement &&
    target !== panel &&
    target.matches('dialog[open], :popover-open, [aria-expanded="true"]')
  )
}
