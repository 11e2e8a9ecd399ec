import { sql } from 'drizzle-orm'
import { foreignKey, index, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core'
import { categories } from '../categories/schema.ts'
import { t, table } from '../db/kit.ts'
import { priorities, statuses } from './lifecycle.ts'

/**
 * Indexes: one for each sort, one for each pair of a filter and the sort it is mostly used with.
 * `tickets/list-query.ts` decides which of them a query walks; docs/storage.md says why these.
 */
export const tickets = table(
  'deskhand_tickets',
  {
    id: t.id().notNull(),
    number: t.integer().notNull(),
    subject: t.text().notNull(),
    description: t.text().notNull(),
    descriptionHtml: t.text().notNull(),
    status: t.text({ enum: statuses }).notNull(),
    priority: t.ranked(priorities).notNull(),
    categoryId: t.id(),
    requesterId: t.text().notNull(),
    createdBy: t.text().notNull(),
    organisationId: t.text(),
    teamId: t.text(),
    assigneeId: t.text(),
    metadata: t.json<Record<string, string | number | boolean | null>>().notNull(),
    followUpOfId: t.id(),
    mergedIntoId: t.id(),
    reopenCount: t.integer().notNull(),
    version: t.integer().notNull(),
    publicVersion: t.integer().notNull(),
    createdAt: t.time().notNull(),
    updatedAt: t.time().notNull(),
    publicUpdatedAt: t.time().notNull(),
    firstResponseAt: t.time(),
    resolvedAt: t.time(),
    closedAt: t.time(),
    waitingSince: t.time(),
    /** The latest reopening, for `recomputeTimes`; never shown. Events may be deleted by retention. */
    reopenedAt: t.time(),
    spamAt: t.time(),
    deletedAt: t.time(),
    deletedBy: t.text(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_tickets_pk', columns: [c.tenantId, c.id] }),
    uniqueIndex('deskhand_tickets_number').on(c.tenantId, c.number),
    foreignKey({
      name: 'deskhand_tickets_category_fk',
      columns: [c.tenantId, c.categoryId],
      foreignColumns: [categories.tenantId, categories.id],
    }),
    index('deskhand_tickets_category').on(c.tenantId, c.categoryId, c.createdAt, c.id),
    index('deskhand_tickets_created').on(c.tenantId, c.createdAt, c.id),
    index('deskhand_tickets_updated').on(c.tenantId, c.updatedAt, c.id),
    index('deskhand_tickets_priority').on(c.tenantId, c.priority, c.createdAt, c.id),
    index('deskhand_tickets_status_created').on(c.tenantId, c.status, c.createdAt, c.id),
    index('deskhand_tickets_status_updated').on(c.tenantId, c.status, c.updatedAt, c.id),
    index('deskhand_tickets_assignee_created').on(c.tenantId, c.assigneeId, c.createdAt, c.id),
    index('deskhand_tickets_assignee_updated').on(c.tenantId, c.assigneeId, c.updatedAt, c.id),
    index('deskhand_tickets_unassigned')
      .on(c.tenantId, c.createdAt, c.id)
      .where(sql`assignee_id is null`),
    index('deskhand_tickets_deleted')
      .on(c.tenantId, c.createdAt, c.id)
      .where(sql`deleted_at is not null`),
    index('deskhand_tickets_spam')
      .on(c.tenantId, c.createdAt, c.id)
      .where(sql`spam_at is not null`),
    index('deskhand_tickets_created_for')
      .on(c.tenantId, c.createdBy)
      .where(sql`created_by <> requester_id`),
    index('deskhand_tickets_deleted_by')
      .on(c.tenantId, c.deletedBy)
      .where(sql`deleted_by is not null`),
    index('deskhand_tickets_requester').on(c.tenantId, c.requesterId, c.createdAt, c.id),
    index('deskhand_tickets_organisation').on(c.tenantId, c.organisationId, c.createdAt, c.id),
    index('deskhand_tickets_team').on(c.tenantId, c.teamId, c.createdAt, c.id),
    index('deskhand_tickets_resolved')
      .on(c.resolvedAt)
      .where(
        sql`status = 'resolved' and deleted_at is null and merged_into_id is null and spam_at is null`,
      ),
  ],
)

export type TicketRow = typeof tickets.$inferSelect

/** What is counted per tenant: ticket numbers. */
export const counters = table(
  'deskhand_counters',
  { name: t.text().notNull(), value: t.integer().notNull() },
  (c) => [primaryKey({ name: 'deskhand_counters_pk', columns: [c.tenantId, c.name] })],
)
