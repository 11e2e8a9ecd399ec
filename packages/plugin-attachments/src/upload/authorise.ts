/** Who may put a file onto a ticket: the rules of a reply. */
import {
  type Call,
  conflict,
  forbidden,
  invalidField,
  isParticipant,
  requireLive,
  requirePermission,
  sideOf,
  type TicketRow,
} from '@deskhand/core/plugin'

export async function authoriseOnTicket(
  call: Call,
  ticket: TicketRow,
  audience: 'public' | 'internal',
): Promise<void> {
  await requirePermission(call, 'attachments:create', ticket)
  const isCustomer = sideOf(call.actor, ticket) === 'customer'
  requireLive(ticket)
  if (audience === 'internal') {
    if (isCustomer) throw invalidField('/audience', 'Must be "public".')
    await requirePermission(call, 'note.create', ticket)
    return
  }
  await requirePermission(call, 'reply.create', ticket)
  if (isCustomer && !(await isParticipant(call, ticket, call.actor.id))) {
    throw forbidden('attachments:create')
  }
  if (ticket.status !== 'closed') return
  throw conflict(
    'ticket_closed',
    isCustomer
      ? 'This ticket is closed. Reply with the file instead.'
      : 'This ticket is closed. Reopen it first, or add the file internally.',
  )
}
