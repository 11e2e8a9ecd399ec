/** How long the handlers of each name take, and so how many rows to claim together. */

/** The most rows of a batch, unless there are more slots. */
const largestBatch = 20

/** About how long a batch may take, in milliseconds. */
const batchMs = 100

/** The weight of the latest handler in the average. */
const latest = 1 / 4

export interface Pace {
  note(name: string, ms: number): void
  /** As many rows as `slots` slots run in a moment. Slow and unknown handlers get one row per slot. */
  batchSize(name: string, slots: number): number
}

export function createPace(): Pace {
  const averages = new Map<string, number>()
  return {
    note(name, ms) {
      const average = averages.get(name) ?? ms
      averages.set(name, average + (ms - average) * latest)
    },
    batchSize(name, slots) {
      const average = averages.get(name) ?? batchMs
      const inTime = Math.floor((slots * batchMs) / Math.max(average, 1))
      return Math.max(slots, Math.min(inTime, largestBatch))
    },
  }
}
