import type { Call } from '../api/call.ts'
import { rowWriter } from '../db/write.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { participants } from './schema.ts'

const writer = rowWriter(participants)

/** Puts the requester and everyone in copy on a new ticket. */
export async function addParticipants(
  call: Call,
  ticket: TicketRow,
  cc: readonly string[],
): Promise<void> {
  const common = {
    tenantId: call.tenantId,
    ticketId: ticket.id,
    addedBy: call.actor.id,
    createdAt: ticket.createdAt,
  }
  const inCopy = [...new Set(cc)].filter((personId) => personId !== ticket.requesterId)
  await writer.insert(call.db, [
    { ...common, personId: ticket.requesterId, kind: 'requester' },
    ...inCopy.map((personId) => ({ ...common, personId, kind: 'cc' as const })),
  ])
}
