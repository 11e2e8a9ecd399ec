/** Finds the names of deliveries and jobs that have been due for too long, whether or not this process has a handler. */
import { and, lt, sql } from 'drizzle-orm'
import { rows } from '../db/dialect.ts'
import type { Database } from '../db/types.ts'
import { deliveries } from '../events/schema.ts'
import { jobs } from '../jobs/schema.ts'
import { isRunning, isWaiting } from '../queue/claim.ts'
import { atOnce } from '../queue/columns.ts'
import { asQueueTable, type QueueTable } from '../queue/queue.ts'

export interface OverdueName {
  readonly kind: 'delivery' | 'job'
  readonly name: string
  readonly dueSince: Date
}

type Time = Date | string | number | null

const queues = [
  { kind: 'delivery', table: asQueueTable(deliveries) },
  { kind: 'job', table: asQueueTable(jobs) },
] as const

const mostNames = 500

export async function overdueNames(db: Database, before: Date): Promise<OverdueName[]> {
  const found: OverdueName[] = []
  for (const { kind, table } of queues) {
    const oldest = new Map<string, Date>()
    for (const { name, dueSince } of [
      ...(await oldestWaiting(db, table)),
      ...(await abandoned(db, table, before)),
    ]) {
      const known = oldest.get(name)
      if (dueSince < before && !(known && known <= dueSince)) oldest.set(name, dueSince)
    }
    found.push(...[...oldest].map(([name, dueSince]) => ({ kind, name, dueSince })))
  }
  return found
}

/**
 * Reads since when the oldest row of each name has been due: since `runAt`, or since it was created if it may run at
 * once. A skip scan over the index of waiting rows, so its cost does not depend on how many rows wait.
 */
async function oldestWaiting(db: Database, table: QueueTable) {
  const found = await rows<{ name: string; created: Time; due: Time }>(
    db,
    sql`
      with recursive names(name, place) as (
        select (select min(${table.name}) from ${table} where ${isWaiting(table)}), 1
        union all
        select (
          select min(${table.name}) from ${table}
          where ${isWaiting(table)} and ${table.name} > names.name
        ), place + 1
        from names where names.name is not null and place < ${mostNames}
      )
      select names.name, (
        select ${table.createdAt} from ${table}
        where ${isWaiting(table)} and ${table.name} = names.name and ${table.runAt} = ${atOnce}
        order by ${table.runAt}, ${table.id} limit 1
      ) as created, (
        select ${table.runAt} from ${table}
        where ${isWaiting(table)} and ${table.name} = names.name and ${table.runAt} > ${atOnce}
        order by ${table.runAt}, ${table.id} limit 1
      ) as due
      from names where names.name is not null`,
  )
  return found.flatMap(({ name, created, due }) =>
    [created, due].flatMap((time) => (time === null ? [] : [{ name, dueSince: new Date(time) }])),
  )
}

/** Reads rows of a process that died and whose handler no other process has. */
async function abandoned(db: Database, table: QueueTable, before: Date) {
  const found = await db
    .select({ name: table.name, lockedUntil: table.lockedUntil })
    .from(table)
    .where(and(isRunning(table), lt(table.lockedUntil, before)))
    .orderBy(table.lockedUntil)
    .limit(mostNames)
  return found.map(({ name, lockedUntil }) => ({ name, dueSince: lockedUntil as Date }))
}
