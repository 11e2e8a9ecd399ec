/** Writes the outcomes of claimed rows. Rows that another process has taken over stay as they are. */
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '../db/types.ts'
import { errorText } from '../kit/error-text.ts'
import { HelpdeskError } from '../kit/errors.ts'
import { backoffMs } from './backoff.ts'
import { isRunning } from './claim.ts'
import type { Claimed, Lock, Queue, QueueTable } from './queue.ts'

export interface Failure {
  readonly row: Claimed
  /** When to try again; null gives up. */
  readonly retryAt: Date | null
  readonly error: unknown
  /** Only if the lock still ends then. */
  readonly lockedUntil?: Date | null
}

export async function settleDone(
  db: Database,
  { table, atFinish }: Pick<Queue, 'table' | 'atFinish'>,
  ids: readonly string[],
  { by, now }: Pick<Lock, 'by' | 'now'>,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(table)
    .set({
      state: 'done',
      lastError: null,
      finishedAt: now,
      ...unlocked,
      ...(atFinish as object),
    })
    .where(isHeld(table, ids, by))
}

export async function settleFailed(
  db: Database,
  { table, atFinish }: Pick<Queue, 'table' | 'atFinish'>,
  { row, retryAt, error, lockedUntil }: Failure,
  { by, now }: Pick<Lock, 'by' | 'now'>,
): Promise<boolean> {
  const fate = retryAt
    ? ({ state: 'waiting', runAt: retryAt } as const)
    : ({ state: 'dead', finishedAt: now, ...(atFinish as object) } as const)
  const changed = await db
    .update(table)
    .set({ ...fate, lastError: errorText(error), ...unlocked })
    .where(
      and(
        isHeld(table, [row.id], by),
        lockedUntil ? eq(table.lockedUntil, lockedUntil) : undefined,
      ),
    )
    .returning({ id: table.id })
  return changed.length > 0
}

/** Gives rows back as if they had not been claimed. */
export async function giveBack(
  db: Database,
  table: QueueTable,
  ids: readonly string[],
  by: string,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(table)
    .set({
      state: 'waiting',
      attempts: sql`${table.attempts} - 1`,
      ...unlocked,
    })
    .where(isHeld(table, ids, by))
}

/** Keeps rows for longer and returns the ids of those that are still this process's. */
export async function extendLocks(
  db: Database,
  table: QueueTable,
  ids: readonly string[],
  { by, until }: Pick<Lock, 'by' | 'until'>,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const kept = await db
    .update(table)
    .set({ lockedUntil: until })
    .where(isHeld(table, ids, by))
    .returning({ id: table.id })
  return new Set(kept.map(({ id }) => id))
}

/** When a failed row is tried again; null after its last try, or when trying again is no use. */
export function retryAt(queue: Queue, row: Claimed, now: Date, error?: unknown): Date | null {
  const isHopeless = error instanceof HelpdeskError && error.code === 'too_deep'
  if (isHopeless || row.attempts >= queue.maxAttempts(row.name)) return null
  return new Date(now.getTime() + backoffMs(row.attempts))
}

const unlocked = { lockedUntil: null, lockedBy: null } as const

function isHeld(table: QueueTable, ids: readonly string[], by: string) {
  return and(inArray(table.id, [...ids]), eq(table.lockedBy, by), isRunning(table))
}
