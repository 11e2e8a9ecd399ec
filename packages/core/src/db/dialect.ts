/** What only one database can do, each under one name, so that services hold no `if` for it. */
import type { Column, SQL, Table } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import { asColumn } from './drizzle/column.ts'
import { internalsOf } from './handle.ts'
import type { Database, DialectName } from './types.ts'

interface Lockable {
  for(strength: 'update' | 'share', config?: { of?: Table; skipLocked?: true }): unknown
}

/**
 * Locks the selected rows until the transaction ends. On SQLite a transaction is the only writer
 * anyway. `of` names the table whose rows to lock when there are joins.
 */
export function forUpdate<Query extends object>(
  db: Database,
  query: Query,
  options: { of?: Table } = {},
): Query {
  if (db.dialect === 'postgres') (query as Query & Lockable).for('update', options)
  return query
}

/**
 * Keeps other transactions from changing the selected rows or locking them for update until this one ends.
 * Other transactions may take the same shared lock.
 */
export function forShare<Query extends object>(db: Database, query: Query): Query {
  if (db.dialect === 'postgres') (query as Query & Lockable).for('share')
  return query
}

/** Waits for all transactions that have locked rows of the table, and keeps others from doing so until this one ends. */
export async function lockTable(db: Database, table: Table): Promise<void> {
  if (db.dialect === 'postgres') await rows(db, sql`lock table ${table} in exclusive mode`)
}

/** The clause that locks selected rows, for a query that is written as SQL. */
export function locking(dialect: DialectName, options: { skipLocked?: boolean } = {}): SQL {
  if (dialect === 'sqlite') return sql``
  return options.skipLocked ? sql`for update skip locked` : sql`for update`
}

/** Locks the selected rows and leaves out those that another transaction has locked. */
export function forUpdateSkipLocked<Query extends object>(
  db: Database,
  query: Query,
  options: { of?: Table } = {},
): Query {
  const locking = { ...options, skipLocked: true } as const
  if (db.dialect === 'postgres') (query as Query & Lockable).for('update', locking)
  return query
}

/** A column for a condition that SQLite's planner must not serve from an index. */
export function notIndexed<Indexed extends Column>(db: Database, column: Indexed): Indexed {
  return db.dialect === 'postgres' ? column : asColumn(sql`+${column}`, column)
}

/**
 * Whether `table` has a matching row, by an index lookup for each row of the outer query. For a plain `exists`,
 * Postgres may read the whole table first, even for a query that stops after a page.
 */
export function hasRow(table: Table, where: SQL | undefined): SQL {
  return sql`exists (select 1 from ${table} where ${where} limit 1 offset 0)`
}

/** Whether `column` holds `text` somewhere, to the letter. Reads every row that is left by then. */
export function contains(db: Database, column: Column, text: string): SQL {
  return db.dialect === 'postgres'
    ? sql`strpos(${column}, ${text}) > 0`
    : sql`instr(${column}, ${text}) > 0`
}

/** Takes a lock that ends with the transaction, or says that another one has it. */
export async function tryLock(db: Database, key: string): Promise<boolean> {
  if (db.dialect === 'sqlite') return true
  const [row] = await rows<{ locked: boolean }>(
    db,
    sql`select pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) as locked`,
  )
  return row?.locked ?? false
}

/**
 * Runs SQL and gives rows by column name. Integers are numbers on both; decode what else the
 * databases store differently: times (`new Date(value)`), booleans (`Boolean(value)`), JSON.
 */
export async function rows<Row extends object>(db: Database, query: SQL): Promise<Row[]> {
  return (await internalsOf(db).rows(query)) as Row[]
}

/**
 * The names of the tables of the current schema that begin with `prefix`. Leaves out shadow tables of
 * virtual tables and partitions, because they are created and dropped together with their table.
 */
export async function tableNames(db: Database, prefix: string): Promise<string[]> {
  const query =
    db.dialect === 'sqlite'
      ? sql`select name from pragma_table_list
            where schema = 'main' and type in ('table', 'virtual') order by name`
      : sql`select relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
            where nspname = current_schema() and relkind in ('r', 'p') and not relispartition
            order by 1`
  const found = await rows<{ name: string }>(db, query)
  return found.map(({ name }) => name).filter((name) => name.startsWith(prefix))
}
