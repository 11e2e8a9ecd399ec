/** Compares rows that the same events have made twice. New ids and times of the real clock may differ. */
import {
  type Database,
  events,
  getTableColumns,
  getTableConfig,
  replies,
  tickets,
} from '@deskhand/core/db'
import { expect } from 'vitest'
import { type PluginTable, type Row, sorted } from '../../rows.ts'

export interface Comparison {
  readonly tables: readonly PluginTable[]
  /** The ids from before: see `knownIds`. */
  readonly known: ReadonlySet<string>
  /** Times of the real clock after this one may differ. The clock of the helpdesk stands still. */
  readonly since: Date
}

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g

/** Returns the ids of core's rows and those in these rows. All other ids count as new. */
export async function knownIds(db: Database, rows: readonly Row[]): Promise<ReadonlySet<string>> {
  const known = new Set(JSON.stringify(rows).match(uuid))
  for (const table of [tickets, replies, events]) {
    for (const { id } of await db.select({ id: table.id }).from(table)) known.add(id)
  }
  return known
}

/** Fails unless the rows are the same. `said` makes the message from the names of the tables that differ. */
export function expectSame(
  comparison: Comparison,
  expected: readonly Row[],
  actual: readonly Row[],
  said: (tables: string) => string,
): void {
  const [wanted, got] = [expected, actual].map((rows) => comparable(comparison, rows))
  const different = comparison.tables
    .map((table) => getTableConfig(table).name)
    .filter((name) => textOf(wanted, name) !== textOf(got, name))
  const names = different.map((name) => `"${name}"`).join(' and ')
  expect(got, said(names)).toEqual(wanted)
}

function textOf(rows: readonly Row[] = [], name: string): string {
  return JSON.stringify(rows.filter(({ table }) => table === name))
}

function comparable({ tables, known, since }: Comparison, rows: readonly Row[]): Row[] {
  const counted = new Map(tables.map((table) => [getTableConfig(table).name, sequences(table)]))

  function plain(value: unknown): unknown {
    if (typeof value === 'string') {
      return value.replace(uuid, (id) => (known.has(id) ? id : '<new id>'))
    }
    if (value instanceof Date) return value >= since ? '<time of the clock>' : value
    if (Array.isArray(value)) return value.map(plain)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [plain(key), plain(one)]))
  }

  const made = rows.map(({ table, values }) => {
    const kept = Object.entries(values).filter(([key]) => !counted.get(table)?.includes(key))
    return { table, values: plain(Object.fromEntries(kept)) as Row['values'] }
  })
  return sorted(made)
}

/** Columns of a sequence, whose numbers a rollback does not take back. */
function sequences(table: PluginTable): string[] {
  return Object.entries(getTableColumns(table))
    .filter(([, column]) => column.getSQLType().endsWith('serial'))
    .map(([property]) => property)
}
