/** The rows this process has locked: kept locked while their handlers run, let go when lost. */
import type { Runtime } from '../runtime.ts'
import type { Claimed, Lock, Queue } from './queue.ts'
import { extendLocks, giveBack } from './settle.ts'

export interface Holding {
  readonly queue: Queue
  readonly row: Claimed
  readonly abort: AbortController
  /** When its handler was started; null while it waits for a slot. */
  startedAt: number | null
  /** Its handler has ended, and only the outcome has to be written. */
  ended: boolean
  hasBeenReported: boolean
}

export interface HoldingsOptions {
  /** Names this process in `lockedBy`. */
  readonly holder: string
  /** How long a row stays locked without a sign of life. */
  readonly lockMs: number
}

export interface Holdings {
  readonly size: number
  lock(): Lock
  take(queue: Queue, row: Claimed): Holding
  has(holding: Holding): boolean
  hasRow(id: string): boolean
  letGo(holding: Holding): void
  /** Resolves when the next row is let go. */
  changed(): Promise<void>
  /** Aborts what still runs and gives the rows back. */
  giveAllBack(): Promise<void>
}

const longMs = 5 * 60 * 1_000

export function createHoldings(
  runtime: Runtime,
  queues: readonly Queue[],
  { holder, lockMs }: HoldingsOptions,
): Holdings {
  const { storage, clock, logger } = runtime
  const held = new Map<string, Holding>()
  let change = Promise.withResolvers<void>()
  let timer: NodeJS.Timeout | undefined

  function of(queue: Queue): Holding[] {
    return [...held.values()].filter((holding) => holding.queue === queue)
  }

  /** A handler may run up to its time limit, but one that takes long keeps others from running. */
  function reportLong(holding: Holding): void {
    const { queue, row, startedAt } = holding
    if (startedAt === null || holding.hasBeenReported) return
    if (performance.now() - startedAt < longMs) return
    holding.hasBeenReported = true
    logger.warn(`The ${queue.kind} "${row.name}" has been running for over five minutes.`, {
      id: row.id,
    })
  }

  async function extend(): Promise<void> {
    for (const holding of held.values()) reportLong(holding)
    for (const queue of queues) {
      const own = of(queue)
      try {
        const kept = await extendLocks(storage.db, queue.table, own.map(rowId), holdings.lock())
        for (const holding of own) if (!kept.has(holding.row.id)) lose(holding)
      } catch (error) {
        logger.warn('Could not extend the locks of running work.', { error })
      }
    }
  }

  /** Another process has it by now: this one was away for longer than its lock. */
  function lose(holding: Holding): void {
    if (holding.ended || !holdings.has(holding)) return
    const { queue, row, abort } = holding
    logger.warn(`Lost the lock of the ${queue.kind} "${row.name}", which runs again.`, {
      id: row.id,
    })
    holdings.letGo(holding)
    abort.abort()
  }

  const holdings: Holdings = {
    get size() {
      return held.size
    },
    lock() {
      const now = clock.now()
      return { by: holder, now, until: new Date(now.getTime() + lockMs) }
    },
    take(queue, row) {
      const abandoned = held.get(row.id)
      const holding = {
        queue,
        row,
        abort: new AbortController(),
        startedAt: null,
        ended: false,
        hasBeenReported: false,
      }
      held.set(row.id, holding)
      abandoned?.abort.abort()
      timer ??= setInterval(extend, lockMs / 3)
      return holding
    },
    hasRow: (id) => held.has(id),
    has: (holding) => held.get(holding.row.id) === holding,
    letGo(holding) {
      if (holdings.has(holding)) held.delete(holding.row.id)
      if (held.size === 0) {
        clearInterval(timer)
        timer = undefined
      }
      change.resolve()
      change = Promise.withResolvers()
    },
    changed: () => change.promise,
    async giveAllBack() {
      const all = [...held.values()]
      for (const holding of all) {
        holdings.letGo(holding)
        holding.abort.abort()
      }
      for (const queue of queues) {
        const ids = all.filter((holding) => holding.queue === queue).map(rowId)
        await giveBack(storage.db, queue.table, ids, holder)
      }
      // Another process may have a free slot for them.
      if (all.length > 0) await storage.announce(storage.db)
    },
  }
  return holdings
}

function rowId(holding: Holding): string {
  return holding.row.id
}
