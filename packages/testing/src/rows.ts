/** What a plugin keeps, read straight from its tables. */

import { type Database, eq, getTableColumns, getTableConfig } from '@deskhand/core/db'
import type { HelpdeskPlugin } from '@deskhand/core/plugin'

export type PluginTable = NonNullable<HelpdeskPlugin['tables']>[string]

export interface Row {
  readonly table: string
  readonly values: Readonly<Record<string, unknown>>
}

/** All rows of a tenant, or of all tenants, in an order that depends on nothing but them. */
export async function readRows(
  db: Database,
  tables: readonly PluginTable[],
  tenantId?: string,
): Promise<Row[]> {
  const found: Row[] = []
  for (const table of tables) {
    const { tenantId: column } = getTableColumns(table)
    const query = db.select().from(table)
    const rows = await (column && tenantId !== undefined
      ? query.where(eq(column, tenantId))
      : query)
    const name = getTableConfig(table).name
    found.push(...rows.map((values) => ({ table: name, values })))
  }
  return sorted(found)
}

/** In an order that depends on nothing but the rows. */
export function sorted(rows: readonly Row[]): Row[] {
  const keyed = rows.map((row) => [JSON.stringify(row), row] as const)
  return keyed.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

/** The rows that hold `part` anywhere in a text, also within a word. */
export function containing(rows: readonly Row[], part: string): Row[] {
  return rows.filter((row) => texts(row.values).some((text) => text.includes(part)))
}

/** The rows in which some column, or something inside a JSON column, is exactly one of `values`. */
export function naming(rows: readonly Row[], ...values: readonly string[]): Row[] {
  const wanted = new Set(values)
  return rows.filter((row) => texts(row.values).some((text) => wanted.has(text)))
}

/** The rows that hold `part` anywhere in a text, as a word of its own. */
export function mentioning(rows: readonly Row[], part: string): Row[] {
  const word = new RegExp(`(?<![\\w-])${part.replace(/[^\w]/g, '\\$&')}(?![\\w-])`)
  return rows.filter((row) => texts(row.values).some((text) => word.test(text)))
}

/** Every text in a value: of columns, and keys and members of JSON at any depth. */
export function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || value instanceof Date) return []
  return Object.entries(value).flatMap(([key, member]) =>
    Array.isArray(value) ? texts(member) : [key, ...texts(member)],
  )
}
