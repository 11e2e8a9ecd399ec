import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { isSamePlace, namesOf, nowhere, type Place, readPlace, writePlace } from './place.ts'

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
  /** Where the page begins, which the address need not say. */
  #first: Place | undefined

  constructor(host: ReactiveControllerHost, options: PlaceControllerOptions) {
    this.#options = options
    host.addController(this)
  }

  /** What the list calls itself in the address; `null` keeps it out. */
  get listName(): string | null {
    const name = this.#options.name()
    return name === undefined ? null : namesOf(name).list
  }

  /** The view that the page begins with. */
  get firstView(): string {
    return this.#first?.view ?? ''
  }

  /** The address of a place; `undefined` where places have none. */
  href(place: Place): string | undefined {
    const name = this.#options.name()
    if (name === undefined) return undefined
    return writePlace(location.search, name, this.#said(place)) || location.pathname
  }

  /** Makes an entry in the history for where the person went. */
  write(place: Place): void {
    const name = this.#options.name()
    if (name === undefined) return
    const said = this.#said(place)
    if (isSamePlace(readPlace(location.search, name), said)) return
    const search = writePlace(location.search, name, said)
    // The host's router keeps what it needs in the state.
    history.pushState(history.state, '', location.pathname + search + location.hash)
  }

  hostConnected(): void {
    globalThis.addEventListener?.('popstate', this.#read)
  }

  hostDisconnected(): void {
    globalThis.removeEventListener?.('popstate', this.#read)
  }

  /** Once at the beginning, when attributes have been read. */
  hostUpdate(): void {
    if (this.#first) return
    const name = this.#options.name()
    this.#first = this.#options.place()
    const isSaid = name !== undefined && !isSamePlace(readPlace(location.search, name), nowhere)
    if (isSaid) this.#read()
  }

  #said({ view, ticketId }: Place): Place {
    return { view: view === this.firstView ? '' : view, ticketId }
  }

  readonly #read = (): void => {
    const name = this.#options.name()
    if (name === undefined) return
    const { view, ticketId } = readPlace(location.search, name)
    const place = { view: view || this.firstView, ticketId }
    if (!isSamePlace(place, this.#options.place())) this.#options.apply(place)
  }
}
