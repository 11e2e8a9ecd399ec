import { sql } from 'drizzle-orm'
import { index, uniqueIndex } from 'drizzle-orm/pg-core'
import { sharedTable, t, table } from '../db/kit.ts'
import { queueColumns } from '../queue/columns.ts'
import { vias } from './via.ts'

/**
 * What happened, in the transaction in which it happened. `seq` counts inserts; `position` is
 * stamped after commit by the dispatcher, so reading by position is reading in commit order.
 */
export const events = table(
  'deskhand_events',
  {
    seq: t.sequence(),
    id: t.id().notNull(),
    position: t.integer(),
    type: t.text().notNull(),
    ticketId: t.id(),
    actorId: t.text().notNull(),
    /** Whom it is about, such as the new assignee; so that a person can be found and forgotten. */
    aboutId: t.text(),
    via: t.text({ enum: vias }).notNull(),
    causeId: t.id(),
    depth: t.integer().notNull(),
    audience: t.text({ enum: ['public', 'internal'] }).notNull(),
    data: t.json<Record<string, unknown>>().notNull(),
    createdAt: t.time().notNull(),
  },
  (c) => [
    uniqueIndex('deskhand_events_id').on(c.tenantId, c.id),
    uniqueIndex('deskhand_events_position').on(c.position),
    index('deskhand_events_ticket').on(c.tenantId, c.ticketId, c.seq),
    index('deskhand_events_actor').on(c.tenantId, c.actorId, c.createdAt, c.seq),
    index('deskhand_events_about').on(c.tenantId, c.aboutId).where(sql`about_id is not null`),
    index('deskhand_events_type').on(c.tenantId, c.type, c.createdAt, c.seq),
    index('deskhand_events_created').on(c.tenantId, c.createdAt, c.seq),
    index('deskhand_events_unstamped').on(c.seq).where(sql`position is null`),
  ],
)

export type EventRow = typeof events.$inferSelect

/** Who wants which events; written at start by every process, so any of them may dispatch. */
export const subscribers = sharedTable('deskhand_subscribers', {
  name: t.text().primaryKey(),
  types: t.json<string[]>().notNull(),
  /** Events up to this position are not for this subscriber: it was not registered yet. */
  since: t.integer().notNull(),
  /** When a process that has this subscription last said so. */
  seenAt: t.time().notNull(),
})

/** One row an event and subscriber, made when the event gets its position. */
export const deliveries = sharedTable(
  'deskhand_deliveries',
  {
    ...queueColumns(),
    position: t.integer().notNull(),
  },
  (c) => [
    uniqueIndex('deskhand_deliveries_once').on(c.position, c.name),
    index('deskhand_deliveries_due').on(c.name, c.runAt, c.id).where(sql`state = 'waiting'`),
    index('deskhand_deliveries_running').on(c.lockedUntil).where(sql`state = 'running'`),
    index('deskhand_deliveries_dead').on(c.tenantId, c.createdAt, c.id).where(sql`state = 'dead'`),
    index('deskhand_deliveries_finished')
      .on(c.state, c.finishedAt)
      .where(sql`finished_at is not null`),
  ],
)

/** A right that one process holds at a time. `token` fences off a holder that came back late. */
export const leases = sharedTable('deskhand_leases', {
  name: t.text().primaryKey(),
  holder: t.text().notNull(),
  token: t.integer().notNull(),
  expiresAt: t.time().notNull(),
  /** How far its holders have come; the dispatcher's is the last position it gave out. */
  progress: t.integer().notNull(),
})
