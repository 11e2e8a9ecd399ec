/**
 * One write at a time in this process, and gaps between them while other processes write as well.
 * SQLite keeps no queue of those who wait for its lock: without gaps, a process that takes the lock
 * again at once keeps the others out until they give up.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Queue } from './queue.ts'

/** The longest pause of a process that waits, in milliseconds. */
export const LONGEST_WAIT = 4
/** In milliseconds. Long enough for each process that waits to try. */
const GAP = 2 * LONGEST_WAIT
/** For how many milliseconds after its last write another process may be waiting for the next. */
const RIVAL_FOR = 5_000

/** `version` changes when another connection has committed. It is `undefined` while that is unknown. */
export function createTurns(queue: Queue, version: () => unknown): Queue {
  let seen: unknown
  let endedAt = Number.NEGATIVE_INFINITY
  let hasRivalUntil = Number.NEGATIVE_INFINITY

  /** A rival may also write while work of ours waits for the lock. */
  function noticeRival(): void {
    const current = version()
    if (seen !== undefined && current !== seen) hasRivalUntil = performance.now() + RIVAL_FOR
    seen = current
  }

  async function leaveGap(): Promise<void> {
    noticeRival()
    const now = performance.now()
    const left = endedAt + GAP - now
    if (now < hasRivalUntil && left > 0) await delay(left)
  }

  return {
    run: (work, deadline) =>
      queue.run(async () => {
        await leaveGap()
        try {
          return await work()
        } finally {
          noticeRival()
          endedAt = performance.now()
        }
      }, deadline),
  }
}
