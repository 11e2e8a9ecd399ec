import { sharedTable, t } from '../db/kit.ts'

/** One row for each feed, with its cursor. The process that locks the row runs the feed. */
export const feeds = sharedTable('deskhand_feeds', {
  name: t.text().primaryKey(),
  /** The types of events that it applies. */
  types: t.json<string[]>().notNull(),
  /** The cursor: every event up to this position is applied, or not for this feed. */
  position: t.integer().notNull(),
  /** When the cursor last moved. */
  movedAt: t.time().notNull(),
  /** It was to begin with the oldest event, and older ones had been deleted already. */
  missesEvents: t.boolean().notNull(),
  /** The tenant whose rows are written again from the tables, `''` before the first; null when none are. */
  rebuildTenant: t.text(),
  /** What the last step of the rebuild returned. */
  rebuildAfter: t.text(),
  /** How often `apply` or `rebuild` has failed since the cursor last moved. */
  attempts: t.integer().notNull(),
  /** Not before this moment; the epoch means at once. */
  retryAt: t.time().notNull(),
  lastError: t.text(),
  /** The position of the event that fails; null when none does. */
  failedPosition: t.integer(),
  /** When a process that has this feed last said so. */
  seenAt: t.time().notNull(),
})
