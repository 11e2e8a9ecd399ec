import { adoptStyles, html, nothing, type PropertyDeclarations } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { createRef, ref } from 'lit/directives/ref.js'
import { contributionsTo, labelOf } from '../contributions/contribution.ts'
import type { AgentPageContext } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { backIcon, closeIcon } from '../icons/icons.ts'
import type { Place } from '../navigation/place.ts'
import { PlaceController } from '../navigation/place-controller.ts'
import { MenuController } from '../overlay/menu-controller.ts'
import { focusedElement, openDialog } from '../overlay/open-dialog.ts'
import { commonTerms } from '../terms/common.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { dialogStyles } from '../theme/dialogs.ts'
import { menuStyles } from '../theme/menus.ts'
import type { Team } from '../ticket/values.ts'
import { agentKey, areSingleKeysOn, turnSingleKeys } from './keys.ts'
import { type Destination, sidebar, topBar } from './nav-view.ts'
import { agentStyles } from './styles.ts'
import { agentTerms } from './terms.ts'
import { ViewCounts } from './view-counts.ts'
import { type AgentView, defaultViews } from './views.ts'

declare global {
  interface HTMLElementEventMap {
    /** The person went to another view or ticket. */
    'deskhand-navigate': CustomEvent<Place>
  }
}

/**
 * The desk of an agent: views, the list of one, a ticket beside it or in its place, a new ticket, and the
 * pages that plugins contribute (`agent:page@1`).
 *
 * Keys: ? tells them all, n begins a ticket, 1 to 9 go to a view, l to the list, r to the reply, Escape
 * closes the ticket. Single keys can be turned off where ? tells them.
 *
 * @example
 * <deskhand-agent url-state></deskhand-agent>
 *
 * @fires deskhand-navigate - The person went to another view or ticket. Does not bubble.
 * @csspart navigation - The views, as a column or a bar.
 * @csspart main - What is beside or below it.
 * @cssprop --deskhand-sticky-offset - Height of what covers the top of the page, such as a bar. Default 0.
 */
export class DeskhandAgent extends DeskhandElement {
  static override styles = [
    ...[DeskhandElement.styles, buttonStyles, menuStyles, dialogStyles, agentStyles],
  ]
  static override properties: PropertyDeclarations = {
    view: { type: String },
    ticketId: { type: String, attribute: 'ticket-id' },
    views: { attribute: false },
    teams: { attribute: false },
    urlState: { type: String, attribute: 'url-state' },
    areKeysOn: { state: true },
  }

  /** The id of a view or of a contributed page, or `new` for a new ticket. Default: the first view. */
  declare view: string
  /** The id of the ticket that is open. Default: none. */
  declare ticketId: string
  /**
   * In the order of the navigation. Default: my open, unassigned, all open, waiting, recently resolved and
   * all tickets.
   */
  declare views: readonly AgentView[] | undefined
  /** The teams that a ticket can be handed to. Default: none, the team is only shown. */
  declare teams: readonly Team[]
  /**
   * Keeps view, ticket and filters in the query of the page's address. With a value, its parameters begin
   * with it: for a page with several. Default: not.
   */
  declare urlState: string | null
  declare protected areKeysOn: boolean

