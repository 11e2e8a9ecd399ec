/** The database as services see it: one narrow, typed surface over SQLite and Postgres. */
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

export type DialectName = 'sqlite' | 'postgres'

type QueryBuilder = PgDatabase<PgQueryResultHKT, Record<string, never>>

/**
 * What a service may use. Only what both engines can do is here; the rest is a named helper in
 * `db/dialect.ts`. To learn how many rows a write touched, use `.returning()`: result objects of
 * the drivers differ.
 */
export interface Database
  extends Pick<QueryBuilder, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'> {
  readonly dialect: DialectName
}

export interface TransactionOptions {
  /**
   * How long to wait for the database and keep retrying after conflicts, in milliseconds. Default
   * 10 000.
   */
  readonly retryFor?: number
  /**
   * Commits apart from the transaction that is running around it, on another connection. SQLite has
   * one writer at a time, so there it joins all the same.
   */
  readonly separate?: boolean
  /** For migrations: rebuilding a table on SQLite must not cascade into the rows that point to it. */
  readonly schemaChange?: boolean
}

/**
 * A connected database. Made by `sqlite()` and `postgres()`; hosts pass it to `createHelpdesk`.
 * `Host` is what `hostTransaction` hands out and `adopt` takes back.
 */
export interface Storage<Host = unknown> {
  readonly dialect: DialectName
  /** Statements outside a transaction, each committed by itself. */
  readonly db: Database
  /**
   * Runs `work` in a transaction and commits it. Conflicts (`Busy`, `SerializationFailure`) are
   * retried with jitter, so `work` may run more than once and must not do I/O. Called inside a
   * running transaction of the same storage, it joins that one.
   */
  transaction<T>(work: (db: Database) => Promise<T>, options?: TransactionOptions): Promise<T>
  /**
   * Runs `work` under a savepoint of the transaction `db` belongs to: a throw undoes only `work`.
   * Savepoints of one transaction take turns; other statements should not run beside them.
   */
  savepoint<T>(db: Database, work: () => Promise<T>): Promise<T>
  /** Throws a `DatabaseError` when the transaction of `db` has ended, or the savepoint around the caller. */
  requireOpen(db: Database): void
  /**
   * Rolls back the savepoint, or else the transaction, that the caller is inside of, and refuses the rest of
   * its statements with `reason`. Use it to give up on work that you cannot stop.
   */
  abandon(reason: unknown): void
  /**
   * Adopts a transaction that the host began: on Postgres a `pg` client or a drizzle transaction,
   * on SQLite what `helpdesk.transaction(fn)` handed out. Never retried, committed by the host.
   */
  adopt(hostTransaction: unknown): Database
  /** Whether `db` is a transaction the host owns. */
  isAdopted(db: Database): boolean
  /** Runs `work` as part of `db`'s transaction: `transaction()` and `storage.db` inside join it. */
  within<T>(db: Database, work: () => Promise<T>): Promise<T>
  /**
   * Opens a transaction for the host's own SQL and commits it after `work`. Never retried, so `work`
   * runs once. `adopt` makes a `Database` of the handle.
   */
  hostTransaction<T>(work: (host: Host) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** Runs SQL text that may hold several statements; for migrations. */
  execute(db: Database, sql: string): Promise<void>
  /** Tells other processes, on commit, that there is background work. `db` is the open transaction. */
  announce(db: Database): Promise<void>
  /** Calls `wake` whenever some process may have committed background work. Returns how to stop. */
  listen(wake: () => void): Promise<() => Promise<void>>
  /** Closes what `sqlite()` or `postgres()` opened, and leaves alone what the host passed in. */
  close(): Promise<void>
}
