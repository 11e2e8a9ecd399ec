/**
 * Reading rows of one table without what drizzle's builders cost for each query and cell. For the
 * few reads that every request makes; anything else is a `db.select()`.
 */
import {
  getTableColumns,
  getTableName,
  type InferSelectModel,
  type Query,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { fillPlaceholders } from './drizzle/placeholders.ts'
import { internalsOf } from './handle.ts'
import type { Database, DialectName } from './types.ts'

/** Which columns are selected, and how their values become a row. */
export interface Shape<Row> {
  readonly columns: SQL
  readonly decode: (values: readonly unknown[]) => Row
}

/** The shape of a table's rows, `without` the columns that a reader has no use for. */
export function shapeOf<
  Table extends PgTable,
  Without extends keyof InferSelectModel<Table> & string = never,
>(
  table: Table,
  { without = [] }: { without?: readonly Without[] } = {},
): Shape<Omit<InferSelectModel<Table>, Without>> {
  const left = new Set<string>(without)
  const entries = Object.entries(getTableColumns(table) as Record<string, PgColumn>).filter(
    ([property]) => !left.has(property),
  )
  const name = getTableName(table)
  return {
    columns: sql.raw(entries.map(([, column]) => `"${name}"."${column.name}"`).join(', ')),
    decode: decoderOf(entries) as Shape<Omit<InferSelectModel<Table>, Without>>['decode'],
  }
}

/**
 * Runs a query that selects the columns of a shape.
 *
 * @example
 * const whole = shapeOf(tickets)
 * await readRows(db, whole, sql`select ${whole.columns} from ${tickets} where ${condition}`)
 */
export async function readRows<Row>(db: Database, shape: Shape<Row>, query: SQL): Promise<Row[]> {
  const internals = internalsOf(db)
  const rows = await internals.arrays(internals.compile(query))
  return rows.map(shape.decode)
}

/**
 * The same for a query whose text is made once for each engine. What varies is written as
 * `sql.placeholder(name)`; the function that is returned takes the values.
 */
export function preparedQuery<Row, Values extends Readonly<Record<string, unknown>>>(
  shape: Shape<Row>,
  build: (dialect: DialectName) => SQL,
): (db: Database, values: Values) => Promise<Row[]> {
  const queries = new Map<DialectName, Query>()
  return async (db, values) => {
    const internals = internalsOf(db)
    const query = queries.get(db.dialect) ?? internals.compile(build(db.dialect))
    queries.set(db.dialect, query)
    const params = fillPlaceholders(query.params, values)
    const rows = await internals.arrays({ ...query, params })
    return rows.map(shape.decode)
  }
}

function decoderOf(entries: readonly (readonly [string, PgColumn])[]) {
  const decoders = entries.map(([property, column]) => [property, decodeOf(column)] as const)
  // Rows that begin with all their properties share one hidden class, which makes them cheap.
  const template = Object.fromEntries(decoders.map(([property]) => [property, null]))
  return (values: readonly unknown[]) => {
    const row: Record<string, unknown> = { ...template }
    let index = 0
    for (const [property, decode] of decoders) {
      const value = values[index++]
      row[property] = decode && value !== null ? decode(value) : value
    }
    return row
  }
}

/** Nothing for columns whose values are what the driver gives. */
function decodeOf(column: PgColumn): ((value: unknown) => unknown) | undefined {
  const isIdentity = ['1', 1].every((value) => column.mapFromDriverValue(value) === value)
  return isIdentity ? undefined : (value) => column.mapFromDriverValue(value)
}
