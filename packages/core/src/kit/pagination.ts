/** Keyset pagination: a sealed cursor holds the sort values of the last row of a page. */
import { and, asc, desc, eq, gt, gte, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { HelpdeskError } from './errors.ts'
import type { Sealer } from './sealing.ts'

const defaultLimit = 25
export const maxLimit = 100

export type CursorValue = string | number | null
export type Order = 'asc' | 'desc'

export const pageInput = {
  limit: z.int().min(1).max(maxLimit).default(defaultLimit),
  cursor: z.string().max(2_000).optional(),
}

/** What a cursor belongs to, besides its list: the tenant of a call. */
interface CursorOwner {
  readonly tenantId: string
}

/**
 * Seals the sort values of the last row of a page. `kind` names the list, sort and order. `decodeCursor` refuses
 * the cursor for another kind and for another tenant. The cursor is encrypted, because the values of a row can be
 * more than the reader may see.
 */
export function encodeCursor(
  sealer: Sealer,
  owner: CursorOwner,
  kind: string,
  values: readonly CursorValue[],
): string {
  return sealer.seal(JSON.stringify(values), { context: contextOf(owner, kind), repeatable: true })
}

/** Throws `invalid_cursor` (400) for anything that `encodeCursor` did not make with the same arguments. */
export function decodeCursor(
  sealer: Sealer,
  owner: CursorOwner,
  kind: string,
  cursor: string,
): readonly CursorValue[] {
  const values = sealer.unseal(cursor, { context: contextOf(owner, kind) })
  if (values === null) throw invalidCursor()
  return JSON.parse(values)
}

function contextOf({ tenantId }: CursorOwner, kind: string): string {
  return JSON.stringify([tenantId, kind])
}

function invalidCursor(): HelpdeskError {
  return new HelpdeskError({
    code: 'invalid_cursor',
    status: 400,
    detail:
      'The cursor is not one of this list. Start again without it, with the same filters and sort.',
    errors: [{ path: '/cursor', message: 'Not a cursor of this list.' }],
  })
}

/** A value as a cursor stores it: a date becomes its milliseconds since 1970. */
export function toCursorValue(value: unknown): CursorValue {
  return value instanceof Date ? value.getTime() : (value as CursorValue)
}

/** The rows after a cursor. `values` belong to `columns`; all columns are sorted one way. */
export function after(
  columns: readonly (PgColumn | SQL.Aliased)[],
  order: Order,
  values: readonly unknown[],
): SQL {
  const beyond = order === 'asc' ? gt : lt
  const [first, ...otherColumns] = columns
  // The operators take either at run time; their types name columns only.
  const column = first as PgColumn | undefined
  const [value, ...otherValues] = values
  if (!column) throw new TypeError('A keyset needs at least one column.')
  if (otherColumns.length === 0) return beyond(column, value)
  // The outer bound lets an index on the first column start at the right place on both engines.
  const bound = order === 'asc' ? gte(column, value) : lte(column, value)
  return and(
    bound,
    or(beyond(column, value), and(eq(column, value), after(otherColumns, order, otherValues))),
  ) as SQL
}

export function ordered(columns: readonly (PgColumn | SQL.Aliased)[], order: Order): SQL[] {
  return columns.map((column) =>
    order === 'asc' ? asc(column as PgColumn) : desc(column as PgColumn),
  )
}

/** The same order over rows that a subquery has selected. */
export function orderedByName(columns: readonly (PgColumn | SQL.Aliased)[], order: Order): SQL {
  const direction = sql.raw(order)
  return sql.join(
    (columns as readonly PgColumn[]).map(({ name }) => sql`${sql.identifier(name)} ${direction}`),
    sql`, `,
  )
}

/** The first `limit` rows of several queries, each of which is sorted and limited in the same way. */
export function firstOf(
  queries: readonly SQL[],
  columns: readonly (PgColumn | SQL.Aliased)[],
  order: Order,
  limit: number,
): SQL {
  const [only, ...others] = queries
  if (only && others.length === 0) return only
  const all = sql.join(
    queries.map((query, index) => sql`select * from (${query}) as ${sql.raw(`stretch${index}`)}`),
    sql` union all `,
  )
  return sql`${all} order by ${orderedByName(columns, order)} limit ${limit}`
}

/** Cuts the row that was read to see whether there are more. */
export function cut<Row>(rows: readonly Row[], limit: number): { rows: Row[]; hasMore: boolean } {
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit }
}
