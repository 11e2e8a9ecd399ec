/** A table that records what feeds applied. Its primary key refuses an event that is applied twice. */
import { asc, eq } from 'drizzle-orm'
import { primaryKey } from 'drizzle-orm/pg-core'
import type { Call } from '../../src/api/call.ts'
import { t, table } from '../../src/db/kit.ts'
import type { Database, Storage } from '../../src/db/types.ts'
import type { FeedEvent } from '../../src/plugin/background-parts.ts'
import type { HelpdeskPlugin, PluginParts } from '../../src/plugin/contract.ts'

export const seen = table(
  'deskhand_seen',
  {
    feed: t.text().notNull(),
    position: t.integer().notNull(),
    type: t.text().notNull(),
    by: t.text().notNull(),
  },
  (c) => [primaryKey({ name: 'deskhand_seen_pk', columns: [c.feed, c.position] })],
)

const createTable = `create table deskhand_seen (
  tenant_id text not null, feed text not null, position bigint not null, type text not null, "by" text not null,
  constraint deskhand_seen_pk primary key (feed, position))`

export async function createSeen(storage: Storage): Promise<void> {
  await storage.execute(storage.db, createTable)
}

/** A plugin with the table. */
export function seeing(parts: Omit<PluginParts, 'api'>) {
  return {
    id: 'seeing',
    version: '0.0.0',
    core: '^0.0.0',
    tables: { seen },
    migrations: [{ id: '0001-init', sqlite: createTable, postgres: createTable }],
    setup: () => ({ api: () => ({}), ...parts }),
  } satisfies HelpdeskPlugin
}

/** Writes the events down for a feed. */
export async function see(call: Call, feed: string, events: readonly FeedEvent[]): Promise<void> {
  const { tenantId } = call
  await call.db.insert(seen).values(
    events.map(({ position, type, actorId }) => ({
      tenantId,
      feed,
      position,
      type,
      by: actorId,
    })),
  )
}

/** The positions that a feed has applied, in their order. */
export async function seenBy(db: Database, feed: string): Promise<number[]> {
  const rows = await db
    .select({ position: seen.position })
    .from(seen)
    .where(eq(seen.feed, feed))
    .orderBy(asc(seen.position))
  return rows.map(({ position }) => position)
}
