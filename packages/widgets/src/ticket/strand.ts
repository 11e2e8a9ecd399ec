/** One kind of entries of a conversation, read from the newest page backwards. */
import type { Page } from '@deskhand/core/client'

interface Entry {
  readonly id: string
  /** ISO 8601 in UTC, so that texts compare as times. */
  readonly createdAt: string
}

export type ReadPage<Item> = (
  cursor: string | undefined,
  signal: AbortSignal,
) => Promise<Page<Item>>

export class Strand<Item extends Entry> {
  readonly #read: ReadPage<Item>
  #items: readonly Item[] = []
  #cursor: string | null | undefined

  constructor(read: ReadPage<Item>) {
    this.#read = read
  }

  /** Oldest first. */
  get items(): readonly Item[] {
    return this.#items
  }

  /** Whether there are entries before the ones that are known. */
  get hasEarlier(): boolean {
    return this.#cursor !== null
  }

  /** Of the oldest known entry, when there are earlier ones: what happened before it is not known. */
  get knownSince(): string {
    return this.hasEarlier ? (this.#items[0]?.createdAt ?? '\uffff') : ''
  }

  has(id: string): boolean {
    return this.#items.some((item) => item.id === id)
  }

  async readEarlier(signal: AbortSignal): Promise<void> {
    if (this.#cursor === null) return
    const { data, page } = await this.#read(this.#cursor, signal)
    if (signal.aborted) return
    const known = new Set(this.#items.map(({ id }) => id))
    this.#items = [...data.filter(({ id }) => !known.has(id)).reverse(), ...this.#items]
    this.#cursor = page.nextCursor
  }

  /** Reads the newest page again and answers with what was not known. */
  async readNewest(signal: AbortSignal): Promise<readonly Item[]> {
    const { data, page } = await this.#read(undefined, signal)
    if (signal.aborted) return []
    const newest = [...data].reverse()
    const added = newest.filter(({ id }) => !this.has(id))
    const hasGap = added.length === newest.length && page.hasMore
    if (hasGap || this.#cursor === undefined) {
      this.#items = newest
      this.#cursor = page.nextCursor
      return added
    }
    const fresh = new Map(newest.map((item) => [item.id, item]))
    this.#items = [...this.#items.map((item) => fresh.get(item.id) ?? item), ...added]
    return added
  }
}
