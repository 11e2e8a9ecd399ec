import { sql } from 'drizzle-orm'
import { index, primaryKey } from 'drizzle-orm/pg-core'
import { t, table } from '../db/kit.ts'

export const replies = table(
  'deskhand_replies',
  {
    id: t.id().notNull(),
    ticketId: t.ticketRef(),
    audience: t.text({ enum: ['public', 'internal'] }).notNull(),
    side: t.text({ enum: ['agent', 'customer', 'system'] }).notNull(),
    authorId: t.text().notNull(),
    via: t.text().notNull(),
    body: t.text().notNull(),
    bodyHtml: t.text().notNull(),
    automatic: t.boolean().notNull(),
    sentAt: t.time(),
    version: t.integer().notNull(),
    createdAt: t.time().notNull(),
    editedAt: t.time(),
    editedBy: t.text(),
    deletedAt: t.time(),
    deletedBy: t.text(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_replies_pk', columns: [c.tenantId, c.id] }),
    index('deskhand_replies_ticket').on(c.tenantId, c.ticketId, c.createdAt, c.id),
    index('deskhand_replies_public').on(c.tenantId, c.ticketId, c.audience, c.createdAt, c.id),
    index('deskhand_replies_author').on(c.tenantId, c.authorId),
    index('deskhand_replies_editor').on(c.tenantId, c.editedBy).where(sql`edited_by is not null`),
    index('deskhand_replies_deleter')
      .on(c.tenantId, c.deletedBy)
      .where(sql`deleted_by is not null`),
  ],
)

export type ReplyRow = typeof replies.$inferSelect
