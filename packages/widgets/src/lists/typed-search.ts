/** What is found by a text as it is being typed. */
import type { ReactiveController } from 'lit'
import type { Session } from '../session/session.ts'
import type { SessionHost } from '../session/session-host.ts'

/** Asks the server for what a text finds, which is trimmed and may be empty. */
export type Find<Found> = (
  session: Session,
  query: string,
  signal: AbortSignal,
) => Promise<readonly Found[]>

const typingPauseMs = 150

/** Asks once typing pauses; keeps the last results until there are others. */
export class TypedSearch<Found> implements ReactiveController {
  readonly #host: SessionHost
  readonly #find: Find<Found>
  #query = ''
  #results: readonly Found[] = []
  #isSearching = false
  #error: unknown
  #running = new AbortController()
  #done: Promise<void> = Promise.resolve()

  constructor(host: SessionHost, find: Find<Found>) {
    this.#host = host
    this.#find = find
    host.addController(this)
  }

  get query(): string {
    return this.#query
  }

  get results(): readonly Found[] {
    return this.#results
  }

  get isSearching(): boolean {
    return this.#isSearching
  }

  get error(): unknown {
    return this.#error
  }

  /** Settles when the results of the last query are there. */
  get done(): Promise<void> {
    return this.#done
  }

  search(query: string): void {
    this.#running.abort()
    this.#running = new AbortController()
    this.#query = query
    this.#error = undefined
    this.#isSearching = true
    this.#done = this.#ask(query.trim(), this.#running.signal)
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    this.#running.abort()
    this.#isSearching = false
  }

  async #ask(query: string, signal: AbortSignal): Promise<void> {
    if (query !== '') await new Promise((resolve) => setTimeout(resolve, typingPauseMs))
    const { session } = this.#host
    if (signal.aborted || !session) return
    try {
      const results = await this.#find(session, query, signal)
      if (signal.aborted) return
      this.#results = results
    } catch (error) {
      if (signal.aborted) return
      this.#results = []
      this.#error = error
    }
    this.#isSearching = false
    this.#host.requestUpdate()
  }
}
