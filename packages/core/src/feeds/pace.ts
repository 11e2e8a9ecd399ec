/** What a process remembers of a feed between its batches. Nothing depends on it but speed. */
import type { FeedRow } from './rows.ts'

export interface Pace {
  /** How many events the next batch takes at most. */
  limit: number
  /** The cursor in the database when it was last seen to be `scanned`. */
  base: number
  /** Up to here there is nothing for the feed behind `base`. */
  scanned: number
  /** On the monotonic clock: another process has the feed until then, perhaps. */
  notBefore: number
}

/** The most events that one batch takes. */
const mostEvents = 200

/** What a batch should take, so that the transaction holds its locks for a short time. */
const aimedMs = 20

export function newPace(): Pace {
  return { limit: 50, base: -1, scanned: -1, notBefore: Number.NEGATIVE_INFINITY }
}

/** Where the next batch begins: what was scanned counts as long as the cursor stands where it stood. */
export function startOf({ base, scanned }: Pace, { position }: Pick<FeedRow, 'position'>): number {
  return base === position ? Math.max(position, scanned) : position
}

export function scannedUpTo(pace: Pace, base: number, scanned: number): void {
  pace.base = base
  pace.scanned = scanned
}

/** Doubles or halves the batches at most, so that one slow commit does not count for much. */
export function adapt(pace: Pace, events: number, isFull: boolean, ms: number): void {
  const factor = Math.min(2, Math.max(0.5, aimedMs / Math.max(ms, 1)))
  if (isFull) pace.limit = Math.min(mostEvents, Math.max(1, Math.round(events * factor)))
  else if (events > 0 && factor < 1) pace.limit = Math.max(events, Math.round(pace.limit * factor))
}
