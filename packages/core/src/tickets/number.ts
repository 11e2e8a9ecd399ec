/** Ticket numbers: counted up per tenant, never given twice, gaps allowed. */
import { sql } from 'drizzle-orm'
import type { Call } from '../call.ts'
import { runtimeOf } from '../create-call.ts'
import { counters } from './schema.ts'

/**
 * In a host's transaction on Postgres the number is taken on another connection: the counter's row
 * lock would else last as long as the host likes, and could deadlock with it.
 */
export async function nextTicketNumber(call: Call): Promise<number> {
  const { storage } = runtimeOf(call)
  const elsewhere = storage.dialect === 'postgres' && storage.isAdopted(call.db)
  const db = elsewhere ? storage.db : call.db
  const [row] = await db
    .insert(counters)
    .values({ tenantId: call.tenantId, name: 'ticket', value: 1 })
    .onConflictDoUpdate({
      target: [counters.tenantId, counters.name],
      set: { value: sql`${counters.value} + 1` },
    })
    .returning({ value: counters.value })
  if (!row) throw new Error('The ticket counter gave no number.')
  return row.value
}
