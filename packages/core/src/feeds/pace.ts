/** What a process remembers about a feed between batches. It only affects speed. */
import type { FeedRow } from './rows.ts'

export interface Pace {
  /** The most events of the next batch. */
  limit: number
  /** The cursor in the database when `scanned` was set. */
  base: number
  /** No event after `base` and up to this position is of the feed's types. */
  scanned: number
  /** On the monotonic clock: another process may have the feed locked until then. */
  notBefore: number
}

/** The most events that one batch takes. */
const mostEvents = 200

/** The target duration of a batch, so that its transaction holds its locks for a short time. */
const targetMs = 20

export function newPace(): Pace {
  return { limit: 50, base: -1, scanned: -1, notBefore: Number.NEGATIVE_INFINITY }
}

/** Where the next batch begins. What was scanned counts only while the cursor in the database has not moved. */
export function startOf({ base, scanned }: Pace, { position }: Pick<FeedRow, 'position'>): number {
  return base === position ? Math.max(position, scanned) : position
}

export function scannedUpTo(pace: Pace, base: number, scanned: number): void {
  pace.base = base
  pace.scanned = scanned
}

/** Changes the limit by a factor of two at most, so that one slow commit has little effect. */
export function adapt(pace: Pace, events: number, isFull: boolean, ms: number): void {
  const factor = Math.min(2, Math.max(0.5, targetMs / Math.max(ms, 1)))
  if (isFull) pace.limit = Math.min(mostEvents, Math.max(1, Math.round(events * factor)))
  else if (events > 0 && factor < 1) pace.limit = Math.max(events, Math.round(pace.limit * factor))
}
