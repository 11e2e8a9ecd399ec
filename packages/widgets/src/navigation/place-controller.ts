import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { isSamePlace, namesOf, type Place, readPlace, writePlace } from './place.ts'

export interface PlaceControllerOptions {
  /** What the composition calls itself in the address, empty for no name; `undefined` keeps out of it. */
  name(): string | undefined
  /** Where the person is. */
  place(): Place
  /** The address says something else: the person went back or forward, or came by a link. */
  apply(place: Place): void
}

/** Keeps the place of a composition in the address of the page, so that it can be shared and gone back to. */
export class PlaceController implements ReactiveController {
  readonly #options: PlaceControllerOptions
  #hasRead = false

  constructor(host: ReactiveControllerHost, options: PlaceControllerOptions) {
    this.#options = options
    host.addController(this)
  }

  /** What the list calls itself in the address; `null` keeps it out. */
  get listName(): string | null {
    const name = this.#options.name()
    return name === undefined ? null : namesOf(name).list
  }

  /** The address of a place; `undefined` where places have none. */
  href(place: Place): string | undefined {
    const name = this.#options.name()
    if (name === undefined) return undefined
    return writePlace(location.search, name, place) || location.pathname
  }

  /** Makes an entry in the history for where the person went. */
  write(place: Place): void {
    const name = this.#options.name()
    if (name === undefined || isSamePlace(readPlace(location.search, name), place)) return
    const search = writePlace(location.search, name, place)
    // The host's router keeps what it needs in the state.
    history.pushState(history.state, '', location.pathname + search + location.hash)
  }

  hostConnected(): void {
    globalThis.addEventListener?.('popstate', this.#read)
  }

  hostDisconnected(): void {
    globalThis.removeEventListener?.('popstate', this.#read)
    this.#hasRead = false
  }

  /** Once at the beginning, when attributes have been read. */
  hostUpdate(): void {
    if (this.#hasRead) return
    this.#hasRead = true
    this.#read()
  }

  readonly #read = (): void => {
    const name = this.#options.name()
    if (name === undefined) return
    const place = readPlace(location.search, name)
    if (!isSamePlace(place, this.#options.place())) this.#options.apply(place)
  }
}
