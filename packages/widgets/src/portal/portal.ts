import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { backIcon, plusIcon } from '../icons/icons.ts'
import type { Place } from '../navigation/place.ts'
import { PlaceController } from '../navigation/place-controller.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { ownTickets } from '../ticket-list/own-tickets.ts'
import { portalStyles } from './styles.ts'
import { portalTerms } from './terms.ts'

/**
 * A customer's page: my tickets, one of them, a new one.
 *
 * @example
 * <deskhand-portal url-state></deskhand-portal>
 *
 * @fires deskhand-navigate - The person went to another ticket, to a new one or back. Does not bubble.
 * @csspart page - What is shown: the tickets, one of them, or the form.
 * @cssprop --deskhand-sticky-offset - Height of what covers the top of the page, such as a bar. Default 0.
 */
export class DeskhandPortal extends DeskhandElement {
  static override styles = [DeskhandElement.styles, buttonStyles, portalStyles]
  static override properties: PropertyDeclarations = {
    view: { type: String },
    ticketId: { type: String, attribute: 'ticket-id' },
    heading: { type: String },
    urlState: { type: String, attribute: 'url-state' },
  }

  /** `new` for a new ticket. Default: the tickets. */
  declare view: string
  /** The id of the ticket that is open. Default: none. */
  declare ticketId: string
  /** Above the tickets. Default “My tickets”. */
  declare heading: string
  /**
   * Keeps what is shown in the query of the page's address. With a value, its parameters begin with it.
   * Default: not.
   */
  declare urlState: string | null

  #place = new PlaceController(this, {
    name: () => this.urlState ?? undefined,
    place: () => this.#here(),
    apply: (place) => {
      Object.assign(this, place)
      emit(this, 'deskhand-navigate', place, 'local')
      if (this.hasUpdated) void this.#focusPage()
    },
  })
  #page = createRef<HTMLElement>()

  constructor() {
    super()
    this.view = ''
    this.ticketId = ''
    this.heading = ''
    this.urlState = null
  }

  /** Goes to the tickets, to `new`, or to a ticket. */
  go(place: Partial<Place>): void {
    const next = { view: '', ticketId: '', ...place }
    Object.assign(this, next)
    this.#place.write(next)
    emit(this, 'deskhand-navigate', next, 'local')
    void this.#focusPage()
  }

  protected override render(): unknown {
    return html`<div
      class="page"
      part="page"
      tabindex="-1"
      @deskhand-ticket-open=${this.#onOpen}
      ${ref(this.#page)}
    >
      ${this.#shown()}
    </div>`
  }

  #shown(): TemplateResult {
    if (this.ticketId !== '') {
      return html`${this.#back()}
        <deskhand-ticket ticket-id=${this.ticketId}></deskhand-ticket>`
    }
    if (this.view === 'new') {
      return html`<div class="narrow">
        ${this.#back()}
        <deskhand-new-ticket href=${this.#hrefOfTicket()}></deskhand-new-ticket>
      </div>`
    }
    const terms = this.terms(portalTerms)
    const { session } = this
    // Before it is known who looks, too, so that nothing moves.
    const isFirst = session?.person
      ? session.can('ticket.create')
      : session?.status !== 'signed-out'
    return html`<div class="narrow">
      <deskhand-ticket-list
        heading=${this.heading || terms.myTickets}
        href=${this.#hrefOfTicket()}
        url-state=${this.#place.listName ?? nothing}
        sort="updated"
        no-selection
        .fixedFilters=${ownTickets(session)}
      >
        ${isFirst ? this.#new('actions', terms.newTicket) : nothing}
        ${isFirst ? this.#new('empty', terms.writeFirst) : nothing}
      </deskhand-ticket-list>
    </div>`
  }

  #new(slot: string, label: string): TemplateResult {
    return html`<button
      slot=${slot}
      class="button primary"
      @click=${() => this.go({ view: 'new' })}
    >
      ${plusIcon()}${label}
    </button>`
  }

  #back(): TemplateResult {
    return html`<div class="head">
      <button class="button quiet" @click=${() => this.go({})}>
        ${backIcon()}${this.terms(portalTerms).back}
      </button>
    </div>`
  }

  #here(): Place {
    return { view: this.view, ticketId: this.ticketId }
  }

  #hrefOfTicket(): string {
    const marker = 'deskhand-id'
    return this.#place.href({ view: '', ticketId: marker })?.replace(marker, '{id}') ?? ''
  }

  #onOpen(event: HTMLElementEventMap['deskhand-ticket-open']): void {
    if (event.defaultPrevented) return
    event.preventDefault()
    this.go({ ticketId: event.detail.ticketId })
  }

  async #focusPage(): Promise<void> {
    await this.updateComplete
    this.#page.value?.focus({ preventScroll: true })
    if (this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: 'start' })
  }
}
