/**
 * Reading whole rows of one table, without what drizzle's builders cost for each query and cell.
 * For the few reads that every request makes; anything else is a `db.select()`.
 */
import {
  fillPlaceholders,
  getTableColumns,
  getTableName,
  type InferSelectModel,
  type Query,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { internalsOf } from './handle.ts'
import type { Database, DialectName } from './types.ts'

interface Compiled {
  readonly columns: SQL
  readonly decode: (row: readonly unknown[]) => object
}

const compiledTables = new WeakMap<PgTable, Compiled>()

/** The columns of a table, to select them in the order in which `readRows` expects them. */
export function columnsOf(table: PgTable): SQL {
  return compiled(table).columns
}

/**
 * Runs a query that selects `columnsOf(table)`.
 *
 * @example
 * await readRows(db, tickets, sql`select ${columnsOf(tickets)} from ${tickets} where ${condition}`)
 */
export async function readRows<Table extends PgTable>(
  db: Database,
  table: Table,
  query: SQL,
): Promise<InferSelectModel<Table>[]> {
  const internals = internalsOf(db)
  const rows = await internals.arrays(internals.compile(query))
  return rows.map(compiled(table).decode) as InferSelectModel<Table>[]
}

/**
 * The same for a query whose text is made once for each engine. What varies is written as
 * `sql.placeholder(name)`; the function that is returned takes the values.
 */
export function preparedRead<
  Table extends PgTable,
  Values extends Readonly<Record<string, unknown>>,
>(
  table: Table,
  build: (dialect: DialectName) => SQL,
): (db: Database, values: Values) => Promise<InferSelectModel<Table>[]> {
  const queries = new Map<DialectName, Query>()
  return async (db, values) => {
    const internals = internalsOf(db)
    const query = queries.get(db.dialect) ?? internals.compile(build(db.dialect))
    queries.set(db.dialect, query)
    const params = fillPlaceholders(query.params, values)
    const rows = await internals.arrays({ ...query, params })
    return rows.map(compiled(table).decode) as InferSelectModel<Table>[]
  }
}

function compiled(table: PgTable): Compiled {
  const known = compiledTables.get(table)
  if (known) return known
  const entries = Object.entries(getTableColumns(table) as Record<string, PgColumn>)
  const made: Compiled = {
    columns: sql.raw(
      entries.map(([, { name }]) => `"${getTableName(table)}"."${name}"`).join(', '),
    ),
    decode: decoderOf(entries),
  }
  compiledTables.set(table, made)
  return made
}

function decoderOf(entries: readonly (readonly [string, PgColumn])[]): Compiled['decode'] {
  const decoders = entries.map(([property, column]) => ({
    property,
    decode: (value: unknown) => column.mapFromDriverValue(value),
  }))
  return (row) => {
    const object: Record<string, unknown> = {}
    for (let index = 0; index < decoders.length; index += 1) {
      const { property, decode } = decoders[index] as (typeof decoders)[number]
      const value = row[index]
      object[property] = value === null ? null : decode(value)
    }
    return object
  }
}