  #place = new PlaceController(this, {
    name: () => this.urlState ?? undefined,
    place: () => this.#here(),
    apply: (place) => {
      const isTicket = place.ticketId !== this.ticketId
      Object.assign(this, place)
      emit(this, 'deskhand-navigate', place, 'local')
      if (isTicket && this.hasUpdated) void this.#focusPane()
    },
  })
  #menu = new MenuController(this)
  #counts = new ViewCounts(this, () => this.#views())
  #help = createRef<HTMLDialogElement>()
  #helpDialog: typeof import('./help-view.ts').helpDialog | undefined
  #pane = createRef<HTMLElement>()
  #list = createRef<HTMLElement>()
  /** From where the ticket was opened. */
  #opener: HTMLElement | undefined
  #pageContext: AgentPageContext = { openTicket: (ticketId) => this.openTicket(ticketId) }

  constructor() {
    super()
    this.view = ''
    this.ticketId = ''
    this.views = undefined
    this.teams = []
    this.urlState = null
    this.areKeysOn = areSingleKeysOn()
  }

  /** Opens a ticket beside or in place of the list of the present view. */
  openTicket(ticketId: string): void {
    this.#opener = focusedElement()
    const view = this.#viewOf(this.view) ? this.view : this.#place.firstView
    this.#go({ view, ticketId })
    void this.#focusPane()
  }

  /** Shows the list of the present view. */
  closeTicket(): void {
    if (this.ticketId === '') return
    this.#go({ ...this.#here(), ticketId: '' })
    void this.#focusList()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('keydown', this.#onKey)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('keydown', this.#onKey)
    this.#opener = undefined
  }

  protected override render(): unknown {
    const terms = this.terms(agentTerms)
    const { session } = this
    if (session?.person?.role === 'customer') {
      return html`<p class="refused">${terms.customersOnly}</p>`
    }
    const nav = {
      terms,
      views: this.#views().map((view) => this.#destination(view)),
      pages: this.#pages().map((page) => ({
        id: page.id,
        label: labelOf(page, this.localizer),
        icon: page.options?.icon,
      })),
      current: this.view || (this.#views()[0]?.id ?? ''),
      // Before it is known who looks, too, so that what is below does not move.
      mayCreate: session?.person ? session.can('ticket.create') : session?.status !== 'signed-out',
      menu: this.#menu,
      href: (view: string) => this.#place.href({ view, ticketId: '' }),
      go: (event: Event, view: string) => this.#onGo(event, view),
      help: () => this.#openHelp().catch(console.error),
    }
    return html`<div class="layout" @deskhand-ticket-open=${this.#onOpen}>
        ${sidebar(nav)} ${topBar(nav)} ${this.#main()}
      </div>
      ${this.#helpDialog?.({
        terms,
        close: this.terms(commonTerms).close,
        dialog: this.#help,
        areKeysOn: this.areKeysOn,
        turn: (isOn) => {
          this.areKeysOn = isOn
          turnSingleKeys(isOn)
        },
      })}`
  }

  #main(): unknown {
    const view = this.#viewOf(this.view)
    if (view) {
      return html`<div class="main" part="main" ?data-ticket=${this.ticketId !== ''}>
        ${keyed(view.id, this.#listOf(view))} ${this.ticketId === '' ? nothing : this.#ticket(view)}
      </div>`
    }
    const page = this.#pages().find(({ id }) => id === this.view)
    return html`<div class="main" part="main">
      ${
        page
          ? html`<deskhand-slot
            name="agent:page@1"
            only=${page.id}
            .context=${this.#pageContext}
          ></deskhand-slot>`
          : html`<deskhand-new-ticket
            class="single-column"
            href=${this.#hrefOfTicket(this.#place.firstView)}
          ></deskhand-new-ticket>`
      }
    </div>`
  }

  #listOf(view: AgentView): unknown {
    return html`<deskhand-ticket-list
      class="list"
      heading=${view.label}
      href=${this.#hrefOfTicket(this.view)}
      url-state=${this.#place.listName ?? nothing}
      sort=${view.sort ?? 'updated'}
      order=${view.order ?? 'desc'}
      current=${this.ticketId}
      .fixedFilters=${view.filters}
      ${ref(this.#list)}
    ></deskhand-ticket-list>`
  }

  #ticket(view: AgentView): unknown {
    const terms = this.terms(agentTerms)
    const close = () => this.closeTicket()
    return html`<section class="pane" tabindex="-1" aria-label=${terms.ticket} ${ref(this.#pane)}>
      <div class="pane-head">
        <button class="button quiet back" @click=${close} aria-label=${terms.backTo(view.label)}>
          ${backIcon()}${view.label}
        </button>
        <button class="button quiet close" @click=${close}>${closeIcon()}${terms.closeTicket}</button>
      </div>
      <deskhand-ticket ticket-id=${this.ticketId} .teams=${this.teams}></deskhand-ticket>
    </section>`
  }

  #here(): Place {
    return { view: this.view, ticketId: this.ticketId }
  }

  #views(): readonly AgentView[] {
    return this.views ?? defaultViews(this.terms(agentTerms))
  }

  /** The first one where nothing is said, and where a link is of another time. */
  #viewOf(id: string): AgentView | undefined {
    const views = this.#views()
    const isElsewhere = id === 'new' || this.#pages().some((page) => page.id === id)
    return views.find((view) => view.id === id) ?? (isElsewhere ? undefined : views[0])
  }

  #pages() {
    return contributionsTo(this.session, 'agent:page@1', this.#pageContext)
  }

  #destination({ id, label, icon }: AgentView): Destination {
    const count = this.#counts.get(id)
    if (!count) return { id, label, icon }
    const { value, limit } = count
    const number = this.localizer.number(value)
    return { id, label, icon, count: value < limit ? number : this.terms(agentTerms).over(number) }
  }

  #hrefOfTicket(view: string): string {
    const marker = 'deskhand-id'
    const href = this.#place.href({ view, ticketId: marker })
    return href?.replace(marker, '{id}') ?? ''
  }

  #go(place: Place): void {
    Object.assign(this, place)
    this.#place.write(place)
    emit(this, 'deskhand-navigate', place, 'local')
  }

  #onGo(event: Event, view: string): void {
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent
    if (ctrlKey || metaKey || shiftKey) return
    event.preventDefault()
    this.#goToView(view)
  }

  #goToView(id: string): void {
    const isFirst = this.#place.firstView === '' && id === this.#views()[0]?.id
    this.#go({ view: isFirst ? '' : id, ticketId: '' })
  }

  #onOpen(event: HTMLElementEventMap['deskhand-ticket-open']): void {
    if (event.defaultPrevented) return
    event.preventDefault()
    this.openTicket(event.detail.ticketId)
  }

  async #focusPane(): Promise<void> {
    await this.updateComplete
    const pane = this.#pane.value
    if (!pane) return this.#focusList()
    pane.focus({ preventScroll: true })
    if (this.getBoundingClientRect().top < 0) pane.scrollIntoView({ block: 'start' })
  }

  async #focusList(): Promise<void> {
    await this.updateComplete
    const opener = this.#opener
    this.#opener = undefined
    if (opener?.isConnected && opener.checkVisibility()) opener.focus()
    else this.#list.value?.focus()
  }

  async #openHelp(): Promise<void> {
    if (!this.#helpDialog) {
      const { helpDialog, helpStyles } = await import('./help-view.ts')
      const { elementStyles } = this.constructor as typeof DeskhandAgent
      adoptStyles(this.renderRoot as ShadowRoot, [...elementStyles, helpStyles])
      this.#helpDialog = helpDialog
      this.requestUpdate()
      await this.updateComplete
    }
    const dialog = this.#help.value
    if (dialog && !dialog.open) await openDialog(dialog)
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const key = agentKey(event)
    if (!key || this.session?.person?.role === 'customer') return
    if (key.act === 'escape') {
      if (event.composedPath().includes(this)) this.closeTicket()
      return
    }
    if (!this.areKeysOn && !event.composedPath().includes(this)) return
    if (key.act === 'help') this.#openHelp().catch(console.error)
    else if (key.act === 'list') void this.#focusList()
    else if (key.act === 'reply') this.#startReply()
    else if (key.act === 'new') this.#onNew()
    else if (key.act === 'view') {
      const view = this.#views()[key.index]
      if (!view) return
      this.#goToView(view.id)
    }
    event.preventDefault()
  }

  #onNew(): void {
    if (this.session?.can('ticket.create')) this.#goToView('new')
  }

  #startReply(): void {
    this.renderRoot.querySelector('deskhand-ticket')?.startReply()
  }
}
