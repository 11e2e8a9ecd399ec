import { html, nothing, type PropertyDeclarations } from 'lit'
import type { TicketListFilters } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { chipsOf, chipsView } from '../filters/chips.ts'
import { FilterNames } from '../filters/filter-names.ts'
import { isSame, tidy, withFilters } from '../filters/filter-values.ts'
import { filterTerms } from '../filters/terms.ts'
import { alertIcon, userIcon } from '../icons/icons.ts'
import { MenuController } from '../overlay/menu-controller.ts'
import { PopoverController } from '../overlay/popover-controller.ts'
import { explainProblem, problemTerms } from '../problems/explain.ts'
import { commonTerms } from '../terms/localizer.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { chipStyles } from '../theme/chips.ts'
import { fieldStyles } from '../theme/fields.ts'
import { menuStyles } from '../theme/menus.ts'
import { skeletonStyles } from '../theme/skeletons.ts'
import type { BulkFailure } from './bulk.ts'
import { cardStyles } from './card-styles.ts'
import { type CoreColumn, columnSorts, columnsOf, contributedColumns } from './columns.ts'
import { bannerView, emptyView, failureView, footView, messageView } from './frame-view.ts'
import { countText, filterButton, keyboardHelp, newsButton, sortButton } from './head-view.ts'
import { TicketListController } from './list-controller.ts'
import { fromUrl, type ListState, parameterNames, toUrl } from './list-state.ts'
import { OnlineController } from './online-controller.ts'
import type { ListedTicket, SortOrder } from './query.ts'
import { RowFocus } from './row-focus.ts'
import { listStyles } from './styles.ts'
import { tableStyles } from './table-styles.ts'
import { tableView } from './table-view.ts'
import { type ListTerms, listTerms } from './terms.ts'
import { UrlController } from './url-controller.ts'

declare global {
  interface HTMLElementEventMap {
    /** A ticket is about to be opened. Cancel it to keep a link from being followed. */
    'deskhand-ticket-open': CustomEvent<TicketOpenDetail>
  }
}

export interface TicketOpenDetail {
  readonly ticketId: string
  /** As the list knows it. */
  readonly ticket: ListedTicket
}

const skeletonRows = 8

/**
 * Tickets, with filters, sorting, pages, selection and what happens to them meanwhile: a table where there
 * is room, cards where there is not. Customers see theirs, agents all that they may see.
 *
 * Keys, while the focus is in the list: arrows or j and k go from row to row, Home and End to the ends,
 * Enter opens, x selects, Shift+x and Shift with an arrow select up to there, a assigns and s sets the
 * status of what is selected, Escape clears the selection.
 *
 * @example
 * <deskhand-ticket-list href="/tickets/{id}" url-state></deskhand-ticket-list>
 *
 * @slot actions - Buttons at the end of the first line, such as for a new ticket.
 * @slot empty - What to do when there are no tickets at all.
 * @fires deskhand-ticket-open - A ticket is about to be opened; can be cancelled.
 * @fires deskhand-filters-change - Other filters were chosen. Does not bubble.
 * @fires deskhand-tickets-changed - Selected tickets were changed, all or some of them.
 * @csspart head - The line above the list.
 * @csspart heading - The heading.
 * @csspart frame - The box around the rows and the foot.
 * @csspart table - The table.
 * @csspart link - What opens a ticket.
 * @csspart chip - An active filter.
 * @csspart news - The button that shows new tickets.
 * @csspart message - What is said in place of rows.
 */
export class DeskhandTicketList extends DeskhandElement {
  static override styles = [
    ...[DeskhandElement.styles, buttonStyles, chipStyles, fieldStyles, menuStyles, skeletonStyles],
    ...[listStyles, tableStyles, cardStyles],
  ]
  static override properties: PropertyDeclarations = {
    heading: { type: String },
    href: { type: String },
    filters: { attribute: false },
    fixedFilters: { attribute: false },
    sort: { type: String },
    order: { type: String },
    pageSize: { type: Number, attribute: 'page-size' },
    paging: { type: String },
    urlState: { type: String, attribute: 'url-state' },
    noFilters: { type: Boolean, attribute: 'no-filters' },
    noSelection: { type: Boolean, attribute: 'no-selection' },
    failures: { state: true },
  }

