/** Keeps the place of who reads or writes while messages appear above, and goes to the new ones. */
import type { ReactiveController } from 'lit'
import { createRef, type Ref } from 'lit/directives/ref.js'
import type { DeskhandElement } from '../element/deskhand-element.ts'
import { elementOf } from './arrivals.ts'
import { holdPosition } from './steady.ts'

export class ReadingPlace implements ReactiveController {
  /** What is around the composer. */
  readonly composer: Ref<HTMLElement> = createRef()
  readonly #host: DeskhandElement
  #letGo: (() => void) | undefined
  /** Where one reads while earlier messages are on their way. */
  #anchor: Element | undefined

  constructor(host: DeskhandElement) {
    this.#host = host
    host.addController(this)
  }

  hostUpdate(): void {
    const anchor = this.#anchor ?? (this.#isWriting ? this.composer.value : undefined)
    if (anchor) this.#letGo = holdPosition(anchor)
  }

  hostUpdated(): void {
    this.#letGo?.()
    this.#letGo = undefined
  }

  /** Runs what puts earlier messages above the first one that is shown, which stays where it is. */
  async keepWhile(readEarlier: () => Promise<void>): Promise<void> {
    const first = this.#host.renderRoot.querySelector('.entry')
    this.#anchor = first ?? undefined
    await readEarlier()
    await this.#host.updateComplete
    this.#anchor = undefined
    // The button that was pressed may have gone.
    if (!this.#host.matches(':focus-within')) focusQuietly(first?.querySelector('article'))
  }

  goTo(key: string | undefined): void {
    const entry = key === undefined ? null : elementOf(this.#host.renderRoot, key)
    entry?.scrollIntoView({ block: 'start', behavior: 'smooth' })
    focusQuietly(entry?.querySelector('article'))
  }

  get #isWriting(): boolean {
    const { value: composer } = this.composer
    const slotted = (this.#host.getRootNode() as Document | ShadowRoot).activeElement
    const focused = this.#host.shadowRoot?.activeElement ?? slotted
    if (!composer || !focused || focused === this.#host) return false
    return composer.contains(focused) || this.#host.contains(focused)
  }
}

/** Gives the focus to what keys don't reach otherwise, without moving the page. */
function focusQuietly(element: HTMLElement | null | undefined): void {
  if (!element) return
  element.tabIndex = -1
  element.focus({ preventScroll: true })
}
