import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { backIcon, closeIcon, plusIcon } from '../icons/icons.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { ownTickets } from '../ticket-list/own-tickets.ts'
import { launcherPanelStyles } from './styles.ts'
import { launcherPanelTerms } from './terms.ts'

declare global {
  interface HTMLElementEventMap {
    /** The person wants the panel of the launcher closed. */
    'deskhand-launcher-close': CustomEvent<null>
  }
}

/**
 * What the launcher opens. For pages that have a place of their own for it, such as a drawer.
 *
 * @fires deskhand-navigate - The person went to another ticket, to a new one or back. Does not bubble.
 * @fires deskhand-launcher-close - The person wants it closed. Does not bubble.
 */
export class DeskhandLauncherPanel extends DeskhandElement {
  static override styles = [DeskhandElement.styles, buttonStyles, launcherPanelStyles]
  static override properties: PropertyDeclarations = {
    heading: { type: String },
    view: { type: String },
    ticketId: { type: String, attribute: 'ticket-id' },
  }

  /** Default “Help”. */
  declare heading: string
  /** `new` for a new ticket. Default: the tickets. */
  declare view: string
  /** The id of the ticket that is open. Default: none. */
  declare ticketId: string

  #heading = createRef<HTMLElement>()

  constructor() {
    super()
    this.heading = ''
    this.view = ''
    this.ticketId = ''
  }

  /** Puts the focus on the heading. */
  override focus(options?: FocusOptions): void {
    this.#heading.value?.focus(options)
  }

  protected override render(): unknown {
    const terms = this.terms(launcherPanelTerms)
    const isInside = this.ticketId !== '' || this.view === 'new'
    return html`<header>
        ${
          isInside
            ? html`<button
                class="button quiet icon-only back"
                aria-label=${terms.back}
                title=${terms.back}
                @click=${() => this.#go('', '')}
              >
                ${backIcon()}
              </button>`
            : nothing
        }
        <h2 tabindex="-1" ${ref(this.#heading)}>${this.#title()}</h2>
        <button
          class="button quiet icon-only"
          aria-label=${terms.close}
          title=${terms.close}
          @click=${() => emit(this, 'deskhand-launcher-close', null, 'local')}
        >
          ${closeIcon()}
        </button>
      </header>
      <div
        class=${isInside ? 'content padded' : 'content'}
        @deskhand-ticket-open=${this.#onOpen}
      >
        ${this.#content()}
      </div>`
  }

  #title(): string {
    const terms = this.terms(launcherPanelTerms)
    if (this.ticketId !== '') return terms.ticket
    return this.view === 'new' ? terms.newTicket : this.heading || terms.title
  }

  #content(): TemplateResult {
    const terms = this.terms(launcherPanelTerms)
    if (this.ticketId !== '') {
      return html`<deskhand-ticket ticket-id=${this.ticketId}></deskhand-ticket>`
    }
    if (this.view === 'new') return html`<deskhand-new-ticket heading=" "></deskhand-new-ticket>`
    const mayCreate = this.session?.can('ticket.create') ?? false
    const create = (slot: string, label: string) =>
      html`<button slot=${slot} class="button primary" @click=${() => this.#go('new', '')}>
        ${plusIcon()}${label}
      </button>`
    return html`<deskhand-ticket-list
      heading=${terms.myTickets}
      sort="updated"
      page-size="10"
      paging="more"
      no-filters
      no-selection
      .fixedFilters=${ownTickets(this.session)}
    >
      ${mayCreate ? [create('actions', terms.newTicket), create('empty', terms.writeFirst)] : nothing}
    </deskhand-ticket-list>`
  }

  #onOpen(event: HTMLElementEventMap['deskhand-ticket-open']): void {
    if (event.defaultPrevented) return
    event.preventDefault()
    this.#go('', event.detail.ticketId)
  }

  #go(view: string, ticketId: string): void {
    Object.assign(this, { view, ticketId })
    emit(this, 'deskhand-navigate', { view, ticketId }, 'local')
    void this.#focusHeading()
  }

  async #focusHeading(): Promise<void> {
    await this.updateComplete
    this.focus()
  }
}
