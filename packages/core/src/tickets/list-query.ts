/**
 * Turns filters and a sort into a query that walks an index.
 *
 * Either a filter *drives* (an index begins with its column and goes on with the sort's), or the
 * sort's own index is walked and the filters test each row. A driving filter with several values is
 * read as one ordered stretch of the index for each value, and only those pages are merged.
 */
import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { notIndexed } from '../db/dialect.ts'
import type { Database } from '../db/types.ts'
import { type Order, ordered } from '../pagination.ts'
import type { ColumnMatch } from '../plugin/contract.ts'
import { type TicketRow, tickets } from './schema.ts'

export interface ListQuery {
  /** Tenant, scope, life and whatever filters give as SQL. */
  readonly conditions: readonly SQL[]
  readonly matches: readonly ColumnMatch[]
  readonly columns: readonly PgColumn[]
  readonly order: Order
  readonly limit: number
}

/** One ticket, or as many as one person or organisation has: found first, then sorted. */
const few: readonly PgColumn[] = [tickets.number, tickets.requesterId, tickets.organisationId]

/** Which filters have an index that goes on with the sort, most selective first. */
const driving = new Map<PgColumn, readonly PgColumn[]>([
  [
    tickets.createdAt,
    [tickets.assigneeId, tickets.status, tickets.teamId, tickets.categoryId, tickets.priority],
  ],
  [tickets.updatedAt, [tickets.assigneeId, tickets.status]],
])

export function listQuery(db: Database, query: ListQuery): Promise<TicketRow[]> {
  const driver = chooseDriver(query)
  const tests = query.matches.map((match) =>
    match === driver ? undefined : matchSql(match, (column) => notIndexed(db, column)),
  )
  const rest = [...query.conditions, ...tests, driver?.and]
  const values = driver?.oneOf ?? []
  const condition =
    driver && values.length > 1
      ? oneStretchEach(db, query, driver, rest)
      : and(...rest, driver && matchSql(driver, (column) => column))
  return db
    .select()
    .from(tickets)
    .where(condition)
    .orderBy(...ordered(query.columns, query.order))
    .limit(query.limit)
}

/** The condition of a filter, for a query that has no order to keep. */
export function matchCondition(match: ColumnMatch): SQL {
  return and(
    matchSql(match, (column) => column),
    match.and,
  ) as SQL
}

function chooseDriver({ matches, columns }: ListQuery): ColumnMatch | undefined {
  const [first] = columns
  const candidates = [...few, ...((first && driving.get(first)) ?? [])]
  for (const column of candidates) {
    const match = matches.find((candidate) => candidate.column === column)
    if (match) return match
  }
  return undefined
}

function matchSql(match: ColumnMatch, name: (column: PgColumn) => PgColumn | SQL): SQL {
  const column = name(match.column) as PgColumn
  const values = match.oneOf.filter((value) => value !== null)
  const present = values.length > 0 ? anyOf(column, match.column, values) : undefined
  const absent = match.oneOf.includes(null) ? isNull(column) : undefined
  return or(present, absent) ?? sql`1 = 0`
}

function anyOf(column: PgColumn, encoder: PgColumn, values: readonly (string | number)[]): SQL {
  const encoded = values.map((value) => sql.param(value, encoder))
  return encoded.length === 1 ? sql`${column} = ${encoded[0]}` : inArray(column, encoded)
}

/** The first page of each value's stretch; together they hold the first page of all. */
function oneStretchEach(
  db: Database,
  query: ListQuery,
  driver: ColumnMatch,
  rest: readonly (SQL | undefined)[],
): SQL {
  const stretches = driver.oneOf.map((value, index) => {
    const stretch = db
      .select({ id: tickets.id })
      .from(tickets)
      .where(and(...rest, value === null ? isNull(driver.column) : eq(driver.column, value)))
      .orderBy(...ordered(query.columns, query.order))
      .limit(query.limit)
    return sql`select id from (${stretch}) as ${sql.raw(`stretch${index}`)}`
  })
  const tenant = query.conditions[0]
  return and(tenant, sql`${tickets.id} in (${sql.join(stretches, sql` union all `)})`) as SQL
}
