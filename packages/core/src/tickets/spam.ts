/** Marks a ticket as spam, which hides it from the customer side and from lists, and as not spam. */
import type { Call } from '../api/call.ts'
import { forbidden } from '../kit/errors.ts'
import { defineOperation } from '../operation/operation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { changeTicket, momentOf } from './change.ts'
import { ticketTarget } from './inputs.ts'
import { lockVisibleTicket, requireInPlace } from './load.ts'
import type { TicketRow } from './schema.ts'
import { sideOf } from './side.ts'
import type { TicketTarget } from './types.ts'

async function load(call: Call, input: TicketTarget): Promise<TicketRow> {
  const ticket = await lockVisibleTicket(call, input.ticketId, input.ifVersion)
  requireInPlace(ticket)
  return ticket
}

/** Requesters may not mark their own ticket, because it would disappear for them. */
async function authorise(call: Call, _input: TicketTarget, ticket: TicketRow): Promise<void> {
  await requirePermission(call, 'ticket.markSpam', ticket)
  if (sideOf(call.actor, ticket) === 'customer')
    throw forbidden(
      'ticket.markSpam',
      'You are the customer of this ticket; its agents decide whether it is spam.',
    )
}

/** Nothing but `spamAt` changes, so that undoing it restores the ticket exactly. */
export const markSpam = defineOperation({
  point: 'ticket.markSpam',
  input: ticketTarget,
  load,
  authorise,
  async write(call, _input, ticket) {
    if (ticket.spamAt) return ticket
    call.emit({ type: 'ticket.markedSpam', ticketId: ticket.id })
    const mark = { spamAt: momentOf(call, ticket) }
    return changeTicket(call, ticket, mark, { cause: 'ticket.markSpam' })
  },
})

export const markNotSpam = defineOperation({
  point: 'ticket.markNotSpam',
  input: ticketTarget,
  load,
  authorise,
  async write(call, _input, ticket) {
    if (!ticket.spamAt) return ticket
    call.emit({ type: 'ticket.markedNotSpam', ticketId: ticket.id })
    return changeTicket(call, ticket, { spamAt: null }, { cause: 'ticket.markNotSpam' })
  },
})
