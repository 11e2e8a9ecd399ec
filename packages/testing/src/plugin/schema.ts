/** The tables as the database has them, beside the tables as they are declared. */

import type { Storage } from '@deskhand/core'
import { getTableConfig, rows, sql } from '@deskhand/core/db'
import type { PluginTable } from '../rows.ts'

interface ColumnShape {
  readonly type: string
  readonly nullable: boolean
}

export interface TableShape {
  readonly columns: Readonly<Record<string, ColumnShape>>
  readonly indexes: readonly string[]
}

const postgresTypes: Readonly<Record<string, string>> = {
  'text COLLATE "C"': 'text',
  bigserial: 'int8',
  bigint: 'int8',
  smallint: 'int2',
  boolean: 'bool',
  'timestamp (3) with time zone': 'timestamptz',
}
const sqliteTexts = new Set(['uuid', 'jsonb', 'text', 'text COLLATE "C"'])

/** What `tables` says, in the words of the database. */
export function declaredShape({ dialect }: Storage, table: PluginTable): TableShape {
  const { columns, indexes } = getTableConfig(table)
  const typeOf = (type: string) => {
    if (dialect === 'postgres') return postgresTypes[type] ?? type
    return sqliteTexts.has(type) ? 'text' : 'integer'
  }
  return {
    columns: Object.fromEntries(
      columns.map((column) => [
        column.name,
        { type: typeOf(column.getSQLType()), nullable: !column.notNull && !column.primary },
      ]),
    ),
    indexes: indexes.map(({ config }) => config.name ?? '').toSorted(),
  }
}

/** What the migrations made. No columns where there is no such table. */
export async function actualShape(storage: Storage, table: PluginTable): Promise<TableShape> {
  const { name } = getTableConfig(table)
  const isPostgres = storage.dialect === 'postgres'
  const columns = await rows<{ name: string; type: string; nullable: number }>(
    storage.db,
    isPostgres
      ? sql`select column_name as name, udt_name as type,
              case when is_nullable = 'YES' then 1 else 0 end as nullable
            from information_schema.columns
            where table_schema = current_schema() and table_name = ${name}
              and is_generated = 'NEVER'`
      : sql`select name, lower(type) as type, case when "notnull" or pk then 0 else 1 end as nullable
            from pragma_table_xinfo(${name}) where hidden = 0`,
  )
  const indexes = await rows<{ name: string }>(
    storage.db,
    isPostgres
      ? sql`select indexname as name from pg_indexes
            where schemaname = current_schema() and tablename = ${name}`
      : sql`select name from sqlite_master where type = 'index' and tbl_name = ${name}`,
  )
  return {
    columns: Object.fromEntries(
      columns.map((column) => [
        column.name,
        { type: column.type, nullable: Number(column.nullable) === 1 },
      ]),
    ),
    indexes: indexes.map((index) => index.name).toSorted(),
  }
}
