/** Deleting a ticket, bringing it back, and removing it for good. */
import { and, eq } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { blankAnswersAbout } from '../http/stored-answers.ts'
import { conflict } from '../kit/errors.ts'
import { defineOperation } from '../operation/operation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { changeTicket, momentOf } from './change.ts'
import { reportChanges, requireUnreported } from './changed-hooks.ts'
import { ticketTarget } from './inputs.ts'
import { lockDeletedTicket, lockVisibleTicket } from './load.ts'
import { type TicketRow, tickets } from './schema.ts'

export const deleteTicket = defineOperation({
  point: 'ticket.delete',
  input: ticketTarget,
  load: (call, input) => lockVisibleTicket(call, input.ticketId, input.ifVersion),
  authorise: (call, _input, ticket) => requirePermission(call, 'ticket.delete', ticket),
  async write(call, _input, ticket) {
    if (ticket.deletedAt) return ticket
    call.emit({ type: 'ticket.deleted', ticketId: ticket.id })
    const deletion = { deletedAt: momentOf(call, ticket), deletedBy: call.actor.id }
    return changeTicket(call, ticket, deletion, { cause: 'ticket.delete' })
  },
})

export const restoreTicket = defineOperation({
  point: 'ticket.restore',
  input: ticketTarget,
  load: (call, input) => lockDeletedTicket(call, input.ticketId, input.ifVersion),
  authorise: (call, _input, ticket) => requirePermission(call, 'ticket.restore', ticket),
  async write(call, _input, ticket) {
    if (!ticket.deletedAt) return ticket
    call.emit({ type: 'ticket.restored', ticketId: ticket.id })
    const restoration = { deletedAt: null, deletedBy: null }
    return changeTicket(call, ticket, restoration, { cause: 'ticket.restore' })
  },
})

/** Replies, participants and every row that hangs on the ticket go with it by cascade. */
export const purgeTicket = defineOperation({
  point: 'ticket.purge',
  input: ticketTarget,
  load: (call, input) => lockDeletedTicket(call, input.ticketId, input.ifVersion),
  authorise: (call, _input, ticket) => requirePermission(call, 'ticket.purge', ticket),
  async write(call, _input, ticket) {
    if (!ticket.deletedAt) {
      throw conflict('not_deleted', 'Only a deleted ticket can be purged. Delete it first.')
    }
    requireUnreported(call, ticket.id)
    await removeForGood(call, ticket)
    call.emit({ type: 'ticket.purged', ticketId: ticket.id, data: { number: ticket.number } })
    await reportChanges(call, [{ before: ticket, after: null, cause: 'ticket.purge' }])
    return ticket
  },
})

async function removeForGood(call: Call, ticket: TicketRow): Promise<void> {
  await blankAnswersAbout(call, ticket.id)
  await call.db
    .delete(tickets)
    .where(and(eq(tickets.tenantId, call.tenantId), eq(tickets.id, ticket.id)))
}
