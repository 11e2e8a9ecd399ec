/**
 * Turns filters and a sort into a query that walks an index.
 *
 * Either a filter *drives* (an index begins with its column and goes on with the sort's), or the
 * sort's own index is walked and the filters test each row. A driving filter with several values is
 * read as one ordered stretch of the index for each value, and only those pages are merged.
 */
import { and, gte, inArray, is, isNull, lt, or, SQL, sql } from 'drizzle-orm'
import { type PgColumn, unionAll } from 'drizzle-orm/pg-core'
import { notIndexed } from '../db/dialect.ts'
import type { Database } from '../db/types.ts'
import { type Order, ordered } from '../pagination.ts'
import type { ColumnMatch, ColumnRange, FilterCondition } from '../plugin/contract.ts'
import { type TicketRow, tickets } from './schema.ts'

export interface ListQuery {
  /** Tenant, scope, life and the cursor. */
  readonly conditions: readonly SQL[]
  readonly filters: readonly FilterCondition[]
  readonly columns: readonly PgColumn[]
  readonly order: Order
  readonly limit: number
}

/** One ticket, or as many as one person or organisation has: found first, then sorted. */
const few: readonly PgColumn[] = [tickets.number, tickets.requesterId, tickets.organisationId]

/** Which filters have an index that goes on with the sort, most selective first. */
const driving = new Map<PgColumn | undefined, readonly PgColumn[]>([
  [
    tickets.createdAt,
    [tickets.assigneeId, tickets.status, tickets.teamId, tickets.categoryId, tickets.priority],
  ],
  [tickets.updatedAt, [tickets.assigneeId, tickets.status]],
])

export function listQuery(db: Database, query: ListQuery): Promise<TicketRow[]> {
  const driver = chooseDriver(query)
  const tests = query.filters.map((filter) => {
    if (filter === driver) return driver.and
    const isWalked = 'column' in filter && filter.column === query.columns[0]
    return conditionOf(filter, (column) => (isWalked ? column : notIndexed(db, column)))
  })
  const conditions = [...query.conditions, ...tests]
  if (!driver || driver.oneOf.length < 2) {
    return stretch(db, query, [...conditions, driver && anyOf(driver, driver.oneOf)])
  }
  return merged(
    db,
    query,
    driver.oneOf.map((value) => stretch(db, query, [...conditions, anyOf(driver, [value])])),
  )
}

/** One walk of an index, as far as a page goes. */
function stretch(db: Database, query: ListQuery, conditions: readonly (SQL | undefined)[]) {
  return db
    .select()
    .from(tickets)
    .where(and(...conditions))
    .orderBy(...ordered(query.columns, query.order))
    .limit(query.limit)
}

/** The first page of each stretch; together they hold the first page of all. */
function merged(
  db: Database,
  query: ListQuery,
  stretches: readonly ReturnType<typeof stretch>[],
): Promise<TicketRow[]> {
  const [first, second, ...rest] = stretches.map((part, index) =>
    db.select().from(part.as(`stretch${index}`)),
  )
  const order = query.columns.map(({ name }) =>
    query.order === 'asc' ? sql`${sql.identifier(name)} asc` : sql`${sql.identifier(name)} desc`,
  )
  return unionAll(first as never, second as never, ...(rest as never[]))
    .orderBy(...order)
    .limit(query.limit) as unknown as Promise<TicketRow[]>
}

/** A filter as SQL. `name` may keep a column from being served by its index. */
export function conditionOf(
  filter: FilterCondition,
  name: (column: PgColumn) => PgColumn = (column) => column,
): SQL | undefined {
  if (is(filter, SQL)) return filter
  return 'oneOf' in filter
    ? and(anyOf(filter, filter.oneOf, name), filter.and)
    : inRange(filter, name(filter.column))
}

function chooseDriver({ filters, columns }: ListQuery): ColumnMatch | undefined {
  const matches = filters.filter((filter): filter is ColumnMatch => 'oneOf' in filter)
  return [...few, ...(driving.get(columns[0]) ?? [])].flatMap(
    (column) => matches.find((match) => match.column === column) ?? [],
  )[0]
}

function inRange({ from, before }: ColumnRange, column: PgColumn): SQL | undefined {
  return and(
    from === undefined ? undefined : gte(column, from),
    before === undefined ? undefined : lt(column, before),
  )
}

function anyOf(
  match: ColumnMatch,
  oneOf: ColumnMatch['oneOf'],
  name: (column: PgColumn) => PgColumn = (column) => column,
): SQL {
  const column = name(match.column)
  const values = oneOf.filter((value) => value !== null)
  const present = values.length === 0 ? undefined : inArrayOf(column, match.column, values)
  return or(present, oneOf.includes(null) ? isNull(column) : undefined) ?? sql`1 = 0`
}

function inArrayOf(column: PgColumn, encoder: PgColumn, values: readonly (string | number)[]): SQL {
  const [first, ...more] = values.map((value) => sql.param(value, encoder))
  return more.length === 0 ? sql`${column} = ${first}` : inArray(column, [first, ...more])
}
