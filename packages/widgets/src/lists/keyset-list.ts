import type { Page } from '@deskhand/core/client'
import type { ReactiveController, ReactiveControllerHost } from 'lit'

export interface KeysetListOptions<Item> {
  /** Reads the page after `cursor`, or the first one. */
  load(cursor: string | undefined, signal: AbortSignal): Promise<Page<Item>>
  keyOf(item: Item): string
}

/**
 * - `idle`: nothing has been asked for
 * - `loading`: there is nothing to show yet
 * - `refreshing`: what is shown is about to be replaced
 * - `appending`: the next page is on its way
 */
export type ListStatus = 'idle' | 'loading' | 'refreshing' | 'appending' | 'ready' | 'failed'

/**
 * The state of a list that is read page by page: loading, more, forward and back, changes in place.
 * Whatever is on its way is dropped when something else is asked for or the host leaves the page.
 */
export class KeysetList<Item> implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #options: KeysetListOptions<Item>
  #items: readonly Item[] = []
  #status: ListStatus = 'idle'
  #error: unknown
  #nextCursor: string | null = null
  /** Of the pages up to the one that is shown; the first page has none. */
  #cursors: readonly (string | undefined)[] = [undefined]
  #count: NonNullable<Page<Item>['page']['count']> | undefined
  #running: AbortController | undefined

  constructor(host: ReactiveControllerHost, options: KeysetListOptions<Item>) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  get items(): readonly Item[] {
    return this.#items
  }

  get status(): ListStatus {
    return this.#status
  }

  /** Why the last attempt failed. */
  get error(): unknown {
    return this.#error
  }

  /** Whether there is a page after the last one that was read. */
  get hasNext(): boolean {
    return this.#nextCursor !== null
  }

  get hasPrevious(): boolean {
    return this.#cursors.length > 1
  }

  /** Counted from 1. */
  get pageNumber(): number {
    return this.#cursors.length
  }

  /** When the list was asked for it: how many match, exact below `limit`. */
  get count(): { readonly value: number; readonly limit: number } | undefined {
    return this.#count
  }

  /** Reads the first page. What is shown stays until it is there. */
  first(): Promise<void> {
    return this.#show([undefined])
  }

  /** Shows the next page in place of this one. */
  async next(): Promise<void> {
    if (this.#nextCursor !== null) await this.#show([...this.#cursors, this.#nextCursor])
  }

  async previous(): Promise<void> {
    if (this.hasPrevious) await this.#show(this.#cursors.slice(0, -1))
  }

  /** Reads the page that is shown again. */
  refresh(): Promise<void> {
    return this.#show(this.#cursors)
  }

  /** Adds the next page to what is shown. */
  async append(): Promise<void> {
    const cursor = this.#nextCursor
    if (cursor === null || this.#status === 'appending') return
    await this.#read(cursor, 'appending', ({ data }) => {
      const known = new Set(this.#items.map(this.#options.keyOf))
      this.#items = [
        ...this.#items,
        ...data.filter((item) => !known.has(this.#options.keyOf(item))),
      ]
    })
  }

  /** Puts a newer state of an item in its place; others are left alone. */
  replace(item: Item): void {
    const key = this.#options.keyOf(item)
    this.#items = this.#items.map((old) => (this.#options.keyOf(old) === key ? item : old))
    this.#host.requestUpdate()
  }

  /** Puts an item before the others, such as one that has just been made. */
  prepend(item: Item): void {
    this.remove(this.#options.keyOf(item))
    this.#items = [item, ...this.#items]
  }

  remove(key: string): void {
    this.#items = this.#items.filter((item) => this.#options.keyOf(item) !== key)
    this.#host.requestUpdate()
  }

  /** Forgets everything, as when somebody signs out. */
  reset(): void {
    this.#running?.abort()
    this.#items = []
    this.#cursors = [undefined]
    this.#nextCursor = null
    this.#count = undefined
    this.#become('idle')
  }

  hostDisconnected(): void {
    this.#running?.abort()
  }

  #show(cursors: readonly (string | undefined)[]): Promise<void> {
    const status = this.#items.length > 0 ? 'refreshing' : 'loading'
    return this.#read(cursors.at(-1), status, ({ data, page }) => {
      this.#cursors = cursors
      this.#items = data
      this.#count = page.count ?? (cursors.length > 1 ? this.#count : undefined)
    })
  }

  async #read(
    cursor: string | undefined,
    status: ListStatus,
    apply: (page: Page<Item>) => void,
  ): Promise<void> {
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    this.#become(status)
    try {
      const page = await this.#options.load(cursor, running.signal)
      if (running.signal.aborted) return
      apply(page)
      this.#nextCursor = page.page.nextCursor
      this.#become('ready')
    } catch (error) {
      if (!running.signal.aborted) this.#become('failed', error)
    }
  }

  #become(status: ListStatus, error?: unknown): void {
    this.#status = status
    this.#error = error
    this.#host.requestUpdate()
  }
}
