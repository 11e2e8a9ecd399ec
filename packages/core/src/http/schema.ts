import { sql } from 'drizzle-orm'
import { index, primaryKey } from 'drizzle-orm/pg-core'
import { t, table } from '../db/kit.ts'

/**
 * Stored answers for repeated `Idempotency-Key`s, written in the transaction of their operation. The keys are digests,
 * so that a row names nobody and can outlive the erasure of the person who sent the request.
 */
export const idempotencyKeys = table(
  'deskhand_idempotency_keys',
  {
    /** A digest of the tenant and the actor's id. */
    actorKey: t.text().notNull(),
    /** A digest of the method, the path and the `Idempotency-Key`. */
    requestKey: t.text().notNull(),
    /** A digest of the role, the query and the body. Empty once the answer is removed. */
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
      columns: [c.tenantId, c.actorKey, c.requestKey],
    }),
    index('deskhand_idempotency_keys_created').on(c.createdAt),
    index('deskhand_idempotency_keys_ticket')
      .on(c.tenantId, c.ticketId)
      .where(sql`ticket_id is not null`),
  ],
)
