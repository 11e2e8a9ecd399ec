/**
 * Two tables: files as people see them, and blobs as the store holds them.
 *
 * A blob's row is written before the first byte and deleted after the last, so that whatever a killed
 * process leaves behind is known without looking through the store.
 */
import {
  foreignKey,
  index,
  primaryKey,
  replies,
  sharedTable,
  sql,
  t,
  table,
  tickets,
  uniqueIndex,
} from '@deskhand/core/db'

export const scanStates = ['pending', 'clean', 'infected', 'failed', 'unscanned'] as const

export const attachments = table(
  'deskhand_attachments',
  {
    id: t.id().notNull(),
    /** Without a ticket it is its uploader's draft. */
    ticketId: t.id(),
    replyId: t.id(),
    audience: t.text({ enum: ['public', 'internal'] }).notNull(),
    blobKey: t.text().notNull(),
    name: t.text().notNull(),
    size: t.integer().notNull(),
    type: t.text().notNull(),
    declaredType: t.text(),
    /** Whether a browser may show it in place. */
    isInline: t.boolean().notNull(),
    sha256: t.text().notNull(),
    state: t.text({ enum: scanStates }).notNull(),
    /** The signature that was found, or why the scan failed. */
    scanDetail: t.text(),
    scannedAt: t.time(),
    releasedAt: t.time(),
    releasedBy: t.text(),
    uploadedBy: t.text().notNull(),
    /** The digest of an Idempotency-Key and the path it was sent to. */
    uploadKey: t.text(),
    createdAt: t.time().notNull(),
    /** When it came onto the ticket. */
    attachedAt: t.time(),
    deletedAt: t.time(),
    deletedBy: t.text(),
    /** Deleted because its ticket was, so it comes back with the ticket. */
    deletedWithTicket: t.boolean().notNull(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_attachments_pk', columns: [c.tenantId, c.id] }),
    foreignKey({
      name: 'deskhand_attachments_ticket_fk',
      columns: [c.tenantId, c.ticketId],
      foreignColumns: [tickets.tenantId, tickets.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'deskhand_attachments_reply_fk',
      columns: [c.tenantId, c.replyId],
      foreignColumns: [replies.tenantId, replies.id],
    }).onDelete('cascade'),
    uniqueIndex('deskhand_attachments_blob').on(c.blobKey),
    uniqueIndex('deskhand_attachments_upload_key')
      .on(c.tenantId, c.uploadedBy, c.uploadKey)
      .where(sql`upload_key is not null`),
    index('deskhand_attachments_ticket').on(c.tenantId, c.ticketId, c.attachedAt, c.id),
    index('deskhand_attachments_reply').on(c.tenantId, c.replyId, c.attachedAt, c.id),
    index('deskhand_attachments_uploader').on(c.tenantId, c.uploadedBy),
    index('deskhand_attachments_deleter')
      .on(c.tenantId, c.deletedBy)
      .where(sql`deleted_by is not null`),
    index('deskhand_attachments_releaser')
      .on(c.tenantId, c.releasedBy)
      .where(sql`released_by is not null`),
    index('deskhand_attachments_own_drafts')
      .on(c.tenantId, c.uploadedBy, c.size)
      .where(sql`ticket_id is null`),
    index('deskhand_attachments_drafts').on(c.createdAt).where(sql`ticket_id is null`),
    index('deskhand_attachments_waiting')
      .on(c.state, c.createdAt, c.id)
      .where(sql`scanned_at is null`),
    index('deskhand_attachments_deleted').on(c.deletedAt).where(sql`deleted_at is not null`),
  ],
)

export type AttachmentRow = typeof attachments.$inferSelect

/**
 * `writing`: an upload runs, or was cut off. `held`: stored, with a row in `attachments`. `doomed`: to
 * be removed from the store. `stray`: seen in the store, known to nobody.
 */
const blobStates = ['writing', 'held', 'doomed', 'stray'] as const

/** Work for the whole store, so it is found without a tenant. */
export const blobs = sharedTable(
  'deskhand_attachment_blobs',
  {
    key: t.text().notNull(),
    /** Empty for a stray one. */
    tenantId: t.text().notNull(),
    state: t.text({ enum: blobStates }).notNull(),
    size: t.integer().notNull(),
    /** Since when it is in this state. */
    since: t.time().notNull(),
    /** When it was found to be missing from the store. */
    missingAt: t.time(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_attachment_blobs_pk', columns: [c.key] }),
    index('deskhand_attachment_blobs_state').on(c.state, c.since),
    index('deskhand_attachment_blobs_usage').on(c.tenantId, c.state, c.size),
    index('deskhand_attachment_blobs_missing').on(c.missingAt).where(sql`missing_at is not null`),
  ],
)

export const attachmentTables = { attachments, blobs }
