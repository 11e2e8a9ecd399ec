/** Drizzle's session for SQLite, made from a function that runs one statement. */
import { type RemoteCallback, SQLiteRemoteSession } from 'drizzle-orm/sqlite-proxy'
import type { Session } from './session.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'

export function sqliteSession(
  run: (sql: string, params: unknown[], as: 'arrays') => Promise<unknown[]>,
): Session {
  const callback: RemoteCallback = async (sql, params, method) => {
    const rows = await run(sql, params, 'arrays')
    return { rows: method === 'get' ? (rows[0] as unknown[]) : rows }
  }
  return new SQLiteRemoteSession(callback, createSqliteDialect(), undefined) as Session
}
