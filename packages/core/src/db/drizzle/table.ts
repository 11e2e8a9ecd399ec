/** Properties of a drizzle table that drizzle stores under its own symbols. */
import type { Table } from 'drizzle-orm'

const IS_ALIAS = Symbol.for('drizzle:IsAlias')
const ORIGINAL_NAME = Symbol.for('drizzle:OriginalName')
const SCHEMA = Symbol.for('drizzle:Schema')

/** Whether `alias()` made this table. */
export function isAlias(table: Table): boolean {
  return Boolean(property(table, IS_ALIAS))
}

/** The name of the table in the database, which `getTableName()` does not return for an alias. */
export function originalNameOf(table: Table): string {
  return String(property(table, ORIGINAL_NAME))
}

/** The schema of the table, or `undefined` for the default schema. */
export function schemaOf(table: Table): string | undefined {
  return property(table, SCHEMA) as string | undefined
}

function property(table: Table, key: symbol): unknown {
  return (table as unknown as Record<symbol, unknown>)[key]
}
