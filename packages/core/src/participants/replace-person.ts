/** Puts one person in the place of another on every ticket. */
import { and, eq, inArray, type SQL } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { participants } from './schema.ts'

/**
 * Where both take part, one row stays: that of the requester, else the replacement's own. The tickets are
 * locked already.
 */
export async function replaceParticipant(
  call: Call,
  personId: string,
  replacementId: string,
): Promise<void> {
  const { db, tenantId } = call
  const of = (id: string) =>
    and(eq(participants.tenantId, tenantId), eq(participants.personId, id)) as SQL
  const ticketsOf = (which: SQL | undefined) =>
    db.select({ ticketId: participants.ticketId }).from(participants).where(which)

  const requested = and(of(personId), eq(participants.kind, 'requester'))
  await db
    .delete(participants)
    .where(and(of(replacementId), inArray(participants.ticketId, ticketsOf(requested))))
  await db
    .delete(participants)
    .where(and(of(personId), inArray(participants.ticketId, ticketsOf(of(replacementId)))))
  await db.update(participants).set({ personId: replacementId }).where(of(personId))
}
