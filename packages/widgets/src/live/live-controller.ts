import type { ReactiveController } from 'lit'
import type { SessionHost } from '../session/session-host.ts'
import type { Live, LiveItem, LiveState } from './live.ts'

export interface LiveControllerOptions {
  /** Only of this ticket. Default: of all. */
  ticketId?(): string | undefined
  onItem(item: LiveItem): void
}

/**
 * Tells an element of changes while it is on the page and somebody is signed in; of a `reset` when an
 * expired session has been renewed.
 */
export class LiveController implements ReactiveController {
  readonly #host: SessionHost
  readonly #options: LiveControllerOptions
  #live: Live | undefined
  #ticketId: string | undefined
  #stop: (() => void) | undefined
  #isInterrupted = false
  /** Taken off the page. What was asked to be drawn before is drawn even then. */
  #isOff = false

  constructor(host: SessionHost, options: LiveControllerOptions) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  get state(): LiveState {
    return this.#live?.state ?? 'off'
  }

  hostConnected(): void {
    this.#isOff = false
  }

  hostUpdated(): void {
    if (this.#isOff) return
    const { session } = this.#host
    const live = session?.status === 'ready' ? session.live : undefined
    const ticketId = this.#options.ticketId?.()
    if (live === this.#live && ticketId === this.#ticketId) return
    if (this.#live && !live) this.#isInterrupted = true
    this.#end()
    if (!live) return
    this.#live = live
    this.#ticketId = ticketId
    this.#stop = live.subscribe({
      ticketId,
      onItem: (item) => this.#options.onItem(item),
      onState: () => this.#host.requestUpdate(),
    })
    if (!this.#isInterrupted) return
    this.#isInterrupted = false
    this.#options.onItem({ kind: 'reset', lastEventId: '' })
  }

  hostDisconnected(): void {
    this.#isOff = true
    this.#end()
  }

  #end(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#live = undefined
  }
}
