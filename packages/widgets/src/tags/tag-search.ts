import type { ReactiveController } from 'lit'
import type { SessionHost } from '../session/session-host.ts'
import { rememberTags } from './known-tags.ts'
import type { TagLook } from './tag.ts'

/** A tag that is offered, with how many tickets have it. */
export interface FoundTag extends TagLook {
  readonly total: number
}

const typingPauseMs = 150
const limit = 20
const longest = 50

/** Tags whose names begin with what is being typed, most used first; of nothing, those used most. */
export class TagSearch implements ReactiveController {
  readonly #host: SessionHost
  #query = ''
  #results: readonly FoundTag[] = []
  #isSearching = false
  #error: unknown
  #running = new AbortController()
  #done: Promise<void> = Promise.resolve()

  constructor(host: SessionHost) {
    this.#host = host
    host.addController(this)
  }

  get query(): string {
    return this.#query
  }

  get results(): readonly FoundTag[] {
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
    this.#done = this.#ask(query.trim().slice(0, longest), this.#running.signal)
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    this.#running.abort()
    this.#isSearching = false
  }

  async #ask(prefix: string, signal: AbortSignal): Promise<void> {
    if (prefix !== '') await new Promise((resolve) => setTimeout(resolve, typingPauseMs))
    const { session } = this.#host
    const tags = session?.client.tags
    if (signal.aborted || !session || !tags) return
    try {
      const { data } = await tags.suggest({ prefix: prefix || undefined, limit }, { signal })
      if (signal.aborted) return
      rememberTags(session.client, data)
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
