/**
 * Turns filters and a sort into a query that walks an index.
 *
 * Either a filter *drives* (an index begins with its column and goes on with the sort's), or the
 * sort's own index is walked and the filters test each row. A driving filter with several values is
 * read as one ordered stretch of the index for each value, and only those pages are merged. A filter
 * of a plugin drives by the plugin's own table: `list-source.ts`.
 */
import { and, eq, gte, inArray, is, isNull, lt, or, SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { notIndexed } from '../db/dialect.ts'
import { readRows } from '../db/read.ts'
import type { Database } from '../db/types.ts'
import { after, firstOf, ordered } from '../kit/pagination.ts'
import type { SortColumn, SortSource, SourceMatch } from '../plugin/list-parts.ts'
import type { ColumnMatch, ColumnRange, ListCondition } from './list-condition.ts'
import { keyFields, keyOfTicket } from './list-sort.ts'
import { chooseSource, type ListQuery, sourceStretch } from './list-source.ts'
import { type ListedTicket, listedShape } from './listed.ts'
import { tickets } from './schema.ts'

export interface Listed {
  readonly tickets: readonly ListedTicket[]
  /** The values by which the ticket at `index` is sorted. */
  keyAt(index: number): readonly unknown[]
}

/** One ticket, or as many as one person or organisation has: found first, then sorted. */
const few: readonly PgColumn[] = [tickets.number, tickets.requesterId, tickets.organisationId]

export function isFew(filter: ListCondition): boolean {
  return 'oneOf' in filter && few.includes(filter.column)
}

/** Which filters have an index that goes on with the sort, most selective first. */
const driving = new Map<SortColumn | undefined, readonly PgColumn[]>([
  [
    tickets.createdAt,
    [tickets.assigneeId, tickets.status, tickets.teamId, tickets.categoryId, tickets.priority],
  ],
  [tickets.updatedAt, [tickets.assigneeId, tickets.status]],
])

export async function listQuery(db: Database, query: ListQuery): Promise<Listed> {
  const { columns, source } = query.sort
  if (source) return joined(db, query, source)
  const walks = await stretches(db, query)
  const page = firstOf(walks, columns, query.order, query.limit)
  const rows = await readRows(db, listedShape, page)
  return { tickets: rows, keyAt: (index) => keyOfTicket(columns, rows[index]) }
}

/** The walks whose first pages, together, hold the first page of all. */
async function stretches(db: Database, query: ListQuery): Promise<readonly SQL[]> {
  const column = chooseColumn(query)
  const isBounded = column !== undefined && isFew(column)
  const source = isBounded ? undefined : await chooseSource(query, column !== undefined)
  const conditions = [...query.conditions, ...tests(db, query, source ?? column)]
  if (source) return source.sources.map((part) => sourceStretch(query, part, conditions))
  if (!column) return [stretch(query, conditions)]
  return alternatives(column).flatMap((match) =>
    walks(match).map((values) => stretch(query, [...conditions, anyOf(match, values), match.and])),
  )
}

function alternatives(match: ColumnMatch): readonly ColumnMatch[] {
  return match.also ? [match, ...alternatives(match.also)] : [match]
}

/** Values that are walked apart, each in the order of the index. */
function walks({ oneOf }: ColumnMatch): readonly ColumnMatch['oneOf'][] {
  return oneOf.length < 2 ? [oneOf] : oneOf.map((value) => [value])
}

/** The filters that do not drive, written so that the planner does not choose their indexes. */
function tests(
  db: Database,
  { filters, sort }: ListQuery,
  driver?: ColumnMatch | SourceMatch,
): (SQL | undefined)[] {
  const [walked] = sort.columns
  return filters.map((filter) => {
    if (filter === driver) return undefined
    const isWalked = 'column' in filter && filter.column === walked
    return conditionOf(filter, (column) => (isWalked ? column : notIndexed(db, column)))
  })
}

/** One walk of an index, as far as a page goes. */
function stretch(
  { sort, order, beyond, limit }: ListQuery,
  conditions: readonly (SQL | undefined)[],
): SQL {
  const where = and(...conditions, beyond && after(sort.columns, order, beyond))
  const by = sql.join(ordered(sort.columns, order), sql`, `)
  return sql`select ${listedShape.columns} from ${tickets} where ${where} order by ${by} limit ${limit}`
}

/** A walk of a plugin's source, with the ticket of each of its rows. */
async function joined(db: Database, query: ListQuery, source: SortSource): Promise<Listed> {
  const { columns } = query.sort
  const beyond = query.beyond && after(columns, query.order, query.beyond)
  // The source's columns come along, so the builder names and decodes them.
  const rows = await db
    .select({ ticket: tickets, key: keyFields(columns) })
    .from(source.from as PgTable)
    .innerJoin(tickets, eq(tickets.id, source.ticketId))
    .where(and(...query.conditions, ...tests(db, query), source.where, beyond))
    .orderBy(...ordered(columns, query.order))
    .limit(query.limit)
  return {
    tickets: rows.map(({ ticket }) => ticket),
    keyAt: (index) => Object.values(rows[index]?.key ?? {}),
  }
}

/** A filter as SQL. `name` may keep a column from being served by its index. */
export function conditionOf(
  filter: ListCondition,
  name: (column: PgColumn) => PgColumn = (column) => column,
): SQL | undefined {
  if (is(filter, SQL)) return filter
  if ('sources' in filter) return filter.test
  if (!('oneOf' in filter)) return inRange(filter, name(filter.column))
  return or(...alternatives(filter).map((match) => and(anyOf(match, match.oneOf, name), match.and)))
}

function chooseColumn({ filters, sort }: ListQuery): ColumnMatch | undefined {
  const matches = filters.filter((filter): filter is ColumnMatch => 'oneOf' in filter)
  return [...few, ...(driving.get(sort.columns[0]) ?? [])].flatMap(
    (column) => matches.find((match) => match.column === column) ?? [],
  )[0]
}

function inRange({ from, before, and: besides }: ColumnRange, column: PgColumn): SQL | undefined {
  return and(
    from === undefined ? undefined : gte(column, from),
    before === undefined ? undefined : lt(column, before),
    besides,
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
