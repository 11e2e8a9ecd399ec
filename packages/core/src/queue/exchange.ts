/** One transaction in which finished work is written down and the next is claimed. */
import type { Database } from '../db/types.ts'
import type { Due } from './claim.ts'
import type { Holding } from './holdings.ts'
import type { Claimed, Lock, Queue, Run } from './queue.ts'
import { settleDone, settleFailed } from './settle.ts'

export interface Outcome {
  readonly holding: Holding
  readonly ms: number
  readonly failure: { readonly error: unknown; readonly retryAt: Date | null } | null
}

export interface Claim {
  readonly queue: Queue
  readonly row: Claimed
  /** Missing when there is nothing to do any more. */
  readonly run: Run | undefined
}

export async function settle(
  db: Database,
  outcomes: readonly Outcome[],
  lock: Lock,
): Promise<void> {
  const queues = new Set(outcomes.map(({ holding }) => holding.queue))
  for (const queue of queues) {
    const own = outcomes.filter(({ holding }) => holding.queue === queue)
    const done = own.filter(({ failure }) => !failure).map(({ holding }) => holding.row.id)
    await settleDone(db, queue.table, done, lock)
    for (const { holding, failure } of own) {
      if (failure) await settleFailed(db, queue.table, { ...failure, row: holding.row }, lock)
    }
  }
}

export interface Room {
  readonly room: number
  readonly roomFor: (name: string) => number
}

/** Claims at most `room` rows, with a share of it for every name that is due. */
export async function claimAll(
  db: Database,
  due: readonly Due[],
  { room, roomFor }: Room,
  lock: Lock,
): Promise<Claim[]> {
  const claims: Claim[] = []
  for (const [index, { queue, name }] of due.entries()) {
    const share = Math.ceil((room - claims.length) / (due.length - index))
    if (share <= 0) break
    const rows = await queue.claim(db, name, Math.min(share, roomFor(name)), lock)
    if (rows.length === 0) continue
    const runs = await queue.load(db, rows)
    claims.push(...rows.map((row) => ({ queue, row, run: runs.get(row.id) })))
  }
  return claims
}
