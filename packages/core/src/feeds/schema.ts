import { sharedTable, t } from '../db/kit.ts'

/** One row for each feed, with its cursor. The process that locks the row runs the feed. */
export const feeds = sharedTable('deskhand_feeds', {
  name: t.text().primaryKey(),
  /** The types of the events that it applies. */
  types: t.json<string[]>().notNull(),
  /** The cursor: every event of its types up to this position is applied or skipped. */
  position: t.integer().notNull(),
  /** When the cursor last moved. */
  movedAt: t.time().notNull(),
  /** Events were deleted before it could apply them, so its rows are incomplete. */
  missesEvents: t.boolean().notNull(),
  /** The tenant whose rows the rebuild writes next, `''` before the first one. Null when no rebuild runs. */
  rebuildTenant: t.text(),
  /** What the last step of the rebuild returned. */
  rebuildAfter: t.text(),
  /** How often `apply` or `rebuild` has failed since the cursor last moved. */
  attempts: t.integer().notNull(),
  /** The next try is not before this moment. The epoch means at once. */
  retryAt: t.time().notNull(),
  lastError: t.text(),
  /** The position of the event that fails. Null when none does. */
  failedPosition: t.integer(),
  /** When a process that has this feed last registered it. */
  seenAt: t.time().notNull(),
})
