/**
 * Runs the work that is due, in a number of slots that all names share.
 *
 * A name whose rows are due gets a share of the free slots and a batch of rows, which is larger than the share when its
 * handlers are quick. One transaction writes outcomes and claims the next batches, so that a busy queue costs one commit
 * for many rows.
 */
import { setImmediate, setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../db/types.ts'
import { coalesce } from '../kit/coalesce.ts'
import { sooner } from '../kit/sooner.ts'
import type { Runtime } from '../runtime.ts'
import { type BatchTimes, createBatches } from './batches.ts'
import { type Due, nextOfEachName } from './claim.ts'
import { type Batch, claimAll, type Outcome, settle } from './exchange.ts'
import { createHoldings, type HoldingsOptions } from './holdings.ts'
import { createPace } from './pace.ts'
import type { Queue } from './queue.ts'
import { createSlots } from './slots.ts'

export interface WorkerOptions extends HoldingsOptions, BatchTimes {
  /** How many handlers run at once. */
  readonly concurrency: number
  /** Called with the time at which something will be due. */
  readonly onNext: (runAt: Date) => void
}

/** What a worker has done since it was made. `failed` counts tries. */
export interface WorkDone {
  readonly delivered: number
  readonly jobs: number
  readonly failed: number
}

export interface Worker {
  /** Writes outcomes, claims what is due and starts it. Resolves to the number of claimed rows. */
  fill(): Promise<number>
  isBusy(): boolean
  /** Whether this process has this row. */
  isRunning(id: string): boolean
  /** Resolves after the next row has been settled. */
  changed(): Promise<void>
  done(): WorkDone
  /** Starts no more rows, and gives back those that have not started. */
  pause(): void
  /** Pauses, waits for what runs, then aborts it and gives the rows back. */
  drain(timeoutMs: number): Promise<void>
  /** Claims again after `pause` or `drain`. */
  resume(): void
}

/** How long an outcome waits for others, so that one transaction writes them together, in milliseconds. */
const outcomesWait = 25

/** The pause before outcomes that could not be written are tried again, in milliseconds. */
const tryAgainMs = 1_000

interface Exchange {
  readonly claimed: readonly Batch[]
  readonly nextAt: Date | null
}

export function createWorker(
  runtime: Runtime,
  queues: readonly Queue[],
  { concurrency, onNext, ...options }: WorkerOptions,
): Worker {
  const { storage, clock, logger } = runtime
  const holdings = createHoldings(runtime, queues, options)
  const slots = createSlots(concurrency)
  const pace = createPace()
  const done = { delivered: 0, jobs: 0, failed: 0 }
  const batches = createBatches(runtime, {
    ...{ ...options, holdings, slots, pace, onOutcome },
    isAccepting: () => isAccepting,
    onFree: () => void flush(),
  })
  let outcomes: Outcome[] = []
  let isAccepting = true
  let turn = 0
  let isTryingAgain = false
  let flushing: NodeJS.Timeout | undefined

  const fill = coalesce(async () => {
    const settling = new Set(outcomes)
    const { claimed, nextAt } = await exchange([...settling])
    outcomes = outcomes.filter((outcome) => !settling.has(outcome))
    for (const outcome of settling) count(outcome)
    for (const batch of claimed) batches.start(batch)
    if (nextAt) onNext(nextAt)
    // A name may have fewer rows than its share, and a row that was tried before is claimed alone.
    if (claimed.length > 0 && slots.free() > 0) void flush()
    return claimed.reduce((sum, { claims }) => sum + claims.length, 0)
  })

  async function exchange(settling: readonly Outcome[]): Promise<Exchange> {
    const seen = settling.length === 0 ? await look(storage.db) : null
    if (seen?.due.length === 0) return { claimed: [], nextAt: seen.nextAt }
    return storage.transaction(async (db) => {
      const lock = holdings.lock()
      await settle(db, settling, lock)
      // Another process may have a free slot for what was given back.
      if (settling.some(({ end: { kind } }) => kind === 'givenBack')) await storage.announce(db)
      const { due, nextAt } = seen ?? (await look(db))
      return { claimed: await claimAll(db, due, slots, pace, lock), nextAt }
    })
  }

  /** What may be claimed now, and when something may be claimed next. */
  async function look(db: Database): Promise<{ due: Due[]; nextAt: Date | null }> {
    if (!isAccepting || slots.free() <= 0) return { due: [], nextAt: null }
    const waiting = await nextOfEachName(db, queues)
    if (!isAccepting) return { due: [], nextAt: null }
    const now = clock.now()
    return {
      due: inTurn(waiting.filter(({ name, runAt }) => runAt <= now && slots.freeFor(name) > 0)),
      nextAt: waiting.find(({ runAt }) => runAt > now)?.runAt ?? null,
    }
  }

  /** Names take turns in being first, so that a busy one does not keep the others out. */
  function inTurn(due: Due[]): Due[] {
    const first = due.length > 0 ? turn++ % due.length : 0
    return [...due.slice(first), ...due.slice(0, first)]
  }

  function onOutcome(outcome: Outcome): void {
    outcomes.push(outcome)
    flushing ??= setTimeout(flush, outcomesWait)
  }

  /** Writes the outcomes of what has ended, and claims more. */
  async function flush(): Promise<void> {
    clearTimeout(flushing)
    flushing = undefined
    try {
      // Outcomes of the same turn of the event loop are written together.
      await setImmediate()
      if (outcomes.length > 0 || isAccepting) await fill()
    } catch (error) {
      logger.warn('Could not write the outcomes of background work; trying again.', { error })
      if (isTryingAgain) return
      isTryingAgain = true
      await wait(tryAgainMs, undefined, { ref: false })
      isTryingAgain = false
      void flush()
    }
  }

  function count({ holding, end: { kind } }: Outcome): void {
    if (kind === 'failed') done.failed++
    else if (kind === 'done' && holding.queue.kind === 'job') done.jobs++
    else if (kind === 'done') done.delivered++
    holdings.letGo(holding)
  }

  function pause(): void {
    isAccepting = false
    batches.giveBack()
  }

  return {
    fill,
    pause,
    isBusy: () => holdings.size > 0,
    isRunning: (id) => holdings.hasRow(id),
    changed: () => holdings.changed(),
    done: () => ({ ...done }),
    async drain(timeoutMs) {
      pause()
      const deadline = performance.now() + timeoutMs
      try {
        await fill()
        while (holdings.size > 0 && performance.now() < deadline) {
          await sooner(holdings.changed(), deadline - performance.now())
        }
      } finally {
        outcomes = []
        await holdings.giveAllBack()
      }
    },
    resume() {
      isAccepting = true
    },
  }
}
