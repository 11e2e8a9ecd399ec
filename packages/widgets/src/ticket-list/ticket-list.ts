import { html, type PropertyDeclarations } from 'lit'
import type { TicketListFilters } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { tidy, within } from '../filters/filter-values.ts'
import { PopoverController } from '../overlay/popover-controller.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { menuStyles } from '../theme/menus.ts'
import { skeletonStyles } from '../theme/skeletons.ts'
import type { BulkFailure } from './bulk.ts'
import type { TicketsChangedDetail } from './bulk-bar.ts'
import { cardStyles } from './card-styles.ts'
import { columnsOf, contributedColumns } from './columns.ts'
import { emptyView, footView, noticesView } from './frame-view.ts'
import { chipsView, headView } from './head-view.ts'
import { ListChoices } from './list-choices.ts'
import { TicketListController } from './list-controller.ts'
import type { ListView } from './list-view.ts'
import { OnlineController } from './online-controller.ts'
import type { PageChangeDetail } from './pager.ts'
import { hrefOf, type ListedTicket, type SortOrder, type TicketListQuery } from './query.ts'
import { RowFocus } from './row-focus.ts'
import { listStyles } from './styles.ts'
import { tableStyles } from './table-styles.ts'
import { tableView } from './table-view.ts'
import { type ListTerms, listTerms } from './terms.ts'

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

/** As many as fill most screens: the foot of the list begins below. */
const skeletonRows = 12

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
    ...[DeskhandElement.styles, buttonStyles, menuStyles, skeletonStyles],
    ...[listStyles, tableStyles, cardStyles],
  ]
  static override properties: PropertyDeclarations = {
    heading: { type: String },
    href: { type: String },
    filters: { attribute: false },
    fixedFilters: { attribute: false },
    current: { type: String },
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
  /**
   * Filters that are always on and not shown, such as `{ assignee: 'me' }`. Only what they leave open can be
   * chosen. Default: none.
   */
  declare fixedFilters: TicketListFilters
  /** The id of the ticket that is shown beside the list: its row is marked. Default: none. */
  declare current: string
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
    isReady: () => this.#choices.isReady,
    onNews: (count) => this.#say(this.#terms().newTickets(count)),
  })
  #online = new OnlineController(this, () => void this.#controller.list.refresh())
  #rows = new RowFocus(this, this.#controller.selection, {
    selectable: () => (this.#isSelectable() ? this.#controller.selectable : []),
    onBulk: (act) => this.#openBulk(act),
  })
  #choices = new ListChoices(this, () => this.#filtering.isOpen)
  #filtering = new PopoverController(this, {
    align: 'end',
    onOpen: () => this.#choices.startEditing(),
  })

  constructor() {
    super()
    this.heading = ''
    this.href = ''
    this.filters = {}
    this.fixedFilters = {}
    this.current = ''
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
    this.#choices.start()
    // For those who may change many tickets at once. Without a network the next change tries again.
    if (this.#isSelectable()) loadBulkBar().catch(() => {})
  }

  protected override render(): unknown {
    const view = this.#view()
    const empty = emptyView(view)
    return html`${headView(view)}${chipsView(view)}
      <div class="frame" part="frame">
        ${noticesView(view)}${empty ?? html`${this.#table(view)}${footView(view)}`}
      </div>`
  }

  #view(): ListView {
    const { session, localizer, heading, paging, filters, sort, order, pageSize } = this
    return {
      ...{ session, localizer, heading, paging },
      controller: this.#controller,
      // Before it is known who looks: what everybody has, which then stays in its place.
      columns: session?.person ? columnsOf(session) : ['subject'],
      state: { filters, sort, order, pageSize },
      fixedFilters: this.fixedFilters,
      hasFilters: !this.noFilters,
      isCustomer: session?.person?.role === 'customer',
      isFiltered: this.#choices.mayBeFiltered || Object.keys(tidy(filters)).length > 0,
      isSelectable: this.#isSelectable(),
      isOnline: this.#online.isOnline,
      failures: this.failures,
      filtering: this.#filtering,
      change: (changes) => this.#choices.change(changes),
      setFilters: (wanted) => this.#setFilters(wanted),
      clearSelection: () => this.#rows.clear(),
      onTicketsChanged: (event) => void this.#onTicketsChanged(event.detail),
      dismissFailures: () => {
        this.failures = []
      },
      showNews: () => this.#showNews(),
      turn: (to) => void this.#turn(to),
      more: () => void this.#more(),
    }
  }

  #table({ controller, columns, localizer, state, isSelectable }: ListView): unknown {
    const { items, status } = controller.list
    const isLoading = items.length === 0 && status !== 'ready'
    return tableView({
      ...{ controller, columns, localizer },
      // Most likely, until it is known who looks: the heading keeps its place.
      isSelectable: this.session?.person ? isSelectable : !this.noSelection,
      sort: state.sort,
      order: state.order,
      current: this.current,
      skeletons: isLoading ? Math.min(state.pageSize, skeletonRows) : 0,
      href: (ticket) => hrefOf(this.href, ticket),
      onSort: (sort) => this.#choices.sortBy(sort),
      onOpen: (event, ticket) => this.#open(event, ticket),
      onRowClick: (event) => this.#rows.onClick(event),
      onSelect: (event, id) => this.#rows.select(id, event.shiftKey),
      onSelectPage: () => this.#rows.selectAll(),
      onKey: (event) => this.#rows.onKey(event),
    })
  }

  #query(): TicketListQuery {
    const { filters, fixedFilters, sort, order, pageSize, session } = this
    const include = contributedColumns(session).flatMap(({ options }) => options?.include ?? [])
    return {
      filters: within(filters, fixedFilters),
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

  #setFilters(filters: TicketListFilters): void {
    if (!this.#choices.setFilters(filters)) return
    emit(this, 'deskhand-filters-change', { filters: this.filters }, 'local')
  }

  async #turn(to: PageChangeDetail): Promise<void> {
    if ('pageSize' in to) {
      this.#choices.change(to)
      return
    }
    const { list } = this.#controller
    await (to.to === 'next' ? list.next() : list.previous())
    this.#say(this.#terms().page(list.pageNumber))
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
    await Promise.all([loadBulkBar(), this.updateComplete])
    const bar = this.renderRoot.querySelector('deskhand-bulk-bar')
    if (act === 'assign') bar?.openAssign()
    else bar?.openStatus()
  }

  async #onTicketsChanged({ ticketIds, failures }: TicketsChangedDetail): Promise<void> {
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

  #isSelectable(): boolean {
    return !this.noSelection && (this.session?.can('ticket.bulk') ?? false)
  }

  #say(text: string): void {
    this.session?.messages.say(text)
  }

  #terms(): ListTerms {
    return this.terms(listTerms)
  }
}

function loadBulkBar(): Promise<unknown> {
  return import('../define/deskhand-bulk-bar.ts')
}
