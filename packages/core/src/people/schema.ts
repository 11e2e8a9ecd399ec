import { sql } from 'drizzle-orm'
import { index, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core'
import { t, table } from '../db/kit.ts'

/** The directory: guests, whom the host does not know, such as the sender of a mail. */
export const directory = table(
  'deskhand_directory',
  {
    id: t.text().notNull(),
    name: t.text(),
    email: t.text(),
    emailKey: t.text(),
    organisationId: t.text(),
    /** The person of the host to whom the guest is linked, or `null`. */
    personId: t.text(),
    createdAt: t.time().notNull(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_directory_pk', columns: [c.tenantId, c.id] }),
    uniqueIndex('deskhand_directory_email').on(c.tenantId, c.emailKey),
    index('deskhand_directory_person').on(c.tenantId, c.personId).where(sql`person_id is not null`),
  ],
)

export type GuestRow = typeof directory.$inferSelect
