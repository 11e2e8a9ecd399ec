/**
 * Runs claimed work, a few rows at a time. Outcomes are written down and the next rows claimed in
 * one transaction, so that a busy queue costs one commit for several rows.
 */
import { setImmediate, setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../db/types.ts'
import { coalesce } from '../kit/coalesce.ts'
import { sooner } from '../kit/sooner.ts'
import type { Runtime } from '../runtime.ts'
import { type Due, nextOfEachName } from './claim.ts'
import { claimAll, type End, type Outcome, type Strand, settle } from './exchange.ts'
import { createHoldings, type Holding, type HoldingsOptions } from './holdings.ts'
import { createPlaces } from './places.ts'
import type { Queue, Run } from './queue.ts'
import { reportOutcome } from './report.ts'
import { retryAt } from './settle.ts'

export interface WorkerOptions extends HoldingsOptions {
  /** How many handlers run at once. */
  readonly concurrency: number
  /** Told when something will be due. */
  readonly onNext: (runAt: Date) => void
}

/** What a worker has done since it was made. `failed` counts tries. */
export interface WorkDone {
  readonly delivered: number
  readonly jobs: number
  readonly failed: number
}

export interface Worker {
  /** Writes outcomes down, claims what is due and starts it. Returns how many rows were claimed. */
  fill(): Promise<number>
  isBusy(): boolean
  /** Whether this row is being run here. */
  isRunning(id: string): boolean
  /** Resolves after the next row has been settled. */
  changed(): Promise<void>
  done(): WorkDone
  /** Claims nothing more from now on, whatever is under way. */
  pause(): void
  /** Pauses, waits for what runs, then aborts it and gives the rows back. */
  drain(timeoutMs: number): Promise<void>
  /** Claims again after `pause` or `drain`. */
  resume(): void
}

/** Before what could not be written down is tried again. */
const tryAgainMs = 1_000

interface Step {
  readonly holding: Holding
  readonly run: Run | undefined
}

interface Exchange {
  readonly strands: readonly Strand[]
  readonly nextAt: Date | null
}

export function createWorker(
  runtime: Runtime,
  queues: readonly Queue[],
  { concurrency, onNext, ...options }: WorkerOptions,
): Worker {
  const { storage, clock, logger } = runtime
  const holdings = createHoldings(runtime, queues, options)
  const places = createPlaces(concurrency)
  const done = { delivered: 0, jobs: 0, failed: 0 }
  let outcomes: Outcome[] = []
  let isAccepting = true
  let turn = 0
  let isTryingAgain = false

  const fill = coalesce(async () => {
    const settling = [...outcomes]
    const { strands, nextAt } = await exchange(settling)
    outcomes = outcomes.filter((outcome) => !settling.includes(outcome))
    for (const outcome of settling) count(outcome)
    for (const strand of strands) start(strand)
    if (nextAt) onNext(nextAt)
    return strands.length
  })

  async function exchange(settling: readonly Outcome[]): Promise<Exchange> {
    const seen = settling.length === 0 ? await look(storage.db) : null
    if (seen?.due.length === 0) return { strands: [], nextAt: seen.nextAt }
    return storage.transaction(async (db) => {
      const lock = holdings.lock()
      await settle(db, settling, lock)
      const { due, nextAt } = seen ?? (await look(db))
      return { strands: await claimAll(db, due, places, lock), nextAt }
    })
  }

  /** What may be claimed now, and when something may be claimed next. */
  async function look(db: Database): Promise<{ due: Due[]; nextAt: Date | null }> {
    if (!isAccepting || places.free() <= 0) return { due: [], nextAt: null }
    const waiting = await nextOfEachName(db, queues)
    if (!isAccepting) return { due: [], nextAt: null }
    const now = clock.now()
    return {
      due: inTurn(waiting.filter(({ name, runAt }) => runAt <= now && places.freeFor(name) > 0)),
      nextAt: waiting.find(({ runAt }) => runAt > now)?.runAt ?? null,
    }
  }

  /** Names take turns in being first, so that a busy one does not keep the others out. */
  function inTurn(due: Due[]): Due[] {
    const first = due.length > 0 ? turn++ % due.length : 0
    return [...due.slice(first), ...due.slice(0, first)]
  }

  function start({ queue, name, claims }: Strand): void {
    const steps = claims.map(({ row, run }) => ({ run, holding: holdings.take(queue, row) }))
    places.take(name)
    void work(steps).finally(() => {
      places.leave(name)
      return flush()
    })
  }

  /** A row that fails, or is lost, stops those behind it. */
  async function work(steps: readonly Step[]): Promise<void> {
    let goesOn = true
    for (const { holding, run } of steps) {
      if (!holdings.has(holding)) goesOn = false
      else if (goesOn) goesOn = await perform(holding, run)
      else end(holding, { kind: 'returned' }, 0)
      goesOn &&= isAccepting
    }
  }

  async function perform(holding: Holding, run: Run | undefined): Promise<boolean> {
    const { queue, row, abort } = holding
    const startedAt = performance.now()
    holding.startedAt = startedAt
    const how = await Promise.resolve(run?.(abort.signal)).then(
      (): End => ({ kind: 'done' }),
      (error): End => ({
        kind: 'failed',
        error,
        retryAt: retryAt(queue, row, clock.now(), error),
      }),
    )
    if (!holdings.has(holding)) return false
    end(holding, how, performance.now() - startedAt)
    return how.kind === 'done'
  }

  function end(holding: Holding, how: End, ms: number): void {
    const outcome = { holding, end: how }
    holding.ended = true
    outcomes.push(outcome)
    reportOutcome(runtime, outcome, ms)
    void flush()
  }

  /** What ends together is written down together. */
  async function flush(): Promise<void> {
    try {
      await setImmediate()
      if (outcomes.length > 0 || isAccepting) await fill()
    } catch (error) {
      logger.warn('Could not write down what became of background work; trying again.', { error })
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
