import type { PersonSummary, Role } from '@deskhand/core/client'
import type { ReactiveController } from 'lit'
import type { SessionHost } from '../session/session-host.ts'

export interface PeopleSearchOptions {
  /** Only people with one of these roles. Default: everyone. */
  readonly roles?: readonly Role[] | undefined
  /** Default 8. */
  readonly limit?: number | undefined
}

const typingPauseMs = 180

/** People by what is being typed of their name or address: for pickers. Asks once typing pauses. */
export class PeopleSearch implements ReactiveController {
  readonly #host: SessionHost
  readonly #options: PeopleSearchOptions
  #query = ''
  #results: readonly PersonSummary[] = []
  #isSearching = false
  #error: unknown
  #running = new AbortController()

  constructor(host: SessionHost, options: PeopleSearchOptions = {}) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  get query(): string {
    return this.#query
  }

  get results(): readonly PersonSummary[] {
    return this.#results
  }

  get isSearching(): boolean {
    return this.#isSearching
  }

  get error(): unknown {
    return this.#error
  }

  /** Empty finds nobody. */
  search(query: string): void {
    this.#running.abort()
    this.#running = new AbortController()
    this.#query = query
    this.#error = undefined
    this.#isSearching = query.trim() !== ''
    if (this.#isSearching) void this.#ask(query.trim(), this.#running.signal)
    else this.#results = []
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    this.#running.abort()
    this.#isSearching = false
  }

  async #ask(query: string, signal: AbortSignal): Promise<void> {
    const { roles, limit = 8 } = this.#options
    await new Promise((resolve) => setTimeout(resolve, typingPauseMs))
    const { session } = this.#host
    if (signal.aborted || !session) return
    try {
      const { data } = await session.client.people.search({ query, limit, roles }, { signal })
      if (signal.aborted) return
      this.#results = data
    } catch (error) {
      if (signal.aborted) return
      this.#results = []
      this.#error = error
    }
    this.#isSearching = false
    this.#host.requestUpdate()
  }
}
