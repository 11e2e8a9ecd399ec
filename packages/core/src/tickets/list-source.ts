/** Lists that are read from a plugin's own table, such as the tickets of a tag. */
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../db/types.ts'
import { after, type Order, ordered, orderedByName } from '../kit/pagination.ts'
import type { MatchSource, SortColumn, SourceMatch } from '../plugin/list-parts.ts'
import type { ListCondition } from './list-condition.ts'
import type { ListSort } from './list-sort.ts'
import { listedShape } from './listed.ts'
import { tickets } from './schema.ts'

export interface ListQuery {
  /** Tenant, scope and life. */
  readonly conditions: readonly SQL[]
  readonly filters: readonly ListCondition[]
  readonly sort: ListSort
  readonly order: Order
  /** The sort's values of the row that the page comes after. */
  readonly beyond?: readonly unknown[] | undefined
  readonly limit: number
  /** About how many tickets the tenant has. Queried only when a plan depends on it. */
  ticketsEver(): Promise<number>
}

/** As many rows may be read in vain; with more of them, a column's own index is the safer walk. */
const fewRows = 10_000

/**
 * The filter with the fewest rows to read, where that is better than walking what the list would
 * walk otherwise. `hasColumn` says that this is a filter's index, and not only the sort's.
 */
export async function chooseSource(
  query: ListQuery,
  hasColumn: boolean,
): Promise<SourceMatch | undefined> {
  const fewest = fewestRows(query.filters)
  if (!fewest) return undefined
  if (fewest.sources.every((source) => orderOf(source, query.sort.columns))) {
    return !hasColumn || fewest.rows <= fewRows ? fewest : undefined
  }
  if (fewest.rows <= query.limit) return fewest
  const share = await shareOf(query, query.filters.filter(isSourceMatch))
  return fewest.rows * share <= query.limit ? fewest : undefined
}

/** The estimated fraction of all tickets that pass all filters, as if the filters were independent. */
async function shareOf(query: ListQuery, matches: readonly SourceMatch[]): Promise<number> {
  const isGiven = matches.every(({ share }) => share !== undefined)
  const ever = isGiven ? 1 : await query.ticketsEver()
  return matches.reduce(
    (product, { share, rows }) => product * (share ?? Math.min(1, rows / ever)),
    1,
  )
}

/** Of the filters that can be read from a plugin's table, the one with the fewest rows to read. */
export function fewestRows(filters: readonly ListCondition[]): SourceMatch | undefined {
  return filters.filter(isSourceMatch).toSorted((a, b) => a.rows - b.rows)[0]
}

function isSourceMatch(filter: ListCondition): filter is SourceMatch {
  return 'sources' in filter && filter.sources.length > 0
}

/** A page of one source: in the order of its index, or sorted. */
export function sourceStretch(
  { sort, order, beyond, limit }: ListQuery,
  source: MatchSource,
  conditions: readonly (SQL | undefined)[],
): SQL {
  const own = orderOf(source, sort.columns)
  const where = and(
    named(source),
    ...conditions,
    beyond && after(own ?? sort.columns, order, beyond),
  )
  const found = sql`select ${listedShape.columns} from ${source.from} cross join ${tickets} where ${where}`
  if (own) return sql`${found} order by ${sql.join(ordered(own, order), sql`, `)} limit ${limit}`
  // With its own limit, Postgres reads the source first and does not walk the sort's index for it.
  return sql`select * from (${found} limit ${Number.MAX_SAFE_INTEGER}) as found order by ${orderedByName(sort.columns, order)} limit ${limit}`
}

/** One row for each ticket that a source names, in no order; for counting. */
export function sourceHits(
  db: Database,
  source: MatchSource,
  conditions: readonly (SQL | undefined)[],
) {
  return db
    .select({ one: sql`1`.as('one') })
    .from(source.from as PgTable)
    .crossJoin(tickets)
    .where(and(named(source), ...conditions))
}

/** The join of a source with its tickets. On SQLite a cross join also says which is read first. */
function named(source: MatchSource): SQL | undefined {
  return and(source.where, eq(tickets.id, source.ticketId))
}

/** The source's own columns in the order that is asked for, if it has them. */
function orderOf(
  { createdAt, ticketId }: MatchSource,
  [first, second]: readonly SortColumn[],
): readonly SortColumn[] | undefined {
  if (!createdAt || first !== tickets.createdAt || second !== tickets.id) return undefined
  return [createdAt, ticketId]
}
