/**
 * The `Database` handle: drizzle's query builders over whatever connection is right when a statement
 * runs, and behind it what only the storage layer and `db/dialect.ts` may do with it.
 */
import type { Query, SQL } from 'drizzle-orm'
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core'
import { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import { compilingFast } from './compile.ts'
import { createSqliteDialect } from './drivers/sqlite-dialect.ts'
import type { Database, DialectName } from './types.ts'

const METHODS = ['execute', 'all', 'get', 'run', 'values'] as const

/** What drizzle's builders need of a prepared statement; the engines differ in the methods used. */
interface Prepared extends Partial<Record<(typeof METHODS)[number], Run>> {
  joinsNotNullableMap?: unknown
  setToken?(token: unknown): Prepared
}
type Run = (...values: unknown[]) => Promise<unknown>

export interface Session {
  prepareQuery(...query: unknown[]): Prepared
}

/** A connection as the drivers see it. */
export interface Executor {
  session(): Session | Promise<Session>
  /** Rows as objects with the values the driver gives. */
  rows(query: Query): Promise<object[]>
  /** Rows as arrays, in the order of the selection. */
  arrays(query: Query): Promise<unknown[][]>
  /** SQL text that may hold several statements. */
  execute(text: string): Promise<void>
}

/** Where a statement runs, and what has to happen around it. */
export interface Target {
  readonly executor: Executor
  run<T>(statement: () => Promise<T>): Promise<T>
}

interface Internals {
  compile(query: SQL): Query
  rows(query: SQL): Promise<object[]>
  arrays(query: Query): Promise<unknown[][]>
  execute(text: string): Promise<void>
}

const internals = new WeakMap<Database, Internals>()

export function internalsOf(db: Database): Internals {
  const found = internals.get(db)
  if (!found) throw new TypeError('This is not a database handle of a storage.')
  return found
}

/** The target is asked for at each statement, so that `storage.db` can follow the open transaction. */
export function createDatabase(
  dialect: DialectName,
  target: () => Target | Promise<Target>,
): Database {
  const { compile, builders } = dialects[dialect](deferred(target))
  const db = { dialect, ...builders } as unknown as Database
  internals.set(db, {
    compile,
    async arrays(query) {
      const { run, executor } = await target()
      return run(() => executor.arrays(query))
    },
    async rows(query) {
      const { run, executor } = await target()
      return run(() => executor.rows(compile(query)))
    },
    async execute(text) {
      const { run, executor } = await target()
      return run(() => executor.execute(text))
    },
  })
  return db
}

const pgDialect = compilingFast(new PgDialect())
const sqliteDialect = createSqliteDialect()

const dialects = {
  postgres(session: Session) {
    const drizzle = new PgDatabase(pgDialect, session as never, undefined)
    return { compile: (query: SQL) => pgDialect.sqlToQuery(query), builders: buildersOf(drizzle) }
  },
  sqlite(session: Session) {
    const drizzle = new BaseSQLiteDatabase(
      'async',
      sqliteDialect as never,
      session as never,
      undefined,
    )
    return {
      compile: (query: SQL) => sqliteDialect.sqlToQuery(query),
      builders: buildersOf(drizzle),
    }
  },
}

interface Builders {
  select(...fields: never[]): unknown
  selectDistinct(...fields: never[]): unknown
  insert(...table: never[]): unknown
  update(...table: never[]): unknown
  delete(...table: never[]): unknown
}

function buildersOf(drizzle: Builders): Builders {
  return {
    select: drizzle.select.bind(drizzle),
    selectDistinct: drizzle.selectDistinct.bind(drizzle),
    insert: drizzle.insert.bind(drizzle),
    update: drizzle.update.bind(drizzle),
    delete: drizzle.delete.bind(drizzle),
  }
}

/** A drizzle session that chooses the real one when the statement runs, not when it is built. */
function deferred(target: () => Target | Promise<Target>) {
  function prepareQuery(...query: unknown[]): Prepared {
    const prepared: Prepared = { setToken: () => prepared }
    for (const method of METHODS) {
      prepared[method] = async (...values) => {
        const { run, executor } = await target()
        return run(async () => {
          const session = await executor.session()
          const statement = session.prepareQuery(...query)
          statement.joinsNotNullableMap = prepared.joinsNotNullableMap
          return statement[method]?.(...values)
        })
      }
    }
    return prepared
  }
  return { prepareQuery, prepareOneTimeQuery: prepareQuery }
}
