/** Takes a person out of the audit log: as who did it, and as whom it is about. */
import { and, eq, inArray, isNotNull, isNull, type SQL } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { notIndexed } from '../db/dialect.ts'
import { events } from './schema.ts'

const batchSize = 200

interface Erasure {
  readonly personId: string
  readonly replacementId: string
  /** The ids to replace in the data of events: the person's, and those of guests who were linked to them. */
  readonly names: ReadonlySet<string>
}

/**
 * Data names people only beside an `aboutId`, or later on the same ticket (the one an assignment is
 * taken from), so the tickets on which a person acted or was meant hold all of it. Of events without a
 * ticket, those that are about the person do.
 */
export async function eraseFromEvents(call: Call, erasure: Erasure): Promise<void> {
  const { personId, replacementId } = erasure
  const ticketIds = await ticketsNaming(call, personId)
  for (let from = 0; from < ticketIds.length; from += batchSize) {
    const batch = ticketIds.slice(from, from + batchSize)
    await replaceInData(call, inArray(events.ticketId, batch), erasure)
  }
  const withoutTicket = isNull(notIndexed(call.db, events.ticketId))
  const aboutPerson = and(eq(events.aboutId, personId), withoutTicket)
  await replaceInData(call, aboutPerson, erasure)
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
  which: SQL | undefined,
  { names, replacementId }: Erasure,
): Promise<void> {
  const rows = await call.db
    .select({ seq: events.seq, data: events.data })
    .from(events)
    .where(and(eq(events.tenantId, call.tenantId), which))
  for (const { seq, data } of rows) {
    const named = Object.entries(data).filter(([, value]) => names.has(value as string))
    if (named.length === 0) continue
    const anonymous = Object.fromEntries(named.map(([key]) => [key, replacementId]))
    await call.db
      .update(events)
      .set({ data: { ...data, ...anonymous } })
      .where(eq(events.seq, seq))
  }
}
