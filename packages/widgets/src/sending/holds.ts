/** Reasons of contributions for which a person can't send yet, such as a file that is being uploaded. */
export class Holds {
  readonly #reasons = new Map<symbol, string>()
  readonly #onChange: () => void

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  /** The oldest one. */
  get reason(): string | undefined {
    return this.#reasons.values().next().value
  }

  /** Returns a function that ends it. */
  readonly hold = (reason: string): (() => void) => {
    const id = Symbol(reason)
    this.#reasons.set(id, reason)
    this.#onChange()
    return () => {
      if (this.#reasons.delete(id)) this.#onChange()
    }
  }
}
