/** Measures how long the handlers of each name take, to decide how many rows to claim together. */

/** The most rows of a batch, unless it has more slots. */
const largestBatch = 20

/** The target duration of a batch, in milliseconds. */
const batchMs = 100

/** The weight of the latest handler in the average. */
const latest = 1 / 4

export interface Pace {
  /** Records how long one run of a handler took. */
  note(name: string, ms: number): void
  /** How many rows `slots` slots run in 100 ms. Slow and unknown handlers get one row per slot. */
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
