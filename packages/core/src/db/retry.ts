/** Runs something again after a conflict, with jitter so that rivals don't meet again. */
import { setTimeout as delay } from 'node:timers/promises'
import { Busy, SerializationFailure } from './errors.ts'

const DEFAULT_RETRY_FOR = 10_000
const LONGEST_PAUSE = 25

/** A moment on the monotonic clock. */
export type Deadline = number

export function deadlineIn(milliseconds: number = DEFAULT_RETRY_FOR): Deadline {
  return performance.now() + milliseconds
}

export function millisecondsUntil(deadline: Deadline): number {
  return Math.max(0, deadline - performance.now())
}

export function isConflict(error: unknown): boolean {
  return error instanceof SerializationFailure || error instanceof Busy
}

/** Calls `attempt` until it succeeds, fails for a reason other than a conflict, or time is up. */
export async function retry<T>(
  attempt: () => T | Promise<T>,
  deadline: Deadline,
  longestPause = LONGEST_PAUSE,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!isConflict(error) || millisecondsUntil(deadline) === 0) throw error
      await delay(Math.random() * Math.min(2 ** tries, longestPause))
    }
  }
}
