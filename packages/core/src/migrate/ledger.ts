/** The ledger: which migrations a database has. */
import { sql } from 'drizzle-orm'
import { primaryKey } from 'drizzle-orm/pg-core'
import { rows } from '../db/dialect.ts'
import { sharedTable, t } from '../db/kit.ts'
import type { Database, DialectName, Storage } from '../db/types.ts'

const ledger = sharedTable(
  'deskhand_migrations',
  {
    plugin: t.text().notNull(),
    id: t.text().notNull(),
    checksum: t.text().notNull(),
    breaking: t.boolean().notNull(),
    appliedAt: t.time().notNull(),
  },
  (c) => [primaryKey({ name: 'deskhand_migrations_pk', columns: [c.plugin, c.id] })],
)

export type LedgerRow = typeof ledger.$inferSelect

/** Never changes: it is there before any migration. */
export const ledgerTable: Readonly<Record<DialectName, string>> = {
  postgres: `create table if not exists deskhand_migrations (
  plugin text not null,
  id text not null,
  checksum text not null,
  breaking boolean not null,
  applied_at timestamp (3) with time zone not null,
  constraint deskhand_migrations_pk primary key (plugin, id)
);`,
  sqlite: `create table if not exists deskhand_migrations (
  plugin text not null,
  id text not null,
  checksum text not null,
  breaking integer not null,
  applied_at integer not null,
  constraint deskhand_migrations_pk primary key (plugin, id)
);`,
}

/** Two starters may do this at once, and Postgres can fail one of them in spite of `if not exists`. */
export async function createLedger(storage: Storage): Promise<void> {
  try {
    await storage.execute(storage.db, ledgerTable[storage.dialect])
  } catch (error) {
    if (!(await hasLedger(storage.db))) throw error
  }
}

/** What has been applied; nothing when the database is empty. */
export async function readLedger(db: Database): Promise<LedgerRow[]> {
  return (await hasLedger(db)) ? db.select().from(ledger) : []
}

/** Puts the row of a migration in, or says that someone else has done so. */
export async function enterLedger(db: Database, row: LedgerRow): Promise<boolean> {
  const entered = await db.insert(ledger).values(row).onConflictDoNothing().returning()
  return entered.length > 0
}

/** The statement of `enterLedger` for people to read or run. */
export function ledgerStatement(dialect: DialectName, row: LedgerRow): string {
  const breaking = dialect === 'postgres' ? row.breaking : Number(row.breaking)
  const appliedAt =
    dialect === 'postgres' ? quote(row.appliedAt.toISOString()) : row.appliedAt.getTime()
  const values = [quote(row.plugin), quote(row.id), quote(row.checksum), breaking, appliedAt]
  return `insert into deskhand_migrations (plugin, id, checksum, breaking, applied_at) values (${values.join(', ')});`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

async function hasLedger(db: Database): Promise<boolean> {
  const query =
    db.dialect === 'postgres'
      ? sql`select 1 as found where to_regclass('deskhand_migrations') is not null`
      : sql`select 1 as found from sqlite_schema where name = 'deskhand_migrations'`
  return (await rows(db, query)).length > 0
}
