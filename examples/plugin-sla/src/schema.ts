import { index, primaryKey, sql, t, table } from '@deskhand/core/db'

/**
 * One promise a ticket. It names no person, so there is nobody to forget, and hangs on the ticket, so
 * it goes when that is purged. `ticketCreatedAt` is the ticket's own, so that the ticket list is read
 * newest first from here.
 */
export const slas = table(
  'deskhand_sla',
  {
    ticketId: t.ticketRef(),
    ticketCreatedAt: t.time().notNull(),
    atRiskAt: t.time().notNull(),
    dueAt: t.time().notNull(),
    /** When the first answer came. */
    metAt: t.time(),
    /** When it was reported that the answer was late, which happens once. */
    breachedAt: t.time(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_sla_pk', columns: [c.tenantId, c.ticketId] }),
    index('deskhand_sla_due').on(c.tenantId, c.dueAt, c.ticketId).where(sql`met_at is null`),
    index('deskhand_sla_waiting')
      .on(c.tenantId, c.ticketCreatedAt, c.ticketId)
      .where(sql`met_at is null and breached_at is null`),
    index('deskhand_sla_breached')
      .on(c.tenantId, c.ticketCreatedAt, c.ticketId)
      .where(sql`breached_at is not null`),
    // Work of all tenants, so it is led by none.
    index('deskhand_sla_unreported').on(c.dueAt).where(sql`met_at is null and breached_at is null`),
  ],
)

export type SlaRow = typeof slas.$inferSelect
