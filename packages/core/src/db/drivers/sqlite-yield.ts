/**
 * Yields to the event loop between statements. `node:sqlite` runs statements synchronously, so a loop of awaited
 * statements runs only microtasks: without yields, no timer fires and no socket is read until it ends.
 */
import { setImmediate } from 'node:timers/promises'

/** In milliseconds. */
const LONGEST_STRETCH = 10

/** When the first statement ran since the event loop last turned. All databases share one event loop. */
let stretchBeganAt: number | undefined
let nextTurn: Promise<void>

function isDue(): boolean {
  const now = performance.now()
  if (stretchBeganAt === undefined) {
    stretchBeganAt = now
    nextTurn = setImmediate().then(() => {
      stretchBeganAt = undefined
    })
  }
  return now - stretchBeganAt >= LONGEST_STRETCH
}

/**
 * Call it right before each statement. Returns a promise of the next turn of the event loop when statements have kept it
 * from turning for 10 ms, else `undefined`. Call it again after the promise: others that waited for the same turn may
 * have run for 10 ms already.
 */
export function pauseIfDue(): Promise<void> | undefined {
  return isDue() ? nextTurn : undefined
}
