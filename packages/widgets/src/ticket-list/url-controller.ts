import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { readUrl, type UrlValues, writeUrl } from './url-state.ts'

export interface UrlControllerOptions {
  /** What the list calls itself in the address, empty for no name; `undefined` keeps out of the address. */
  name(): string | undefined
  /** The parameters that belong to the list. */
  names(): readonly string[]
  /** The address says this by now; `undefined` when it says nothing. */
  apply(values: UrlValues | undefined): void
}

/** Lists of one page that have given themselves the same name: the second is `mine-2`. */
const claimed = new Set<string>()

/** Keeps the state of a list in the query of the page's address, so that it can be shared and gone back to. */
export class UrlController implements ReactiveController {
  readonly #options: UrlControllerOptions
  #claim: string | undefined
  #hasRead = false

  constructor(host: ReactiveControllerHost, options: UrlControllerOptions) {
    this.#options = options
    host.addController(this)
  }

  /** Reads the address once, when it is known which parameters are meant. */
  start(): void {
    if (this.#hasRead || this.#options.name() === undefined) return
    this.#hasRead = true
    this.#read()
  }

  /** Makes a new entry in the history unless `isCorrection`. */
  write(values: UrlValues | undefined, isCorrection: boolean): void {
    if (this.#options.name() === undefined) return
    const search = writeUrl(location.search, this.#prefix(), this.#options.names(), values)
    if (search === location.search) return
    const url = location.pathname + search + location.hash
    // The host's router keeps what it needs in the state.
    if (isCorrection) history.replaceState(history.state, '', url)
    else history.pushState(history.state, '', url)
  }

  hostConnected(): void {
    globalThis.addEventListener?.('popstate', this.#read)
  }

  hostDisconnected(): void {
    globalThis.removeEventListener?.('popstate', this.#read)
    if (this.#claim !== undefined) claimed.delete(this.#claim)
    this.#claim = undefined
    this.#hasRead = false
  }

  readonly #read = (): void => {
    if (this.#options.name() === undefined) return
    this.#options.apply(readUrl(location.search, this.#prefix(), this.#options.names()))
  }

  #prefix(): string {
    if (this.#claim === undefined) {
      const name = this.#options.name() ?? ''
      let claim = name
      for (let count = 2; claimed.has(claim); count += 1) claim = `${name || 'list'}-${count}`
      claimed.add(claim)
      this.#claim = claim
    }
    return this.#claim === '' ? '' : `${this.#claim}.`
  }
}
