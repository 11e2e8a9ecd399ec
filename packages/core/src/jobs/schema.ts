import { sql } from 'drizzle-orm'
import { index, uniqueIndex } from 'drizzle-orm/pg-core'
import { sharedTable, t } from '../db/kit.ts'
import { queueColumns } from '../queue/columns.ts'

/** Work to be done once. `uniqueKey` makes another request for the same work a no-op. */
export const jobs = sharedTable(
  'deskhand_jobs',
  {
    ...queueColumns(),
    /** Null when it no longer counts: see `uniqueWhile`. */
    uniqueKey: t.text(),
    uniqueWhile: t.text({ enum: ['waiting', 'unfinished', 'kept'] }),
    payload: t.json<Record<string, unknown>>().notNull(),
    /** Cause and depth of the call that asked for it. */
    causeId: t.id(),
    depth: t.integer().notNull(),
  },
  (c) => [
    uniqueIndex('deskhand_jobs_once').on(c.tenantId, c.name, c.uniqueKey),
    index('deskhand_jobs_due').on(c.name, c.runAt, c.id).where(sql`state = 'waiting'`),
    index('deskhand_jobs_running').on(c.lockedUntil).where(sql`state = 'running'`),
    index('deskhand_jobs_dead').on(c.tenantId, c.createdAt, c.id).where(sql`state = 'dead'`),
    index('deskhand_jobs_finished').on(c.state, c.finishedAt).where(sql`finished_at is not null`),
  ],
)

/**
 * When each schedule fires next. The one process that moves `nextRunAt` has the tick. A row without `nextRunAt` records a
 * job that runs once after a migration.
 */
export const schedules = sharedTable('deskhand_schedules', {
  name: t.text().primaryKey(),
  nextRunAt: t.time(),
  /** The job of the latest tick. */
  jobId: t.id(),
})
