/** Makes the SQL of a migration from two states of the declared tables, with drizzle-kit. */

import {
  type DrizzleSnapshotJSON,
  type DrizzleSQLiteSnapshotJSON,
  generateDrizzleJson,
  generateMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from 'drizzle-kit/api'
import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { toSqliteTable } from './sqlite-tables.ts'

/** The declared tables as data, to tell later what has changed. */
export interface Snapshots {
  readonly postgres: DrizzleSnapshotJSON
  readonly sqlite: DrizzleSQLiteSnapshotJSON
}

const NO_ID = '00000000-0000-0000-0000-000000000000'

/** Every declared table among `exports`, also inside collections such as `coreTables`. */
export function tablesIn(exports: Record<string, unknown>): PgTable[] {
  const found = Object.values(exports).flatMap((value) => {
    if (isPlainObject(value)) return tablesIn(value)
    return is(value, PgTable) ? [value] : []
  })
  return [...new Set(found)]
}

export async function snapshotsOf(tables: readonly PgTable[]): Promise<Snapshots> {
  const sqliteTables = tables.map(toSqliteTable)
  return {
    postgres: withoutIds(withStoredDefaults(generateDrizzleJson({ ...tables }), tables)),
    sqlite: withoutIds(await generateSQLiteDrizzleJson({ ...sqliteTables })),
  }
}

/** The SQL that leads from one state to the next, empty where nothing changed. */
export async function sqlBetween(before: Snapshots, after: Snapshots) {
  const postgres = await generateMigration(before.postgres, after.postgres)
  const sqlite = await generateSQLiteMigration(before.sqlite, after.sqlite)
  return {
    // Hosts choose the schema by their search path; drizzle-kit writes it into foreign keys.
    postgres: tidy(postgres).replaceAll('"public".', ''),
    sqlite: corrected(tidy(sqlite.filter(isOurs)).replaceAll('`', '"'), before, after),
  }
}

/** Foreign keys are switched off by whoever runs the migration: inside a transaction it is too late. */
function isOurs(statement: string): boolean {
  return !/^pragma foreign_keys/i.test(statement.trim())
}

function tidy(statements: readonly string[]): string {
  return statements
    .map((statement) => statement.trim().replaceAll('\t', '  '))
    .map((statement) => (statement.includes('\n') ? `\n${statement}\n` : statement))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function corrected(text: string, { sqlite: before }: Snapshots, { sqlite: after }: Snapshots) {
  return withoutNewColumns(withKeyNames(text, after), before)
}

/** drizzle-kit leaves the names of primary keys out on SQLite; errors are told apart by them. */
function withKeyNames(text: string, { tables }: DrizzleSQLiteSnapshotJSON): string {
  return text.replace(
    /(CREATE TABLE "(?:__new_)?(\w+)" \([^;]*?\n\s*)PRIMARY KEY\(/g,
    (_, start: string, table: string) => {
      const [name] = Object.keys(tables[table]?.compositePrimaryKeys ?? {})
      return name ? `${start}CONSTRAINT "${name}" PRIMARY KEY(` : `${start}PRIMARY KEY(`
    },
  )
}

/** When drizzle-kit rebuilds a table, it copies columns that the old one doesn't have. */
function withoutNewColumns(text: string, { tables }: DrizzleSQLiteSnapshotJSON): string {
  return text.replace(
    /INSERT INTO "__new_(\w+)"\(([^)]*)\) SELECT .* FROM "\w+";/g,
    (_, table: string, names: string) => {
      const old = tables[table]?.columns ?? {}
      const kept = names.split(', ').filter((name) => name.slice(1, -1) in old)
      const list = kept.join(', ')
      return `INSERT INTO "__new_${table}"(${list}) SELECT ${list} FROM "${table}";`
    },
  )
}

/** drizzle-kit takes a default as code has it; `ranked` columns store something else. */
function withStoredDefaults(snapshot: DrizzleSnapshotJSON, tables: readonly PgTable[]) {
  for (const { name: table, columns } of tables.map(getTableConfig)) {
    for (const column of columns) {
      const declared = snapshot.tables[`public.${table}`]?.columns[column.name]
      if (!declared || typeof column.default !== 'string') continue
      const stored = column.mapToDriverValue(column.default)
      if (typeof stored === 'number') declared.default = stored
    }
  }
  return snapshot
}

/** Ids are random, and would change the file each time. */
function withoutIds<Snapshot extends { id: string; prevId: string }>(snapshot: Snapshot): Snapshot {
  return JSON.parse(JSON.stringify({ ...snapshot, id: NO_ID, prevId: NO_ID }))
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
