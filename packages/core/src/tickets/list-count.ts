/** How many tickets match, up to a limit. */
import { and, count, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Call } from '../api/call.ts'
import type { Database } from '../db/types.ts'
import type { FilterCondition } from '../plugin/contract.ts'
import { conditionOf, isFew } from './list-query.ts'
import { fewestRows, sourceHits } from './list-source.ts'
import { tickets } from './schema.ts'

const countLimit = 1_000

export async function countUpTo(
  call: Call,
  visible: readonly SQL[],
  filters: readonly FilterCondition[],
) {
  const some = hits(call.db, visible, filters).limit(countLimit).as('some')
  const [row] = await call.db.select({ value: count() }).from(some)
  return { value: Number(row?.value ?? 0), limit: countLimit }
}

/** Read from a plugin's table where a filter names one, else from the tickets. */
function hits(
  db: Database,
  visible: readonly SQL[],
  filters: readonly FilterCondition[],
): ReturnType<typeof ticketHits> {
  const source = filters.some(isFew) ? undefined : fewestRows(filters)
  const tests = filters.map((filter) => (filter === source ? undefined : conditionOf(filter)))
  const conditions = [...visible, ...tests]
  if (!source) return ticketHits(db, conditions)
  const parts = source.sources.map((part) => sourceHits(db, part, conditions))
  const [first, second, ...rest] = parts as never[]
  return second ? (unionAll(first as never, second, ...rest) as never) : (first as never)
}

function ticketHits(db: Database, conditions: readonly (SQL | undefined)[]) {
  return db
    .select({ one: sql`1`.as('one') })
    .from(tickets)
    .where(and(...conditions))
}
