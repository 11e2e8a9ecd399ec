/**
 * All that is in the database, as one text that is the same as long as nothing has changed. Putting
 * events in order is no change: whoever listens has it done.
 */
import { createHash } from 'node:crypto'
import type { Storage } from '@deskhand/core'
import { type Database, rows, sql } from '@deskhand/core/db'

const orderKeeping = 'deskhand_leases'

type Digest = Readonly<Record<string, string>>

export interface Watch {
  /** The tables in which something is different from when it was last asked. */
  changes(): Promise<string[]>
}

export async function watch({ db }: Storage): Promise<Watch> {
  const tables = await tableNames(db)
  let stamp = await stampOf(db)
  let known = await digest(db, tables)
  return {
    async changes() {
      const now = await stampOf(db)
      if (now === stamp) return []
      stamp = now
      const before = known
      known = await digest(db, tables)
      return tables.filter((name) => before[name] !== known[name])
    },
  }
}

/** Other than before whenever something may have been written, and cheap to ask for. */
async function stampOf(db: Database): Promise<string> {
  const found = await rows(
    db,
    db.dialect === 'sqlite'
      ? sql`select data_version from pragma_data_version`
      : sql`select pg_snapshot_xmax(pg_current_snapshot())::text as stamp`,
  )
  return JSON.stringify(found)
}

async function tableNames(db: Database): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    db.dialect === 'sqlite'
      ? sql`select name from sqlite_master where type = 'table' and name like 'deskhand_%'`
      : sql`select tablename as name from pg_tables
            where schemaname = current_schema() and tablename like 'deskhand_%'`,
  )
  return found
    .map(({ name }) => name)
    .filter((name) => name !== orderKeeping)
    .toSorted()
}

/** One text for each table. */
async function digest(db: Database, tables: readonly string[]): Promise<Digest> {
  if (db.dialect === 'sqlite') {
    const all = await Promise.all(
      tables.map(async (name) => {
        const found = await rows(db, sql`select * from ${sql.identifier(name)}`)
        return [name, createHash('sha1').update(JSON.stringify(found, plain)).digest('hex')]
      }),
    )
    return Object.fromEntries(all)
  }
  const each = tables.map(
    (name) => sql`select ${name}::text as name,
      md5(coalesce(string_agg(row, '|' order by row), '')) as digest
      from (select (to_jsonb(t) - 'position')::text as row from ${sql.identifier(name)} as t) as t`,
  )
  const all = await rows<{ name: string; digest: string }>(db, sql.join(each, sql` union all `))
  return Object.fromEntries(all.map((row) => [row.name, row.digest]))
}

function plain(key: string, value: unknown): unknown {
  if (key === 'position') return undefined
  return typeof value === 'bigint' ? String(value) : value
}
