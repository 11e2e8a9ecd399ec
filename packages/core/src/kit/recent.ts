/** A bounded cache whose entries expire. */

export interface RecentOptions {
  readonly lifetimeMs: number
  /** The maximum number of entries. The oldest are dropped first. */
  readonly size: number
  readonly now: () => Date
}

interface Entry<Value> {
  readonly value: Value
  readonly at: number
}

/** Returns the cached value of a key, or makes one. Using an entry does not extend its lifetime. */
export function createRecent<Value>({
  lifetimeMs,
  size,
  now,
}: RecentOptions): (key: string, make: () => Value) => Value {
  // A map keeps the order in which keys were added, so the first is the oldest.
  const entries = new Map<string, Entry<Value>>()

  return (key, make) => {
    const at = now().getTime()
    const known = entries.get(key)
    // The clock may have been set back.
    if (known && Math.abs(at - known.at) < lifetimeMs) return known.value
    entries.delete(key)
    const value = make()
    entries.set(key, { value, at })
    if (entries.size > size) entries.delete(entries.keys().next().value as string)
    return value
  }
}
