/** One transaction in which finished work is written down and the next is claimed. */
import type { Database } from '../db/types.ts'
import type { Due } from './claim.ts'
import type { Holding } from './holdings.ts'
import type { Places } from './places.ts'
import type { Claimed, Lock, Queue, Run } from './queue.ts'
import { giveBack, settleDone, settleFailed } from './settle.ts'

/** What became of a row. `returned` was not tried, and waits as before. */
export type End =
  | { readonly kind: 'done' }
  | { readonly kind: 'returned' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly retryAt: Date | null }

export interface Outcome {
  readonly holding: Holding
  readonly end: End
}

interface Claim {
  readonly row: Claimed
  /** Missing when there is nothing to do any more. */
  readonly run: Run | undefined
}

/** Rows that are worked off one after the other, in one place. */
export interface Strand {
  readonly queue: Queue
  readonly name: string
  readonly claims: readonly Claim[]
}

/** How many rows of an ordered name are claimed together. */
const strandLength = 20

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
    await giveBack(db, queue.table, idsOf('returned'), lock.by)
    for (const { holding, end } of own) {
      if (end.kind === 'failed') {
        await settleFailed(db, queue, { ...end, row: holding.row }, lock)
      }
    }
  }
}

/** Claims work for the free places, with a share of them for every name that is due. */
export async function claimAll(
  db: Database,
  due: readonly Due[],
  places: Places,
  lock: Lock,
): Promise<Strand[]> {
  const strands: Strand[] = []
  for (const [index, { queue, name }] of due.entries()) {
    const share = Math.ceil((places.free() - strands.length) / (due.length - index))
    const room = Math.min(share, places.freeFor(name))
    if (room <= 0) continue
    const isOrdered = queue.isOrdered(name)
    const rows = await queue.claim(db, name, isOrdered ? strandLength : room, lock)
    if (rows.length === 0) continue
    const runs = await queue.load(db, rows)
    const claims = rows.map((row) => ({ row, run: runs.get(row.id) }))
    const parts = isOrdered ? [claims] : claims.map((claim) => [claim])
    strands.push(...parts.map((part) => ({ queue, name, claims: part })))
  }
  return strands
}
