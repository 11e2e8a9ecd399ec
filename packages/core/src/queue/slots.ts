/** How many handlers may run at once, and how many of them may be of one name. */

export interface Slots {
  /** The number of free slots. */
  free(): number
  /** How many more slots a name may take. It leaves one to the others, so that it cannot block them. */
  freeFor(name: string): number
  take(name: string): void
  leave(name: string): void
}

export function createSlots(total: number): Slots {
  const taken = new Map<string, number>()
  let sum = 0

  function add(name: string, difference: 1 | -1): void {
    sum += difference
    taken.set(name, (taken.get(name) ?? 0) + difference)
  }

  return {
    free: () => total - sum,
    freeFor: (name) => Math.min(total - sum, Math.max(1, total - 1) - (taken.get(name) ?? 0)),
    take: (name) => add(name, 1),
    leave: (name) => add(name, -1),
  }
}
