import { sql } from 'drizzle-orm'
import { index, primaryKey } from 'drizzle-orm/pg-core'
import { t, table } from '../db/kit.ts'

/** Who may follow the public part of a ticket. The requester is one of them. */
export const participants = table(
  'deskhand_participants',
  {
    ticketId: t.ticketRef(),
    personId: t.text().notNull(),
    kind: t.text({ enum: ['requester', 'cc'] }).notNull(),
    addedBy: t.text().notNull(),
    createdAt: t.time().notNull(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_participants_pk', columns: [c.tenantId, c.ticketId, c.personId] }),
    index('deskhand_participants_added_by')
      .on(c.tenantId, c.addedBy)
      .where(sql`added_by <> person_id`),
    index('deskhand_participants_person').on(c.tenantId, c.personId, c.ticketId),
  ],
)

export type ParticipantRow = typeof participants.$inferSelect
