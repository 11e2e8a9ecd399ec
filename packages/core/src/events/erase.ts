/** Takes a person out of the audit log: as who did it, and as whom it is about. */
import { and, eq, inArray, isNotNull, type SQL } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { events } from './schema.ts'

const batchSize = 200

/**
 * Data names people only beside an `aboutId`, or later on the same ticket (the one an assignment is
 * taken from), so the tickets on which a person acted or was meant hold all of it.
 */
export async function eraseFromEvents(
  call: Call,
  personId: string,
  replacementId: string,
): Promise<void> {
  const ticketIds = await ticketsNaming(call, personId)
  for (let from = 0; from < ticketIds.length; from += batchSize) {
    const batch = ticketIds.slice(from, from + batchSize)
    await replaceInData(call, inArray(events.ticketId, batch), personId, replacementId)
  }
  for (const column of ['actorId', 'aboutId'] as const) {
    await call.db
      .update(events)
      .set({ [column]: replacementId })
      .where(and(eq(events.tenantId, call.tenantId), eq(events[column], personId)))
  }
}

async function ticketsNaming(call: Call, personId: string): Promise<string[]> {
  const found = new Set<string>()
  for (const column of [events.actorId, events.aboutId]) {
    const rows = await call.db
      .selectDistinct({ ticketId: events.ticketId })
      .from(events)
      .where(
        and(eq(events.tenantId, call.tenantId), eq(column, personId), isNotNull(events.ticketId)),
      )
    for (const { ticketId } of rows) if (ticketId) found.add(ticketId)
  }
  return [...found]
}

async function replaceInData(
  call: Call,
  onTickets: SQL | undefined,
  personId: string,
  replacementId: string,
): Promise<void> {
  const rows = await call.db
    .select({ seq: events.seq, data: events.data })
    .from(events)
    .where(and(eq(events.tenantId, call.tenantId), onTickets))
  for (const { seq, data } of rows) {
    const named = Object.entries(data).filter(([, value]) => value === personId)
    if (named.length === 0) continue
    const anonymous = Object.fromEntries(named.map(([key]) => [key, replacementId]))
    await call.db
      .update(events)
      .set({ data: { ...data, ...anonymous } })
      .where(eq(events.seq, seq))
  }
}
