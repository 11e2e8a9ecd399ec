/** Finds the changes between two states of a plugin's rows, and reverts them. */
import { and, type Database, eq, getTableColumns, getTableConfig } from '@deskhand/core/db'
import type { PluginTable, Row } from '../../rows.ts'

type Values = Row['values']

export interface Change {
  readonly table: PluginTable
  /** Missing for a new row. */
  readonly before: Values | undefined
  /** Missing for a deleted row. */
  readonly after: Values | undefined
}

export function changesBetween(
  tables: readonly PluginTable[],
  before: readonly Row[],
  after: readonly Row[],
): Change[] {
  return tables.flatMap((table) => {
    const old = byKey(table, before)
    const now = byKey(table, after)
    const keys = [...new Set([...old.keys(), ...now.keys()])]
    const changes = keys.map((key) => ({ table, before: old.get(key), after: now.get(key) }))
    return changes.filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after))
  })
}

/** Reverts the changes, the last one first. */
export async function revert(db: Database, changes: readonly Change[]): Promise<void> {
  for (const { table, before, after } of changes.toReversed()) {
    const target = table as never
    if (!after)
      await db
        .insert(target)
        .values(before as never)
        .onConflictDoNothing()
    else if (!before) await db.delete(target).where(isRow(table, after))
    else
      await db
        .update(target)
        .set(before as never)
        .where(isRow(table, after))
  }
}

function byKey(table: PluginTable, rows: readonly Row[]): Map<string, Values> {
  const { name } = getTableConfig(table)
  const own = rows.filter((row) => row.table === name)
  const properties = keyOf(table).map(([property]) => property)
  return new Map(
    own.map(({ values }) => [JSON.stringify(properties.map((one) => values[one])), values]),
  )
}

function isRow(table: PluginTable, values: Values) {
  return and(...keyOf(table).map(([property, column]) => eq(column, values[property])))
}

/** The columns of the primary key, by their properties. */
function keyOf(table: PluginTable) {
  const { primaryKeys } = getTableConfig(table)
  const named = new Set(primaryKeys.flatMap(({ columns }) => columns.map(({ name }) => name)))
  const columns = Object.entries(getTableColumns(table))
  const key = columns.filter(([, column]) => column.primary || named.has(column.name))
  return key.length > 0 ? key : columns
}
