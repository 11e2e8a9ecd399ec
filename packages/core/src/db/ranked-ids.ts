/** Rows from memory that a query joins, such as the hits of a search engine outside of the database. */
import { type SQL, sql } from 'drizzle-orm'
import type { Database } from './types.ts'

export interface RankedId {
  readonly id: string
  readonly rank: number
}

/**
 * A subquery with one row for each of `ids`, which must not repeat an id: `hits.id` and `hits.rank`. The query has
 * one parameter for any number of ids.
 *
 * @example
 * const hits = rankedIds(call.db, [{ id: ticket.id, rank: 0.7 }])
 * return { from: hits, ticketId: hits.id, columns: [hits.rank] } // of a SourceSort
 */
export function rankedIds(db: Database, ids: readonly RankedId[]) {
  const json = JSON.stringify(ids.map(({ id, rank }) => [id, rank]))
  const { from, id, rank } = db.dialect === 'postgres' ? onPostgres(json) : onSqlite(json)
  // No table has columns of these names: a field of a subquery is written without its table.
  return db
    .select({ id: id.as('ranked_id'), rank: rank.mapWith(Number).as('ranked_rank') })
    .from(from)
    .as('ranked_ids')
}

interface Parts {
  readonly from: SQL
  readonly id: SQL<string>
  readonly rank: SQL<number>
}

function onPostgres(json: string): Parts {
  return {
    from: sql`jsonb_array_elements(cast(${json} as jsonb)) as pair`,
    id: sql`cast(pair ->> 0 as uuid)`,
    rank: sql`cast(pair ->> 1 as double precision)`,
  }
}

function onSqlite(json: string): Parts {
  return {
    from: sql`json_each(${json}) as pair`,
    id: sql`json_extract(pair.value, '$[0]')`,
    rank: sql`json_extract(pair.value, '$[1]')`,
  }
}
