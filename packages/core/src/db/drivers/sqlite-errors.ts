/** What SQLite's errors mean. */
import type { DatabaseSync } from 'node:sqlite'
import { Busy, DatabaseError, ForeignKeyViolation, UniqueViolation } from '../errors.ts'

const BUSY = 5
const LOCKED = 6
const FOREIGN_KEY = 787
const UNIQUE = [2067, 1555, 2579] // a unique index, a primary key, a rowid

interface SqliteError extends Error {
  readonly errcode: number
}

export function normaliseSqliteError(error: unknown, database?: DatabaseSync): unknown {
  if (!isSqliteError(error)) return error
  const options = { cause: error }
  const primary = error.errcode & 0xff
  if (primary === BUSY || primary === LOCKED) {
    return new Busy('Another connection keeps the database locked. Try again.', options)
  }
  if (error.errcode === FOREIGN_KEY) {
    return new ForeignKeyViolation(
      'A row that is pointed to does not exist, or is still pointed to.',
      options,
    )
  }
  if (UNIQUE.includes(error.errcode)) {
    return new UniqueViolation(constraintName(error.message, database), options)
  }
  return new DatabaseError(error.message, options)
}

function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
}

/** SQLite names the columns, `UNIQUE constraint failed: a.x, a.y`, so the index is looked up. */
function constraintName(message: string, database: DatabaseSync | undefined): string {
  const failed = message.replace('UNIQUE constraint failed: ', '')
  const index = /^index '(.+)'$/.exec(failed)?.[1]
  if (index || !database) return index ?? failed
  const paths = failed.split(', ')
  const table = paths[0]?.split('.')[0] ?? ''
  const columns = paths.map((path) => path.slice(table.length + 1))
  return indexName(database, table, columns) ?? primaryKeyName(database, table)
}

function indexName(database: DatabaseSync, table: string, columns: string[]): string | undefined {
  const index = database
    .prepare(
      `select i.name from pragma_index_list(?) as i
       where i.origin = 'c' and i."unique" and json(?) = (
         select json_group_array(name order by seqno) from pragma_index_info(i.name)
       )`,
    )
    .get(table, JSON.stringify(columns))
  return index && String(index.name)
}

/** SQLite has no name for it, so it is read from the definition; Postgres's own name else. */
function primaryKeyName(database: DatabaseSync, table: string): string {
  const definition = database.prepare('select sql from sqlite_schema where name = ?').get(table)
  const name = /constraint\s+"?(\w+)"?\s+primary key/i.exec(String(definition?.sql))?.[1]
  return name ?? `${table}_pkey`
}
