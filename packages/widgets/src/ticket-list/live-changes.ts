/** What to do about changes elsewhere, without moving what somebody is reading. */
import type { LiveItem } from '../live/live.ts'

export interface LiveChangesOptions {
  /** The rows that are on the page. */
  shown(): readonly string[]
  /** Puts the present state of these rows in their place. */
  reread(ids: readonly string[]): Promise<void>
  /** The row can't be seen any more. */
  gone(id: string): void
  /** The ids that would be on the first page by now. */
  firstPage(): Promise<readonly string[]>
  onNews(): void
}

/** Changes come in bursts: they are gathered for so long. */
const gatherMs = 400

/**
 * Rows that are shown change in place. Tickets that something happened to and that would be on the first
 * page by now are news: they are counted, and wait to be asked for.
 */
export class LiveChanges {
  readonly #options: LiveChangesOptions
  #changed = new Set<string>()
  #touched = new Set<string>()
  #news: readonly string[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #isWorking = false
  /** Counts new beginnings: what was asked for before one is of no interest after it. */
  #era = 0

  constructor(options: LiveChangesOptions) {
    this.#options = options
  }

  /** Tickets that are waiting to be shown. */
  get news(): readonly string[] {
    return this.#news
  }

  take(item: LiveItem): void {
    if (item.kind === 'gone') {
      if (this.#isShown(item.ticketId)) this.#options.gone(item.ticketId)
    } else if (item.kind === 'event') {
      const { ticketId } = item.event
      if (this.#isShown(ticketId)) this.#changed.add(ticketId)
      else this.#touched.add(ticketId)
    } else {
      for (const id of this.#options.shown()) this.#changed.add(id)
    }
    this.#soon()
  }

  /** What is shown has been read anew. */
  restart(): void {
    this.stop()
    this.#era += 1
    this.#changed.clear()
    this.#touched.clear()
    this.#news = []
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #isShown(id: string): boolean {
    return this.#options.shown().includes(id)
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#work()
    }, gatherMs)
  }

  async #work(): Promise<void> {
    if (this.#isWorking) {
      this.#soon()
      return
    }
    this.#isWorking = true
    try {
      const changed = [...this.#changed]
      this.#changed.clear()
      if (changed.length > 0) await this.#options.reread(changed)
      if (this.#touched.size > 0) await this.#look()
    } catch {
      // The network is away; the stream tells of a gap when it is back.
    } finally {
      this.#isWorking = false
    }
  }

  async #look(): Promise<void> {
    const era = this.#era
    const first = await this.#options.firstPage()
    if (era !== this.#era) return
    const shown = new Set(this.#options.shown())
    const news = first.filter((id) => this.#touched.has(id) && !shown.has(id))
    if (news.length === this.#news.length && news.every((id, index) => id === this.#news[index])) {
      return
    }
    this.#news = news
    this.#options.onNews()
  }
}
