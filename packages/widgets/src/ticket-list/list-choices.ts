import type { ReactiveControllerHost } from 'lit'
import type { TicketListFilters } from '../contributions/slots.ts'
import { isSame, tidy } from '../filters/filter-values.ts'
import type { SessionHost } from '../session/session-host.ts'
import { type CoreColumn, columnSorts } from './columns.ts'
import type { ListState } from './list-state.ts'
import type { SortOrder } from './query.ts'
import type { UrlController } from './url-controller.ts'

/** The properties of the list that a person changes. */
export interface ListChoicesHost extends SessionHost, ReactiveControllerHost {
  filters: TicketListFilters
  sort: string
  order: SortOrder
  pageSize: number
  readonly urlState: string | null
}

/** What a person has chosen: changed here only, so that the address can follow. */
export class ListChoices {
  readonly #host: ListChoicesHost
  readonly #isEditing: () => boolean
  #url: UrlController | undefined
  #loadingUrl: Promise<void> | undefined
  /** What the address needs could not be loaded: the list goes on without. */
  #hasNoUrl = false
  #begun: ListState | undefined
  /** The panel is open and has made its entry in the history. */
  #hasWritten = false

  /** While `isEditing`, all changes are one entry in the history. */
  constructor(host: ListChoicesHost, isEditing: () => boolean) {
    this.#host = host
    this.#isEditing = isEditing
  }

  /** Whether it is known what is wanted: the address has been read where it counts. */
  get isReady(): boolean {
    return this.#host.urlState === null || this.#hasNoUrl || (this.#url?.hasRead ?? false)
  }

  /** Before the address can be read: whether it looks like filters, so that they have their place. */
  get mayBeFiltered(): boolean {
    return !this.isReady && /\[|%5B|assignee=|query=/.test(location.search)
  }

  /** Reads the address, once there is a session to read it for. */
  start(): void {
    if (this.#host.urlState === null || !this.#host.session) return
    this.#loadingUrl ??= this.#loadUrl()
    this.#url?.start()
  }

  startEditing(): void {
    this.#hasWritten = false
  }

  change(changes: Partial<ListState>): void {
    this.#defaults()
    this.#apply({ ...this.#state(), ...changes })
    this.#url?.write(this.#isEditing() && this.#hasWritten)
    this.#hasWritten = true
  }

  /** Answers whether they are others. */
  setFilters(filters: TicketListFilters): boolean {
    if (isSame(filters, this.#host.filters)) return false
    this.change({ filters: tidy(filters) })
    return true
  }

  /** By a heading: the second time the other way round. */
  sortBy(sort: string): void {
    const { sort: present, order } = this.#host
    const first = columnSorts[sort as CoreColumn] ?? 'asc'
    const turned = order === 'asc' ? 'desc' : 'asc'
    this.change({ sort, order: present === sort ? turned : first })
  }

  async #loadUrl(): Promise<void> {
    try {
      const { UrlController } = await import('./url-controller.ts')
      this.#url = new UrlController(this.#host, {
        name: () => this.#host.urlState,
        session: () => this.#host.session,
        state: () => this.#state(),
        defaults: () => this.#defaults(),
        apply: (state) => this.#apply(state),
      })
    } catch (error) {
      console.error(error)
      this.#hasNoUrl = true
    }
    this.#host.requestUpdate()
  }

  #apply({ filters, sort, order, pageSize }: ListState): void {
    Object.assign(this.#host, { filters, sort, order, pageSize })
  }

  #state(): ListState {
    const { filters, sort, order, pageSize } = this.#host
    return { filters, sort, order, pageSize }
  }

  /** What the page has set before anybody changed something. */
  #defaults(): ListState {
    this.#begun ??= this.#state()
    return this.#begun
  }
}
