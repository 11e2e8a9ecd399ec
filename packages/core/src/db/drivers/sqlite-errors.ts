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
  return indexName(database, table, columns) ?? failed
}

function indexName(database: DatabaseSync, table: string, columns: string[]): string | undefined {
  const found = database
    .prepare(
      `select i.name, i.origin from pragma_index_list(?) as i
       where i."unique" and json(?) = (
         select json_group_array(c.name) from (select name from pragma_index_info(i.name) order by seqno) as c
       )`,
    )
    .get(table, JSON.stringify(columns))
  if (found?.origin === 'c') return String(found.name)
  const definition = database.prepare('select sql from sqlite_schema where name = ?').get(table)
  return /CONSTRAINT\s+[`"]?(\w+)[`"]?\s+PRIMARY KEY/i.exec(String(definition?.sql))?.[1]
}
