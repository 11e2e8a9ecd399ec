/** One `node:sqlite` connection: bound values, prepared statements, plain rows. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { normaliseSqliteError } from './sqlite-errors.ts'

const CACHED_STATEMENTS = 200

/** Runs one statement; `arrays` gives each row as an array, as drizzle wants it. */
export type RunStatement = (sql: string, params: unknown[], as: 'arrays' | 'objects') => unknown[]

export interface Connection {
  readonly database: DatabaseSync
  readonly run: RunStatement
  /** Runs SQL text that may hold several statements. */
  execute(text: string): void
}

export function connect(database: DatabaseSync): Connection {
  const cache = new Map<string, StatementSync>()

  function prepare(sql: string): StatementSync {
    const statement = cache.get(sql) ?? database.prepare(sql)
    cache.delete(sql)
    cache.set(sql, statement)
    if (cache.size > CACHED_STATEMENTS) {
      const [leastRecentlyUsed] = cache.keys()
      cache.delete(leastRecentlyUsed as string)
    }
    return statement
  }

  function normalised<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw normaliseSqliteError(error, database)
    }
  }

  return {
    database,
    run: (sql, params, as) =>
      normalised(() => {
        const statement = prepare(sql)
        statement.setReturnArrays(as === 'arrays')
        return statement.all(...params.map(toSqlite))
      }),
    execute: (text) => normalised(() => database.exec(text)),
  }
}

function toSqlite(value: unknown): SQLInputValue {
  if (value === undefined) return null
  if (typeof value === 'boolean') return value ? 1n : 0n
  // `node:sqlite` binds every number as a REAL, which would make `? / 2` a division of floats.
  if (Number.isSafeInteger(value)) return BigInt(value as number)
  if (value instanceof Date) return BigInt(value.getTime())
  return value as SQLInputValue
}
