import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Whether the browser has a network, and what to do when it is back. */
export class OnlineController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #onBack: () => void

  constructor(host: ReactiveControllerHost, onBack: () => void) {
    this.#host = host
    this.#onBack = onBack
    host.addController(this)
  }

  get isOnline(): boolean {
    return navigator.onLine
  }

  hostConnected(): void {
    globalThis.addEventListener?.('online', this.#back)
    globalThis.addEventListener?.('offline', this.#away)
  }

  hostDisconnected(): void {
    globalThis.removeEventListener?.('online', this.#back)
    globalThis.removeEventListener?.('offline', this.#away)
  }

  readonly #away = (): void => this.#host.requestUpdate()

  readonly #back = (): void => {
    this.#host.requestUpdate()
    this.#onBack()
  }
}
