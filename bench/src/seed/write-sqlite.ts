/** Rows straight into a SQLite file: no indexes, no log and no syncing until all of them are there. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { Row, Value, Writer } from './rows.ts'

interface Index {
  readonly name: string
  readonly sql: string
}

export async function fillSqlite<T>(
  file: string,
  fill: (writer: Writer) => Promise<T>,
): Promise<T> {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false })
  try {
    database.exec(
      'pragma journal_mode = delete; pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -400000',
    )
    const indexes = database
      .prepare("select name, sql from sqlite_master where type = 'index' and sql is not null")
      .all() as unknown as Index[]
    for (const { name } of indexes) database.exec(`drop index "${name}"`)
    const result = await fill(writerTo(database))
    for (const { sql } of indexes) database.exec(sql)
    database.exec('analyze; pragma journal_mode = wal')
    return result
  } finally {
    database.close()
  }
}

function writerTo(database: DatabaseSync): Writer {
  const statements = new Map<string, StatementSync>()
  function insert(table: string, row: Row): void {
    const columns = Object.keys(row)
    const key = `${table} ${columns}`
    let statement = statements.get(key)
    if (!statement) {
      const names = columns.map((name) => `"${name}"`)
      const marks = columns.map(() => '?')
      statement = database.prepare(`insert into ${table} (${names}) values (${marks})`)
      statements.set(key, statement)
    }
    statement.run(...Object.values(row).map(toSqlite))
  }
  return {
    async write(batch) {
      database.exec('begin')
      for (const [table, rows] of batch) for (const row of rows) insert(table, row)
      database.exec('commit')
    },
  }
}

function toSqlite(value: Value): SQLInputValue {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'number') return BigInt(value)
  if (typeof value === 'boolean') return value ? 1n : 0n
  return value instanceof Date ? BigInt(value.getTime()) : JSON.stringify(value)
}
