import { sql } from 'drizzle-orm'
import { index, primaryKey } from 'drizzle-orm/pg-core'
import { t, table } from '../db/kit.ts'

/** Answers kept for a repeated `Idempotency-Key`, written in the transaction they answer for. */
export const idempotencyKeys = table(
  'deskhand_idempotency_keys',
  {
    actorId: t.text().notNull(),
    method: t.text().notNull(),
    path: t.text().notNull(),
    key: t.text().notNull(),
    fingerprint: t.text().notNull(),
    status: t.integer(),
    body: t.text(),
    headers: t.json<Record<string, string>>(),
    ticketId: t.id(),
    createdAt: t.time().notNull(),
  },
  (c) => [
    primaryKey({
      name: 'deskhand_idempotency_keys_pk',
      columns: [c.tenantId, c.actorId, c.method, c.path, c.key],
    }),
    index('deskhand_idempotency_keys_created').on(c.createdAt),
    index('deskhand_idempotency_keys_ticket')
      .on(c.tenantId, c.ticketId)
      .where(sql`ticket_id is not null`),
  ],
)
