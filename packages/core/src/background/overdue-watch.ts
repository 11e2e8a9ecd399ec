/** Warns, in a process that does no background work, when no other process does it either. */
import { setImmediate } from 'node:timers/promises'
import { overdueWork } from '../doctor/overdue-work.ts'
import type { Runtime } from '../runtime.ts'

export interface OverdueWatch {
  /** Starts a check unless the last one is less than ten minutes ago. Returns at once. */
  check(): void
  /** Resolves when no check is running. */
  settled(): Promise<void>
}

const checkEveryMs = 10 * 60_000

/**
 * Warns once, about what two checks in a row have found. In the time between them, a process that is just starting, or
 * whose clock jumped, catches up.
 */
export function createOverdueWatch(runtime: Runtime): OverdueWatch {
  const { clock, logger } = runtime
  let checkedAt = clock.now().getTime()
  let suspected: ReadonlySet<string> = new Set()
  let hasWarned = false
  let checking: Promise<void> = Promise.resolve()

  function isTime(): boolean {
    const now = clock.now().getTime()
    if (now >= checkedAt && now < checkedAt + checkEveryMs) return false
    const wasSetBack = now < checkedAt
    checkedAt = now
    return !wasSetBack
  }

  async function runCheck(): Promise<void> {
    await setImmediate()
    try {
      const overdue = await overdueWork(runtime)
      const confirmed = overdue.filter(({ subject }) => suspected.has(subject))
      suspected = new Set(overdue.map(({ subject }) => subject))
      if (confirmed.length === 0) return
      hasWarned = true
      const details = confirmed.map(({ detail }) => detail)
      logger.warn(`Background work is overdue. ${details.join(' ')}`)
    } catch (error) {
      logger.debug('Could not check for overdue background work.', { error })
    }
  }

  return {
    check() {
      if (!hasWarned && isTime()) checking = runCheck()
    },
    settled: () => checking,
  }
}
