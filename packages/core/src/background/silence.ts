/** Warns in a process that does no background work when nobody else does it either. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import { overdueWork } from '../doctor/overdue-work.ts'
import type { Runtime } from '../runtime.ts'

export interface SilenceWatch {
  /** Looks if the last look is long enough ago. Returns at once. */
  look(): void
  /** Resolves when no look is under way. */
  settled(): Promise<void>
}

const lookEveryMs = 10 * 60_000

/**
 * Warns once, about what two looks in a row have found: between them a clock that jumped, or a process that is
 * just starting, has had the time to catch up.
 */
export function createSilenceWatch(runtime: Runtime): SilenceWatch {
  const { clock, logger } = runtime
  // A look must not join the transaction of the commit that led to it.
  const outside = AsyncLocalStorage.snapshot()
  let lookedAt = clock.now().getTime()
  let suspected: ReadonlySet<string> = new Set()
  let hasWarned = false
  let looking: Promise<void> = Promise.resolve()

  function isTime(): boolean {
    const now = clock.now().getTime()
    if (now >= lookedAt && now < lookedAt + lookEveryMs) return false
    const wasSetBack = now < lookedAt
    lookedAt = now
    return !wasSetBack
  }

  async function look(): Promise<void> {
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
      logger.debug('Could not look for overdue background work.', { error })
    }
  }

  return {
    look() {
      if (!hasWarned && isTime()) looking = outside(look)
    },
    settled: () => looking,
  }
}
