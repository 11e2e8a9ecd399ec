/** Writes the outcomes of finished rows and claims the next ones, in one transaction. */
import type { Database } from '../db/types.ts'
import { claimDue, type Due } from './claim.ts'
import type { Holding } from './holdings.ts'
import type { Pace } from './pace.ts'
import type { Claimed, Lock, Queue, Run } from './queue.ts'
import { giveBack, settleDone, settleFailed } from './settle.ts'
import type { Slots } from './slots.ts'

/** The outcome of a row. One that was given back was not started, and waits as before. */
export type End =
  | { readonly kind: 'done' }
  | { readonly kind: 'givenBack' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly retryAt: Date | null }

export interface Outcome {
  readonly holding: Holding
  readonly end: End
}

interface Claim {
  readonly row: Claimed
  /** Undefined when there is nothing left to do, such as for an event that was deleted. */
  readonly run: Run | undefined
}

/** Rows of one name that were claimed together. */
export interface Batch {
  readonly queue: Queue
  readonly name: string
  readonly claims: readonly Claim[]
  /** How many of them run at the same time. */
  readonly slots: number
}

export async function settle(
  db: Database,
  outcomes: readonly Outcome[],
  lock: Lock,
): Promise<void> {
  const queues = new Set(outcomes.map(({ holding }) => holding.queue))
  for (const queue of queues) {
    const own = outcomes.filter(({ holding }) => holding.queue === queue)
    const idsOf = (kind: End['kind']) =>
      own.filter(({ end }) => end.kind === kind).map(({ holding }) => holding.row.id)
    await settleDone(db, queue, idsOf('done'), lock)
    await giveBack(db, queue.table, idsOf('givenBack'), lock.by)
    for (const { holding, end } of own) {
      if (end.kind === 'failed') {
        await settleFailed(db, queue, { ...end, row: holding.row }, lock)
      }
    }
  }
}

/** Claims a batch for every name that is due and gets a share of the free slots. */
export async function claimAll(
  db: Database,
  due: readonly Due[],
  slots: Slots,
  pace: Pace,
  lock: Lock,
): Promise<Batch[]> {
  const batches: Batch[] = []
  let free = slots.free()
  for (const [index, { queue, name }] of due.entries()) {
    const share = Math.min(Math.ceil(free / (due.length - index)), slots.freeFor(name))
    if (share <= 0) continue
    const rows = await claimDue(db, queue, name, pace.batchSize(name, share), lock)
    if (rows.length === 0) continue
    const runs = await queue.load(db, rows)
    const claims = rows.map((row) => ({ row, run: runs.get(row.id) }))
    const batch = { queue, name, claims, slots: Math.min(share, rows.length) }
    batches.push(batch)
    free -= batch.slots
  }
  return batches
}
