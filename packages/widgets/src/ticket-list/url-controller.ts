import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Session } from '../session/session.ts'
import { fromUrl, type ListState, parameterNames, toUrl } from './list-state.ts'
import { readUrl, writeUrl } from './url-state.ts'

export interface UrlControllerOptions {
  /** What the list calls itself in the address, empty for no name; `null` keeps out of the address. */
  name(): string | null
  session(): Session | undefined
  state(): ListState
  /** What the page began with. */
  defaults(): ListState
  /** The address says this by now. */
  apply(state: ListState): void
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

  /** Whether the address has been read. */
  get hasRead(): boolean {
    return this.#hasRead
  }

  /** Reads the address once, when it is known which parameters are meant. */
  start(): void {
    if (this.#hasRead) return
    this.#hasRead = true
    this.#read()
  }

  /** Makes a new entry in the history unless `isCorrection`. */
  write(isCorrection: boolean): void {
    const { name, session, state, defaults } = this.#options
    if (name() === null) return
    const values = toUrl(state(), defaults())
    const names = parameterNames(session())
    const search = writeUrl(location.search, this.#prefix(), names, values)
    if (search === location.search) return
    const url = location.pathname + search + location.hash
    // The host's router keeps what it needs in the state.
    if (isCorrection) history.replaceState(history.state, '', url)
    else history.pushState(history.state, '', url)
  }

  hostConnected(): void {
    addEventListener('popstate', this.#read)
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.#read)
    if (this.#claim !== undefined) claimed.delete(this.#claim)
    this.#claim = undefined
    this.#hasRead = false
  }

  readonly #read = (): void => {
    const { name, session, defaults, apply } = this.#options
    if (name() === null) return
    const values = readUrl(location.search, this.#prefix(), parameterNames(session()))
    apply(fromUrl(values, defaults()))
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
