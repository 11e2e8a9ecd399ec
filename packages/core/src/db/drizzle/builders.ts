/** Drizzle's query builders for each database, with our session and our compiler. */
import type { Query, SQL } from 'drizzle-orm'
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core'
import { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type { Database, DialectName } from '../types.ts'
import { compilingFast } from './compile.ts'
import type { Session } from './session.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'

type Builders = Omit<Database, 'dialect'>

const pgDialect = compilingFast(new PgDialect())
const sqliteDialect = createSqliteDialect()

/** Compile a query to the SQL text of a database. */
export const compilers: Readonly<Record<DialectName, (query: SQL) => Query>> = {
  postgres: (query) => pgDialect.sqlToQuery(query),
  sqlite: (query) => sqliteDialect.sqlToQuery(query),
}

/** The builders for SQLite take the same tables as those for Postgres, so they have the same type. */
export function createBuilders(dialect: DialectName, session: Session): Builders {
  const drizzle = (
    dialect === 'postgres'
      ? new PgDatabase(pgDialect, session as never, undefined)
      : new BaseSQLiteDatabase('async', sqliteDialect as never, session as never, undefined)
  ) as Builders
  return {
    select: drizzle.select.bind(drizzle),
    selectDistinct: drizzle.selectDistinct.bind(drizzle),
    insert: drizzle.insert.bind(drizzle),
    update: drizzle.update.bind(drizzle),
    delete: drizzle.delete.bind(drizzle),
  }
}
