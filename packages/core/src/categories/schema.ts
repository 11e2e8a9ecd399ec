import { index, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core'
import { t, table } from '../db/kit.ts'

/** The managed list that a ticket's category comes from. `nameKey` is the name folded for uniqueness. */
export const categories = table(
  'deskhand_categories',
  {
    id: t.id().notNull(),
    name: t.text().notNull(),
    nameKey: t.text().notNull(),
    description: t.text(),
    createdAt: t.time().notNull(),
    archivedAt: t.time(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_categories_pk', columns: [c.tenantId, c.id] }),
    uniqueIndex('deskhand_categories_name').on(c.tenantId, c.nameKey),
    index('deskhand_categories_archived').on(c.tenantId, c.archivedAt),
  ],
)

export type CategoryRow = typeof categories.$inferSelect
