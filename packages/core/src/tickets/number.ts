/** Ticket numbers: counted up per tenant, never given twice, gaps allowed. */
import { sql } from 'drizzle-orm'
import type { Call } from '../call.ts'
import { runtimeOf } from '../create-call.ts'
import type { Database } from '../db/types.ts'
import { counters } from './schema.ts'

/**
 * In a host's transaction the number is taken on another connection, where there is one: the
 * counter's row lock would else last as long as the host likes, and could deadlock with it.
 */
export async function nextTicketNumber(call: Call): Promise<number> {
  const { storage } = runtimeOf(call)
  if (!storage.isAdopted(call.db)) return countUp(call, call.db)
  return storage.transaction((db) => countUp(call, db), { separate: true })
}

async function countUp(call: Call, db: Database): Promise<number> {
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
