import { HelpdeskApiError, type Page, type Ticket, type TicketSummary } from '@deskhand/core/client'
import type { ReactiveController } from 'lit'
import { bring } from '../contributions/bring.ts'
import { KeysetList } from '../lists/keyset-list.ts'
import { LiveController } from '../live/live-controller.ts'
import type { WidgetClient } from '../session/client.ts'
import type { SessionHost } from '../session/session-host.ts'
import { contributedColumns } from './columns.ts'
import { LiveChanges } from './live-changes.ts'
import { type ListedTicket, listInput, queryKey, type TicketListQuery } from './query.ts'
import { Selection } from './selection.ts'

export interface ListControllerOptions {
  query(): TicketListQuery
  /** Whether it is known what to ask for. Default: always. */
  isReady?(): boolean
  /** New tickets wait to be shown. */
  onNews?(count: number): void
}

/** The tickets of a list: pages, selection and what happens to them meanwhile. Reads anew when the query changes. */
export class TicketListController implements ReactiveController {
  readonly list: KeysetList<ListedTicket>
  readonly selection: Selection
  readonly #host: SessionHost
  readonly #options: ListControllerOptions
  readonly #changes: LiveChanges
  #key = ''
  #client: WidgetClient | undefined
  #gone: ReadonlySet<string> = new Set()
  #fresh: ReadonlySet<string> = new Set()
  #known: readonly ListedTicket[] = []
  /** A page has been read in place of what was shown. */
  #isReplaced = false

  constructor(host: SessionHost, options: ListControllerOptions) {
    this.#host = host
    this.#options = options
    this.list = new KeysetList<ListedTicket>(host, {
      keyOf: ({ id }) => id,
      load: (cursor, signal) => this.#load(cursor, signal),
    })
    this.selection = new Selection(() => host.requestUpdate())
    this.#changes = new LiveChanges({
      shown: () => this.list.items.map(({ id }) => id),
      reread: (ids) => this.#reread(ids),
      gone: (id) => this.#lose(id),
      firstPage: () => this.#firstPage(),
      onNews: () => {
        options.onNews?.(this.newCount)
        host.requestUpdate()
      },
    })
    new LiveController(host, { onItem: (item) => this.#changes.take(item) })
    host.addController(this)
  }

  /** Tickets that would be on the first page by now and are not shown. */
  get newCount(): number {
    return this.#changes.news.length
  }

  /** Whether a row that is shown can't be seen any more. */
  isGone(id: string): boolean {
    return this.#gone.has(id)
  }

  /** Whether a row has changed in place since it was read. */
  isFresh(id: string): boolean {
    return this.#fresh.has(id)
  }

  /** Selected tickets, in the order of the list. */
  get selected(): readonly ListedTicket[] {
    return this.list.items.filter(({ id }) => this.selection.has(id))
  }

  /** Rows that can be selected. */
  get selectable(): readonly string[] {
    return this.list.items.filter(({ id }) => !this.isGone(id)).map(({ id }) => id)
  }

  hostUpdate(): void {
    const { session } = this.#host
    const { query, isReady = () => true } = this.#options
    const key = isReady() ? queryKey(session, query()) : ''
    if (key !== this.#key || (key !== '' && session?.client !== this.#client)) {
      this.#key = key
      this.#client = session?.client
      this.selection.clear()
      if (key === '') this.#forget()
      else void this.list.first()
    }
    if (this.list.items !== this.#known) this.#noticeItems()
  }

  hostConnected(): void {
    // What was under way when the host left the page was given up.
    if (this.list.status !== 'idle') void this.list.refresh()
  }

  hostDisconnected(): void {
    this.#changes.stop()
  }

  #forget(): void {
    this.list.reset()
    this.#changes.restart()
  }

  /** Rows come and go: what was known of the ones that went is of no use. */
  #noticeItems(): void {
    this.#known = this.list.items
    if (this.#isReplaced) {
      this.#isReplaced = false
      this.#gone = this.#fresh = new Set()
      if (this.list.pageNumber === 1) this.#changes.restart()
    }
    this.selection.retain(this.selectable)
  }

  async #load(cursor: string | undefined, given: AbortSignal): Promise<Page<ListedTicket>> {
    const { session } = this.#host
    if (!session) throw new TypeError('The list is not inside a <deskhand-provider>.')
    const isMore = this.list.status === 'appending'
    const signal = AbortSignal.any([given, session.signal])
    const input = listInput(this.#options.query(), cursor)
    // With the code of its columns, so that rows are drawn once, as they will stay.
    const [page] = await Promise.all([
      session.client.tickets.list(input, { signal }),
      bring(contributedColumns(session).map(({ load }) => load)),
    ])
    if (!isMore && !given.aborted) this.#isReplaced = true
    return page as Page<TicketSummary> as Page<ListedTicket>
  }

  async #firstPage(): Promise<readonly string[]> {
    const { session } = this.#host
    if (session?.status !== 'ready') return []
    const query = { ...this.#options.query(), include: [] }
    const { signal } = session
    const { data } = await session.client.tickets.list(
      { ...listInput(query), count: false },
      { signal },
    )
    return data.map(({ id }) => id)
  }

  async #reread(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => this.#rereadOne(id)))
  }

  async #rereadOne(ticketId: string): Promise<void> {
    const { session } = this.#host
    if (session?.status !== 'ready') return
    const { signal } = session
    const include = this.#options.query().include as readonly never[]
    try {
      const ticket = await session.client.tickets.get({ ticketId, include }, { signal })
      const old = this.list.items.find(({ id }) => id === ticketId)
      if (!old || old.version > ticket.version) return
      this.#fresh = new Set([...this.#fresh, ticketId])
      this.list.replace(ticket as Ticket as Ticket & ListedTicket)
    } catch (error) {
      if (!(error instanceof HelpdeskApiError && error.status === 404)) throw error
      this.#lose(ticketId)
    }
  }

  #lose(id: string): void {
    this.#gone = new Set([...this.#gone, id])
    this.selection.retain(this.selectable)
    this.#host.requestUpdate()
  }
}
