/**
 * The `Database` handle: drizzle's query builders over whatever connection is right when a statement
 * runs, and behind it what only the storage layer and `db/dialect.ts` may do with it.
 */
import type { Query, SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { compilers, createBuilders } from './drizzle/builders.ts'
import { deferredSession, type Session } from './drizzle/session.ts'
import type { Database, DialectName } from './types.ts'

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
  target(): Target | Promise<Target>
  compile(query: SQL): Query
  rows(query: SQL): Promise<object[]>
  arrays(query: Query): Promise<unknown[][]>
  execute(text: string): Promise<void>
  /** Throws for a table that the handle must not write to. */
  checkWrite?(table: PgTable): void
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
  const compile = compilers[dialect]
  const session = deferredSession(async (statement) => {
    const { run, executor } = await target()
    return run(async () => statement(await executor.session()))
  })
  const db: Database = { dialect, ...createBuilders(dialect, session) }
  internals.set(db, {
    target,
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

/** The same connection, whose statements first wait for `ready`. */
export function heldBack(db: Database, ready: () => void | Promise<void>): Database {
  const { target } = internalsOf(db)
  return createDatabase(db.dialect, () => {
    const waiting = ready()
    return waiting ? waiting.then(target) : target()
  })
}

/**
 * Returns a handle on the same connection whose inserts, updates and deletes first call `checkWrite`. It throws for a
 * table that the handle must not write to. It does not see SQL that is written as text.
 */
export function restrictWrites(db: Database, checkWrite: (table: PgTable) => void): Database {
  const checked = <Result>(write: (table: PgTable) => Result) => {
    return (table: PgTable) => {
      checkWrite(table)
      return write(table)
    }
  }
  const restricted = {
    ...db,
    insert: checked(db.insert),
    update: checked(db.update),
    delete: checked(db.delete),
  } as Database
  internals.set(restricted, { ...internalsOf(db), checkWrite })
  return restricted
}
