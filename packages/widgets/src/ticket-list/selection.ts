/** Which rows are selected, as people expect it: one by one, all, or from one to another. */
export class Selection {
  readonly #onChange: () => void
  #ids: ReadonlySet<string> = new Set()
  /** Where the last single click was: a range begins there. */
  #anchor: string | undefined

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  get size(): number {
    return this.#ids.size
  }

  /** In the order of selection. */
  get ids(): readonly string[] {
    return [...this.#ids]
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  toggle(id: string): void {
    const ids = new Set(this.#ids)
    if (!ids.delete(id)) ids.add(id)
    this.#anchor = id
    this.#become(ids)
  }

  /** Does to all rows between the last one and this one what a click on this one does. */
  extend(id: string, shown: readonly string[]): void {
    const from = shown.indexOf(this.#anchor ?? '')
    const to = shown.indexOf(id)
    if (from === -1 || to === -1) {
      this.toggle(id)
      return
    }
    const isAdded = !this.#ids.has(id)
    const ids = new Set(this.#ids)
    for (const one of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) {
      if (isAdded) ids.add(one)
      else ids.delete(one)
    }
    this.#anchor = id
    this.#become(ids)
  }

  set(ids: readonly string[]): void {
    this.#become(new Set(ids))
  }

  clear(): void {
    this.#anchor = undefined
    if (this.size > 0) this.#become(new Set())
  }

  /** Forgets what is not shown any more. */
  retain(shown: readonly string[]): void {
    const ids = new Set(shown.filter((id) => this.#ids.has(id)))
    if (ids.size !== this.size) this.#become(ids)
  }

  #become(ids: ReadonlySet<string>): void {
    this.#ids = ids
    this.#onChange()
  }
}
