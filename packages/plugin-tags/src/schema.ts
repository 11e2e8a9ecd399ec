import { foreignKey, index, primaryKey, t, table, uniqueIndex } from '@deskhand/core/db'
import { tagIcons } from './icons.ts'

/** The managed list. `nameKey` is the name folded for uniqueness and for finding by prefix. */
export const tags = table(
  'deskhand_tags',
  {
    id: t.id().notNull(),
    name: t.text().notNull(),
    nameKey: t.text().notNull(),
    colour: t.text().notNull(),
    icon: t.text({ enum: tagIcons }),
    isPublic: t.boolean().notNull(),
    createdBy: t.text().notNull(),
    createdAt: t.time().notNull(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_tags_pk', columns: [c.tenantId, c.id] }),
    uniqueIndex('deskhand_tags_name').on(c.tenantId, c.nameKey),
    index('deskhand_tags_created_by').on(c.tenantId, c.createdBy),
  ],
)

export const standings = ['nothing', 'finished', 'open'] as const

/**
 * Which ticket has which tag. `ticketCreatedAt` is the ticket's own, so that the tickets of a tag are
 * read newest first from one index. `countedAs` is what the tag's counts hold for this row.
 */
export const taggings = table(
  'deskhand_taggings',
  {
    ticketId: t.ticketRef(),
    tagId: t.id().notNull(),
    ticketCreatedAt: t.time().notNull(),
    countedAs: t.ranked(standings).notNull(),
    addedBy: t.text().notNull(),
    addedAt: t.time().notNull(),
    /** The merged ticket that brought the tag along. */
    mergedFromId: t.id(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_taggings_pk', columns: [c.tenantId, c.ticketId, c.tagId] }),
    foreignKey({
      name: 'deskhand_taggings_tag_fk',
      columns: [c.tenantId, c.tagId],
      foreignColumns: [tags.tenantId, tags.id],
    }),
    index('deskhand_taggings_tag').on(c.tenantId, c.tagId, c.ticketCreatedAt, c.ticketId),
    index('deskhand_taggings_added_by').on(c.tenantId, c.addedBy),
  ],
)

/** Changes of a tag's counts; the counts are their sums. See `counts.ts`. */
export const tagCounts = table(
  'deskhand_tag_counts',
  {
    tagId: t.id().notNull(),
    id: t.id().notNull(),
    open: t.integer().notNull(),
    total: t.integer().notNull(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_tag_counts_pk', columns: [c.tenantId, c.tagId, c.id] }),
    foreignKey({
      name: 'deskhand_tag_counts_tag_fk',
      columns: [c.tenantId, c.tagId],
      foreignColumns: [tags.tenantId, tags.id],
    }),
  ],
)

export type TagRow = typeof tags.$inferSelect
export type TaggingRow = typeof taggings.$inferSelect
/** What a tagging adds to its tag's counts. */
export type Standing = (typeof standings)[number]
