/** How many handlers may run at once, and how many of those may be of one name. */

export interface Places {
  /** Those that nobody has. */
  free(): number
  /** Those that a name may have besides its own: it leaves one to the others, lest it stop them. */
  freeFor(name: string): number
  take(name: string): void
  leave(name: string): void
}

export function createPlaces(total: number): Places {
  const taken = new Map<string, number>()
  let sum = 0

  function add(name: string, difference: 1 | -1): void {
    sum += difference
    taken.set(name, (taken.get(name) ?? 0) + difference)
  }

  return {
    free: () => total - sum,
    freeFor: (name) => Math.max(1, total - 1) - (taken.get(name) ?? 0),
    take: (name) => add(name, 1),
    leave: (name) => add(name, -1),
  }
}
