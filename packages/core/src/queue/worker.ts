/**
 * Runs claimed work, a few rows at a time. Outcomes are written down and the next rows claimed in
 * one transaction, so that a busy queue costs one commit for several rows.
 */
import { setImmediate } from 'node:timers/promises'
import { coalesce } from '../background/coalesce.ts'
import { sooner } from '../background/sooner.ts'
import type { Database } from '../db/types.ts'
import type { Runtime } from '../runtime.ts'
import { type Due, nextOfEachName } from './claim.ts'
import { type Claim, claimAll, type Outcome, settle } from './exchange.ts'
import { createHoldings, type Holding, type HoldingsOptions } from './holdings.ts'
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
  /** Resolves after the next row has been settled. */
  changed(): Promise<void>
  done(): WorkDone
  /** Claims nothing more, waits for what runs, then aborts it and gives the rows back. */
  drain(timeoutMs: number): Promise<void>
  /** Claims again after `drain`. */
  resume(): void
}

interface Exchange {
  readonly claims: readonly Claim[]
  readonly nextAt: Date | null
}

export function createWorker(
  runtime: Runtime,
  queues: readonly Queue[],
  { concurrency, onNext, ...options }: WorkerOptions,
): Worker {
  const { storage, clock, logger } = runtime
  const holdings = createHoldings(runtime, queues, options)
  const done = { delivered: 0, jobs: 0, failed: 0 }
  let outcomes: Outcome[] = []
  let isAccepting = true
  let turn = 0

  const fill = coalesce(async () => {
    const settling = [...outcomes]
    const room = isAccepting ? concurrency - holdings.size + settling.length : 0
    const { claims, nextAt } = await exchange(settling, room)
    outcomes = outcomes.filter((outcome) => !settling.includes(outcome))
    for (const outcome of settling) count(outcome)
    for (const claim of claims) start(claim)
    if (nextAt) onNext(nextAt)
    return claims.length
  })

  async function exchange(settling: readonly Outcome[], room: number): Promise<Exchange> {
    const seen = settling.length === 0 ? await look(storage.db, room) : null
    if (seen?.due.length === 0) return { claims: [], nextAt: seen.nextAt }
    return storage.transaction(async (db) => {
      const lock = holdings.lock()
      await settle(db, settling, lock)
      const { due, nextAt } = seen ?? (await look(db, room))
      return { claims: await claimAll(db, due, { room, roomFor }, lock), nextAt }
    })
  }

  /** What may be claimed now, and when something may be claimed next. */
  async function look(db: Database, room: number): Promise<{ due: Due[]; nextAt: Date | null }> {
    if (room <= 0) return { due: [], nextAt: null }
    const waiting = await nextOfEachName(db, queues)
    const now = clock.now()
    return {
      due: inTurn(waiting.filter(({ name, runAt }) => runAt <= now && roomFor(name) > 0)),
      nextAt: waiting.find(({ runAt }) => runAt > now)?.runAt ?? null,
    }
  }

  /** Names take turns in being first, so that a busy one does not keep the others out. */
  function inTurn(due: Due[]): Due[] {
    const first = due.length > 0 ? turn++ % due.length : 0
    return [...due.slice(first), ...due.slice(0, first)]
  }

  /** A name leaves one place to the others, so that a slow one does not stop them. */
  function roomFor(name: string): number {
    return Math.max(1, concurrency - 1) - holdings.countOf(name)
  }

  function start({ queue, row, run }: Claim): void {
    void perform(holdings.take(queue, row), run)
  }

  async function perform(holding: Holding, run: Run | undefined): Promise<void> {
    const failure = await attempt(holding, run)
    holding.ended = true
    if (!holdings.has(holding)) return
    const outcome = { holding, failure, ms: performance.now() - holding.startedAt }
    outcomes.push(outcome)
    reportOutcome(runtime, outcome)
    try {
      // What ends together is written down together.
      await setImmediate()
      await fill()
    } catch (error) {
      logger.warn('Could not write down what became of background work; trying again.', { error })
    }
  }

  async function attempt(
    { queue, row, abort }: Holding,
    run: Run | undefined,
  ): Promise<Outcome['failure']> {
    try {
      await run?.(abort.signal)
      return null
    } catch (error) {
      return { error, retryAt: retryAt(queue, row, clock.now(), error) }
    }
  }

  function count({ holding, failure }: Outcome): void {
    if (failure) done.failed++
    else if (holding.queue.kind === 'job') done.jobs++
    else done.delivered++
    holdings.letGo(holding)
  }

  return {
    fill,
    isBusy: () => holdings.size > 0,
    changed: () => holdings.changed(),
    done: () => ({ ...done }),
    async drain(timeoutMs) {
      isAccepting = false
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
