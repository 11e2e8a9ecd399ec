/**
 * Runs batches of claimed rows. Each slot of a batch runs one row after the other until none is left, and is then free
 * for any name. Rows that have waited for too long are given back, because another process may have a free slot.
 */
import type { Runtime } from '../runtime.ts'
import type { Batch, End, Outcome } from './exchange.ts'
import type { Holding, Holdings } from './holdings.ts'
import type { Pace } from './pace.ts'
import type { Run } from './queue.ts'
import { reportOutcome } from './report.ts'
import { retryAt } from './settle.ts'
import type { Slots } from './slots.ts'
import { withinLimit } from './time-limit.ts'

export interface BatchTimes {
  /** How long a claimed row waits for a slot before it is given back, in milliseconds. Default 1 000. */
  readonly longestWait?: number
  /** How long a handler may run on after its time limit, in milliseconds. Default 10 000. */
  readonly grace?: number
}

export interface BatchesOptions extends BatchTimes {
  readonly holdings: Holdings
  readonly slots: Slots
  readonly pace: Pace
  /** Whether rows may start. */
  isAccepting(): boolean
  onOutcome(outcome: Outcome): void
  /** Called when a slot is free again, and when rows are given back. */
  onFree(): void
}

export interface Batches {
  start(batch: Batch): void
  /** Gives back the rows that have not started. */
  giveBack(): void
}

/** A claimed row that has not started. */
interface Waiting {
  readonly holding: Holding
  readonly run: Run | undefined
}

export function createBatches(
  runtime: Runtime,
  { holdings, slots, pace, longestWait = 1_000, grace = 10_000, ...worker }: BatchesOptions,
): Batches {
  /** The rows of each running batch that have not started. */
  const backlogs = new Set<Waiting[]>()

  /** Runs rows in one slot until none is left. */
  async function workOff(name: string, backlog: Waiting[]): Promise<void> {
    slots.take(name)
    for (let next = backlog.shift(); next; next = backlog.shift()) {
      // Its lock may be lost while it waits.
      if (holdings.has(next.holding)) await perform(next)
    }
    slots.leave(name)
    worker.onFree()
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
        retryAt: retryAt(queue, row, runtime.clock.now(), error),
      }),
    )
    const ms = performance.now() - startedAt
    pace.note(row.name, ms)
    if (holdings.has(holding)) end(holding, how, ms)
  }

  function giveBack(backlog: Waiting[]): void {
    if (backlog.length === 0) return
    for (const { holding } of backlog.splice(0)) {
      if (holdings.has(holding)) end(holding, { kind: 'givenBack' })
    }
    worker.onFree()
  }

  function end(holding: Holding, how: End, ms = 0): void {
    const outcome = { holding, end: how }
    holding.ended = true
    reportOutcome(runtime, outcome, ms)
    worker.onOutcome(outcome)
  }

  return {
    start({ queue, name, claims, slots: share }) {
      const backlog = claims.map(({ row, run }) => ({ run, holding: holdings.take(queue, row) }))
      // The worker may have been told to stop while it claimed.
      if (!worker.isAccepting()) giveBack(backlog)
      backlogs.add(backlog)
      const late = setTimeout(() => {
        if (backlog.length > 0) pace.note(name, longestWait)
        giveBack(backlog)
      }, longestWait)
      const working = Array.from({ length: share }, () => workOff(name, backlog))
      void Promise.all(working).then(() => {
        clearTimeout(late)
        backlogs.delete(backlog)
      })
    },
    giveBack() {
      for (const backlog of backlogs) giveBack(backlog)
    },
  }
}
