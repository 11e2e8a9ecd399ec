/** Messages that came in while a ticket is shown, until they have been in sight. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'

type Host = ReactiveControllerHost & { readonly renderRoot: ParentNode }

export class Arrivals implements ReactiveController {
  readonly #host: Host
  readonly #unseen = new Set<string>()
  #first: string | undefined
  #observer: IntersectionObserver | undefined

  constructor(host: Host) {
    this.#host = host
    host.addController(this)
  }

  /** The first of those that came in last. */
  get firstKey(): string | undefined {
    return this.#first
  }

  get unseen(): number {
    return this.#unseen.size
  }

  add(keys: readonly string[]): void {
    if (this.#unseen.size === 0) this.#first = keys[0]
    for (const key of keys) this.#unseen.add(key)
    this.#host.requestUpdate()
  }

  clear(): void {
    this.#unseen.clear()
    this.#first = undefined
    this.#observer?.disconnect()
    this.#observer = undefined
  }

  hostUpdated(): void {
    if (this.#unseen.size === 0) return
    this.#observer ??= new IntersectionObserver((entries) => this.#sighted(entries), {
      threshold: 0.2,
    })
    for (const key of this.#unseen) {
      const element = elementOf(this.#host.renderRoot, key)
      if (element) this.#observer.observe(element)
    }
  }

  hostDisconnected(): void {
    this.clear()
  }

  #sighted(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue
      this.#unseen.delete((target as HTMLElement).dataset.key ?? '')
      this.#observer?.unobserve(target)
    }
    this.#host.requestUpdate()
  }
}

/** The entry of the conversation that has a key. */
export function elementOf(root: ParentNode, key: string): HTMLElement | null {
  return root.querySelector(`[data-key="${CSS.escape(key)}"]`)
}
