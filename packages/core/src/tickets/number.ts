/** Ticket numbers: counted up per tenant, never given twice, gaps allowed. */
import { desc, eq, sql } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { preparedQuery } from '../db/read.ts'
import type { Database } from '../db/types.ts'
import { counters, tickets } from './schema.ts'

/**
 * In a host's transaction the number is taken on another connection, where there is one: the
 * counter's row lock would else last as long as the host likes, and could deadlock with it.
 */
export async function nextTicketNumber(call: Call): Promise<number> {
  const { storage } = runtimeOf(call)
  if (!storage.isAdopted(call.db)) return countUp(call, call.db)
  return storage.transaction((db) => countUp(call, db), { separate: true })
}

const countUpOne = preparedQuery<number, { tenantId: string }>(
  { columns: sql`value`, decode: ([value]) => Number(value) },
  () => sql`
    insert into ${counters} (tenant_id, name, value)
    values (${sql.placeholder('tenantId')}, 'ticket', 1)
    on conflict (tenant_id, name) do update set value = ${counters.value} + 1
    returning value`,
)

async function countUp({ tenantId }: Call, db: Database): Promise<number> {
  const [number] = await countUpOne(db, { tenantId })
  if (number === undefined) throw new Error('The ticket counter gave no number.')
  return number
}

/** About how many tickets the tenant has had: the highest number of those that are left. */
export async function ticketsEver({ db, tenantId }: Call): Promise<number> {
  const [last] = await db
    .select({ number: tickets.number })
    .from(tickets)
    .where(eq(tickets.tenantId, tenantId))
    .orderBy(desc(tickets.number))
    .limit(1)
  return last?.number ?? 1
}
