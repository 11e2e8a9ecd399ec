/**
 * Runs the work that is due, in a number of slots that all names share.
 *
 * A name whose rows are due gets a share of the free slots and a batch of rows, which is larger than the share
 * when its handlers are quick. Each slot of the batch runs one row after the other until none is left, and is
 * then free for any name. A row that waits in its batch for too long goes back, because another process
 * may have a free slot. Outcomes are written down and the next batches claimed in one transaction, so that a
 * busy queue costs one commit for many rows.
 */
import { setImmediate, setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../db/types.ts'
import { coalesce } from '../kit/coalesce.ts'
import { sooner } from '../kit/sooner.ts'
import type { Runtime } from '../runtime.ts'
import { type Due, nextOfEachName } from './claim.ts'
import { type Batch, claimAll, type End, type Outcome, settle } from './exchange.ts'
import { createHoldings, type Holding, type HoldingsOptions } from './holdings.ts'
import { createPace } from './pace.ts'
import type { Queue, Run } from './queue.ts'
import { reportOutcome } from './report.ts'
import { retryAt } from './settle.ts'
import { createSlots } from './slots.ts'
import { withinLimit } from './time-limit.ts'

export interface WorkerOptions extends HoldingsOptions {
  /** How many handlers run at once. */
  readonly concurrency: number
  /** Told when something will be due. */
  readonly onNext: (runAt: Date) => void
  /** How long a claimed row waits for its turn before it goes back, in milliseconds. Default 1 000. */
  readonly longestWait?: number
  /** How long a handler may go on after its time limit, in milliseconds. Default 10 000. */
  readonly grace?: number
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
  /** Whether this process has this row. */
  isRunning(id: string): boolean
  /** Resolves after the next row has been settled. */
  changed(): Promise<void>
  done(): WorkDone
  /** Starts nothing more from now on, whatever is under way. */
  pause(): void
  /** Pauses, waits for what runs, then aborts it and gives the rows back. */
  drain(timeoutMs: number): Promise<void>
  /** Claims again after `pause` or `drain`. */
  resume(): void
}

/** While more rows of a batch run, how long the outcomes of others wait for each other, in milliseconds. */
const outcomesWait = 25

/** Before what could not be written down is tried again, in milliseconds. */
const tryAgainMs = 1_000

/** A claimed row that has not started. */
interface Waiting {
  readonly holding: Holding
  readonly run: Run | undefined
}

interface Exchange {
  readonly batches: readonly Batch[]
  readonly nextAt: Date | null
}

export function createWorker(
  runtime: Runtime,
  queues: readonly Queue[],
  { concurrency, onNext, longestWait = 1_000, grace = 10_000, ...options }: WorkerOptions,
): Worker {
  const { storage, clock, logger } = runtime
  const holdings = createHoldings(runtime, queues, options)
  const slots = createSlots(concurrency)
  const pace = createPace()
  const done = { delivered: 0, jobs: 0, failed: 0 }
  /** What has not started, of each batch that runs. */
  const backlogs = new Set<Waiting[]>()
  let outcomes: Outcome[] = []
  let isAccepting = true
  let turn = 0
  let isTryingAgain = false
  let flushing: NodeJS.Timeout | undefined

  const fill = coalesce(async () => {
    const settling = new Set(outcomes)
    const { batches, nextAt } = await exchange([...settling])
    outcomes = outcomes.filter((outcome) => !settling.has(outcome))
    for (const outcome of settling) count(outcome)
    for (const batch of batches) start(batch)
    if (nextAt) onNext(nextAt)
    // A name may have had fewer rows than slots, and another one more.
    if (batches.length > 0 && slots.free() > 0) void flush()
    return batches.reduce((sum, { claims }) => sum + claims.length, 0)
  })

  async function exchange(settling: readonly Outcome[]): Promise<Exchange> {
    const seen = settling.length === 0 ? await look(storage.db) : null
    if (seen?.due.length === 0) return { batches: [], nextAt: seen.nextAt }
    return storage.transaction(async (db) => {
      const lock = holdings.lock()
      await settle(db, settling, lock)
      // Another process may have a free slot for what goes back.
      if (settling.some(({ end: { kind } }) => kind === 'returned')) await storage.announce(db)
      const { due, nextAt } = seen ?? (await look(db))
      return { batches: await claimAll(db, due, slots, pace, lock), nextAt }
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

  function start({ queue, name, claims, slots: share }: Batch): void {
    const backlog = claims.map(({ row, run }) => ({ run, holding: holdings.take(queue, row) }))
    if (!isAccepting) return putBack(backlog)
    backlogs.add(backlog)
    const late = setTimeout(() => {
      if (backlog.length > 0) pace.note(name, longestWait)
      putBack(backlog)
    }, longestWait)
    const workers = Array.from({ length: share }, () => workOff(name, backlog))
    void Promise.all(workers).then(() => {
      clearTimeout(late)
      backlogs.delete(backlog)
    })
  }

  /** What one slot does: one row after the other. */
  async function workOff(name: string, backlog: Waiting[]): Promise<void> {
    slots.take(name)
    for (let next = backlog.shift(); next; next = backlog.shift()) {
      if (holdings.has(next.holding)) await perform(next)
    }
    slots.leave(name)
    void flush()
  }

  function putBack(backlog: Waiting[]): void {
    for (const { holding } of backlog.splice(0)) {
      if (holdings.has(holding)) end(holding, { kind: 'returned' })
    }
    void flush()
  }

  async function perform({ holding, run }: Waiting): Promise<void> {
    const { queue, row, abort } = holding
    const startedAt = performance.now()
    holding.startedAt = startedAt
    const limits = { limit: queue.timeLimit(row.name), grace }
    const how = await (run ? withinLimit(run, abort, limits) : Promise.resolve()).then(
      (): End => ({ kind: 'done' }),
      (error): End => ({
        kind: 'failed',
        error,
        retryAt: retryAt(queue, row, clock.now(), error),
      }),
    )
    const ms = performance.now() - startedAt
    pace.note(row.name, ms)
    if (holdings.has(holding)) end(holding, how, ms)
  }

  function end(holding: Holding, how: End, ms = 0): void {
    const outcome = { holding, end: how }
    holding.ended = true
    outcomes.push(outcome)
    reportOutcome(runtime, outcome, ms)
    flushing ??= setTimeout(flush, outcomesWait)
  }

  /** Writes down what has ended and claims more. */
  async function flush(): Promise<void> {
    clearTimeout(flushing)
    flushing = undefined
    try {
      // What ends in the same turn of the event loop is written down together.
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
    for (const backlog of backlogs) putBack(backlog)
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
