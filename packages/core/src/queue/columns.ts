import { t } from '../db/kit.ts'

/** What the two queues, `deskhand_deliveries` and `deskhand_jobs`, have in common. */
export function queueColumns() {
  return {
    id: t.id().primaryKey(),
    tenantId: t.text().notNull(),
    /** The subscriber or job; a process claims the names that it has handlers for. */
    name: t.text().notNull(),
    state: t.text({ enum: ['waiting', 'running', 'done', 'dead'] }).notNull(),
    /** How often a process claimed it to run it. */
    attempts: t.integer().notNull(),
    /** Not before this moment; the epoch means at once, whatever the clocks of two machines say. */
    runAt: t.time().notNull(),
    /** Until when the process `lockedBy` has it; it may be claimed again afterwards. */
    lockedUntil: t.time(),
    lockedBy: t.text(),
    lastError: t.text(),
    /** When it was done or given up; null while there is something left to do. */
    finishedAt: t.time(),
    createdAt: t.time().notNull(),
  }
}

/** The `runAt` of what may run at once. */
export const atOnce = new Date(0)
