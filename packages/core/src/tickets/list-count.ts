/** How many tickets match, up to a limit. */
import { and, count, eq, type SQL, sql } from 'drizzle-orm'
import { type PgTable, unionAll } from 'drizzle-orm/pg-core'
import type { Call } from '../api/call.ts'
import type { Database } from '../db/types.ts'
import type { SortSource } from '../plugin/list-parts.ts'
import type { ListCondition } from './list-condition.ts'
import { conditionOf, isFew } from './list-query.ts'
import { fewestRows, sourceHits } from './list-source.ts'
import { tickets } from './schema.ts'

const countLimit = 1_000

export async function countUpTo(
  call: Call,
  visible: readonly SQL[],
  filters: readonly ListCondition[],
  sorted?: SortSource,
) {
  const some = hits(call.db, visible, filters, sorted).limit(countLimit).as('some')
  const [row] = await call.db.select({ value: count() }).from(some)
  return { value: Number(row?.value ?? 0), limit: countLimit }
}

/** Counts in a plugin's table if the sort or a filter names one, else in `tickets`. */
function hits(
  db: Database,
  visible: readonly SQL[],
  filters: readonly ListCondition[],
  sorted: SortSource | undefined,
): ReturnType<typeof ticketHits> {
  if (sorted) {
    const conditions = [...visible, ...filters.map((filter) => conditionOf(filter))]
    return sortedHits(db, sorted, conditions)
  }
  const source = filters.some(isFew) ? undefined : fewestRows(filters)
  const tests = filters.map((filter) => (filter === source ? undefined : conditionOf(filter)))
  const conditions = [...visible, ...tests]
  if (!source) return ticketHits(db, conditions)
  const parts = source.sources.map((part) => sourceHits(db, part, conditions))
  const [first, second, ...rest] = parts as never[]
  return second ? (unionAll(first as never, second, ...rest) as never) : (first as never)
}

/** The list leaves out the tickets that the source of its sort does not have. */
function sortedHits(
  db: Database,
  source: SortSource,
  conditions: readonly (SQL | undefined)[],
): ReturnType<typeof ticketHits> {
  return db
    .select({ one: sql`1`.as('one') })
    .from(source.from as PgTable)
    .innerJoin(tickets, eq(tickets.id, source.ticketId))
    .where(and(...conditions, source.where)) as never
}

function ticketHits(db: Database, conditions: readonly (SQL | undefined)[]) {
  return db
    .select({ one: sql`1`.as('one') })
    .from(tickets)
    .where(and(...conditions))
}