  /** Default: “Tickets”, or “My tickets” for customers. */
  declare heading: string
  /**
   * Where a ticket is, such as `/tickets/{id}` or `/tickets/{number}`: makes the rows links. Default: none;
   * listen to `deskhand-ticket-open`.
   */
  declare href: string
  /** What the person has chosen, as `client.tickets.list` takes it. Default: nothing. */
  declare filters: TicketListFilters
  /** Filters that are always on and not shown, such as `{ assignee: 'me' }`. Default: none. */
  declare fixedFilters: TicketListFilters
  /** `created`, `updated`, `priority`, `number` or one of a plugin. Default `created`. */
  declare sort: string
  /** Default `desc`. */
  declare order: SortOrder
  /** Tickets of a page, 1–100. Default 25. */
  declare pageSize: number
  /** One page at a time, or more and more below each other. Default `pages`. */
  declare paging: 'pages' | 'more'
  /**
   * Keeps filters and order in the query of the page's address. With a value, its parameters begin with
   * it: for a page with several lists. Default: not.
   */
  declare urlState: string | null
  /** Leaves out what chooses filters. Default false. */
  declare noFilters: boolean
  /** Leaves out the selection. Default false. */
  declare noSelection: boolean
  declare protected failures: readonly BulkFailure[]

  #controller = new TicketListController(this, {
    query: () => this.#query(),
    onNews: (count) => this.#say(this.#terms().newTickets(count)),
  })
  #names = new FilterNames(this, () => (this.filters.category ?? []).length > 0)
  #url = new UrlController(this, {
    name: () => this.urlState ?? undefined,
    names: () => parameterNames(this.session),
    apply: (values) => this.#apply(fromUrl(values, this.#begun())),
  })
  #online = new OnlineController(this, () => void this.#controller.list.refresh())
  #rows = new RowFocus(this, this.#controller.selection, {
    selectable: () => (this.#isSelectable() ? this.#controller.selectable : []),
    onBulk: (act) => this.#openBulk(act),
  })
  #filtering = new PopoverController(this, {
    align: 'end',
    onOpen: () => {
      this.#hasWritten = false
    },
  })
  #sorting = new MenuController(this, { align: 'end' })
  #helping = new PopoverController(this)
  #defaults: ListState | undefined
  /** The panel is open and has made its entry in the history. */
  #hasWritten = false

  constructor() {
    super()
    this.heading = ''
    this.href = ''
    this.filters = {}
    this.fixedFilters = {}
    this.sort = 'created'
    this.order = 'desc'
    this.pageSize = 25
    this.paging = 'pages'
    this.urlState = null
    this.noFilters = false
    this.noSelection = false
    this.failures = []
  }

  /** Reads the page that is shown again. */
  refresh(): Promise<void> {
    return this.#controller.list.refresh()
  }

  /** Puts the focus on the first ticket. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.open')?.focus(options)
  }

  protected override willUpdate(): void {
    if (this.session) this.#url.start()
  }

  protected override render(): unknown {
    const { session } = this
    const { signedOut } = this.terms(commonTerms)
    if (session?.status === 'signed-out') {
      return html`<div class="frame" part="frame">
        ${messageView(userIcon(), signedOut, this.#terms().signedOutHint)}
      </div>`
    }
    return html`${this.#head()}${this.#chips()}
      <div class="frame" part="frame">
        ${this.#controller.list.status === 'refreshing' ? html`<div class="progress"></div>` : nothing}
        ${this.#notices()}${this.#body()}
      </div>`
  }

  #head(): unknown {
    const terms = this.#terms()
    const { list, newCount, selected } = this.#controller
    const isSelecting = selected.length > 0
    const heading = this.heading || (this.#isCustomer() ? terms.myTickets : terms.tickets)
    return html`<div class=${isSelecting ? 'head selecting' : 'head'} part="head">
      <h2 id="heading" part="heading" class=${isSelecting ? 'visually-hidden' : ''}>${heading}</h2>
      ${
        isSelecting
          ? html`<deskhand-bulk-bar
            .tickets=${selected}
            @deskhand-selection-clear=${() => this.#rows.clear()}
            @deskhand-tickets-changed=${this.#onTicketsChanged}
          ></deskhand-bulk-bar>`
          : html`<span class="count">${countText(list.count, terms)}</span>
            <div class="tools">
              ${newsButton(newCount, this.pageSize, terms, () => this.#showNews())}
              ${this.noFilters ? nothing : this.#filterButton()}
              ${sortButton({
                menu: this.#sorting,
                columns: columnsOf(this.session),
                localizer: this.localizer,
                sort: this.sort,
                order: this.order,
                set: (sort, order) => this.#change({ sort, order }),
              })}
              <slot name="actions"></slot>
            </div>`
      }
    </div>`
  }

  #filterButton(): unknown {
    const panel = html`<deskhand-filter-panel
      .filters=${this.filters}
      @deskhand-filters-change=${(event: HTMLElementEventMap['deskhand-filters-change']) =>
        this.#setFilters(event.detail.filters)}
    ></deskhand-filter-panel>`
    return filterButton(this.#filtering, this.#activeChips().length, this.#terms(), panel)
  }

  #activeChips() {
    const { filters, session, localizer } = this
    return chipsOf(filters, session, localizer, {
      categoryName: (id) => this.#names.categoryName(id),
      personName: (id) => this.#names.person(id)?.name ?? this.#assigneeName(id),
    })
  }

  #chips(): unknown {
    const chips = this.#activeChips()
    if (chips.length === 0 || this.noFilters) return nothing
    const { clearFilters, activeFilters } = this.#terms()
    return html`<div class="active">
      <ul class="chips" aria-label=${activeFilters}>
        ${chipsView(chips, this.terms(filterTerms), (names) => this.#removeFilters(names))}
      </ul>
      <button class="link" @click=${() => this.#setFilters({})}>${clearFilters}</button>
    </div>`
  }

  #notices(): unknown {
    const { list } = this.#controller
    const { retry, offline } = this.terms(commonTerms)
    if (list.items.length === 0) return nothing
    const again = { label: retry, run: () => void list.refresh() }
    return html`
      ${this.#online.isOnline ? nothing : bannerView(offline)}
      ${
        list.status === 'failed' && this.#online.isOnline
          ? bannerView(`${this.#terms().notRefreshed} ${this.#explain(list.error)}`, again)
          : nothing
      }
      ${this.failures.length > 0 ? this.#failures() : nothing}
    `
  }

  #failures(): unknown {
    const terms = this.#terms()
    const dismiss = () => {
      this.failures = []
    }
    return html`<div class="banner failures" role="alert">
      ${alertIcon()}
      <div>
        <strong>${terms.notChanged(this.failures.length)}</strong>
        <ul>
          ${this.failures.map(
            ({ ticket, error }) => html`<li>
              <span dir="auto">${terms.number(ticket.number)} ${ticket.subject}</span>
              <span class="reason">${this.#explain(error)}</span>
            </li>`,
          )}
        </ul>
      </div>
      <button class="link" @click=${dismiss}>${this.terms(commonTerms).dismiss}</button>
    </div>`
  }

  #body(): unknown {
    const { session, localizer } = this
    const { list } = this.#controller
    const isEmpty = list.items.length === 0
    if (isEmpty && (session?.status === 'unavailable' || list.status === 'failed')) {
      const isSession = session?.status === 'unavailable'
      const retry = () => void (isSession ? session.refresh() : list.refresh())
      const clear = this.#isFiltered() ? () => this.#setFilters({}) : undefined
      return failureView(isSession ? session.error : list.error, localizer, retry, clear)
    }
    if (isEmpty && list.status === 'ready' && !list.hasPrevious) {
      return emptyView({
        localizer,
        isCustomer: this.#isCustomer(),
        isFiltered: this.#isFiltered(),
        clearFilters: () => this.#setFilters({}),
      })
    }
    return html`${this.#table(isEmpty && list.status !== 'ready')}${this.#foot()}`
  }

  #table(isLoading: boolean): unknown {
    return tableView({
      controller: this.#controller,
      columns: columnsOf(this.session),
      localizer: this.localizer,
      sort: this.sort,
      order: this.order,
      isSelectable: this.#isSelectable(),
      skeletons: isLoading ? Math.min(this.pageSize, skeletonRows) : 0,
      href: (ticket) => this.#hrefOf(ticket),
      onSort: (sort) => this.#sortBy(sort),
      onOpen: (event, ticket) => this.#open(event, ticket),
      onRowClick: (event) => this.#rows.onClick(event),
      onSelect: (event, id) => this.#rows.select(id, event.shiftKey),
      onSelectPage: () => this.#rows.selectAll(),
      onKey: (event) => this.#rows.onKey(event),
    })
  }

  #foot(): unknown {
    const { list } = this.#controller
    return footView({
      localizer: this.localizer,
      list,
      paging: this.paging,
      pageSize: this.pageSize,
      help: keyboardHelp(this.#helping, this.#terms(), this.#isSelectable()),
      setPageSize: (pageSize) => this.#change({ pageSize }),
      previous: () => void this.#turn(list.previous()),
      next: () => void this.#turn(list.next()),
      more: () => void this.#more(),
    })
  }

  #query() {
    const { filters, fixedFilters, sort, order, pageSize, session } = this
    const include = contributedColumns(session).flatMap(({ options }) => options?.include ?? [])
    return {
      filters: { ...filters, ...fixedFilters },
      sort,
      order,
      pageSize: Math.min(Math.max(Math.trunc(pageSize) || 25, 1), 100),
      include: [...new Set(include)],
    }
  }

  #open(event: Event, ticket: ListedTicket): void {
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent
    const isElsewhere = this.href !== '' && (ctrlKey || metaKey || shiftKey)
    if (isElsewhere) return
    const isWanted = emit(this, 'deskhand-ticket-open', { ticketId: ticket.id, ticket }, 'intent')
    if (!isWanted) event.preventDefault()
  }

  #hrefOf({ id, number }: ListedTicket): string | undefined {
    if (this.href === '') return undefined
    return this.href
      .replaceAll('{id}', encodeURIComponent(id))
      .replaceAll('{number}', String(number))
  }

  #sortBy(sort: string): void {
    const first = columnSorts[sort as CoreColumn] ?? 'asc'
    const turned = this.order === 'asc' ? 'desc' : 'asc'
    this.#change({ sort, order: this.sort === sort ? turned : first })
  }

  #removeFilters(names: readonly string[]): void {
    const without = Object.fromEntries(names.map((name) => [name, undefined]))
    this.#setFilters(withFilters(this.filters, without))
  }

  #setFilters(filters: TicketListFilters): void {
    if (isSame(filters, this.filters)) return
    this.#change({ filters: tidy(filters) })
    emit(this, 'deskhand-filters-change', { filters: this.filters }, 'local')
  }

  /** A change by the person, which can be gone back from where the address knows of it. */
  #change(changes: Partial<ListState>): void {
    const defaults = this.#begun()
    this.#apply({ ...this.#state(), ...changes })
    const isCorrection = this.#filtering.isOpen && this.#hasWritten
    this.#url.write(toUrl(this.#state(), defaults), isCorrection)
    this.#hasWritten = true
  }

  #apply(state: ListState): void {
    const { filters, sort, order, pageSize } = state
    Object.assign(this, { filters, sort, order, pageSize, failures: [] })
  }

  #state(): ListState {
    const { filters, sort, order, pageSize } = this
    return { filters, sort, order, pageSize }
  }

  /** What the page has set before anybody changed something. */
  #begun(): ListState {
    this.#defaults ??= this.#state()
    return this.#defaults
  }

  async #turn(turning: Promise<void>): Promise<void> {
    await turning
    this.#say(this.#terms().page(this.#controller.list.pageNumber))
    if (this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: 'start' })
  }

  async #more(): Promise<void> {
    const { list } = this.#controller
    const before = list.items.length
    await list.append()
    this.#say(this.#terms().loadedMore(list.items.length - before))
    await this.updateComplete
    // The button is gone after the last page: go on where the new tickets begin.
    if (!list.hasNext) this.#rows.focusAt(before)
  }

  #showNews(): void {
    void this.#controller.list.first()
    this.focus()
  }

  async #openBulk(act: 'assign' | 'status'): Promise<void> {
    await this.updateComplete
    const bar = this.renderRoot.querySelector('deskhand-bulk-bar')
    if (act === 'assign') bar?.openAssign()
    else bar?.openStatus()
  }

  async #onTicketsChanged(event: HTMLElementEventMap['deskhand-tickets-changed']): Promise<void> {
    const { ticketIds, failures } = event.detail
    const { list, selection } = this.#controller
    this.failures = failures
    if (ticketIds.length > 0) {
      const text = this.#terms().changed(ticketIds.length)
      this.session?.messages.toast({ text, tone: 'success' })
    }
    selection.set(failures.map(({ ticket }) => ticket.id))
    this.#rows.restore()
    await list.refresh()
  }

  #isCustomer(): boolean {
    return this.session?.person?.role === 'customer'
  }

  #isSelectable(): boolean {
    return !this.noSelection && (this.session?.can('ticket.bulk') ?? false)
  }

  #isFiltered(): boolean {
    return Object.keys(tidy(this.filters)).length > 0
  }

  /** Rows of somebody's tickets tell the name. */
  #assigneeName(id: string): string | undefined {
    const { items } = this.#controller.list
    return items.find(({ assignee }) => assignee?.id === id)?.assignee?.name
  }

  #explain(error: unknown): string {
    return explainProblem(error, this.terms(problemTerms))
  }

  #say(text: string): void {
    this.session?.messages.say(text)
  }

  #terms(): ListTerms {
    return this.terms(listTerms)
  }
}
