/** Finding and locking work that is due. Each statement walks an index, however long the queue is. */
import { and, eq, inArray, lte, type SQL, sql } from 'drizzle-orm'
import { forUpdateSkipLocked, rows } from '../db/dialect.ts'
import type { Database } from '../db/types.ts'
import type { Claimed, ColumnChanges, Lock, Queue, QueueTable } from './queue.ts'

export interface Due {
  readonly queue: Queue
  readonly name: string
  readonly runAt: Date
}

/** SQLite takes 500 queries in a union. */
const namesPerStatement = 200

/** For every name that has something waiting, when that may run, earliest first. One statement, unless there are many. */
export async function nextOfEachName(db: Database, queues: readonly Queue[]): Promise<Due[]> {
  const named = queues.flatMap((queue) => queue.names.map((name) => ({ queue, name })))
  const due: Due[] = []
  for (let start = 0; start < named.length; start += namesPerStatement) {
    due.push(...(await nextOf(db, named.slice(start, start + namesPerStatement))))
  }
  return due.sort((a, b) => a.runAt.getTime() - b.runAt.getTime())
}

async function nextOf(db: Database, named: readonly Pick<Due, 'queue' | 'name'>[]): Promise<Due[]> {
  const questions = named.map(
    ({ queue: { table }, name }, index) =>
      sql`select ${sql.raw(String(index))} as place,
        (select min(${table.runAt}) from ${table} where ${table.name} = ${name} and ${isWaiting(table)}) as run_at`,
  )
  const answers = await rows<{ place: number; run_at: Date | string | number | null }>(
    db,
    sql.join(questions, sql` union all `),
  )
  return answers.flatMap(({ place, run_at }) => {
    const found = named[place]
    return found && run_at !== null ? [{ ...found, runAt: new Date(run_at) }] : []
  })
}

/** Claims up to `limit` due rows of a name. Leaves out rows that another process has locked. */
export async function claimDue(
  db: Database,
  { table, atClaim }: Queue,
  name: string,
  limit: number,
  lock: Lock,
): Promise<Claimed[]> {
  const due = await forUpdateSkipLocked(
    db,
    db
      .select({ id: table.id, attempts: table.attempts })
      .from(table)
      .where(and(eq(table.name, name), isWaiting(table), lte(table.runAt, lock.now)))
      .orderBy(table.runAt, table.id)
      .limit(limit),
  )
  return markRunning(db, table, claimableTogether(due), lock, atClaim)
}

/**
 * A row that was tried before is claimed alone. If it kills its process, it then fails no other rows with it.
 */
function claimableTogether(due: readonly Pick<Claimed, 'id' | 'attempts'>[]): string[] {
  const firstTried = due.findIndex(({ attempts }) => attempts > 0)
  const together = firstTried === -1 ? due : due.slice(0, Math.max(1, firstTried))
  return together.map(({ id }) => id)
}

/** Takes waiting rows, in the order of `ids`. */
async function markRunning(
  db: Database,
  table: QueueTable,
  ids: readonly string[],
  lock: Lock,
  changes?: ColumnChanges,
): Promise<Claimed[]> {
  if (ids.length === 0) return []
  const claimed = await db
    .update(table)
    .set({
      state: 'running',
      attempts: sql`${table.attempts} + 1`,
      lockedUntil: lock.until,
      lockedBy: lock.by,
      ...(changes as object),
    })
    .where(and(inArray(table.id, [...ids]), isWaiting(table)))
    .returning({
      id: table.id,
      tenantId: table.tenantId,
      name: table.name,
      attempts: table.attempts,
    })
  return claimed.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

/** Literal, as in the indexes: SQLite does not use a partial index for a bound value. */
export function isWaiting(table: QueueTable): SQL {
  return sql`${table.state} = 'waiting'`
}

export function isRunning(table: QueueTable): SQL {
  return sql`${table.state} = 'running'`
}
