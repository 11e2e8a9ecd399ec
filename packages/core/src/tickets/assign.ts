/** Who works on a ticket: assign, unassign, transfer. */
import type { Call } from '../api/call.ts'
import { forbidden } from '../kit/errors.ts'
import { defineOperation } from '../operation/operation.ts'
import { requireStaff } from '../people/find.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { changedFields, changeTicket, type TicketPatch } from './change.ts'
import { assignInput, ticketTarget, transferInput } from './inputs.ts'
import { automaticTransition } from './lifecycle.ts'
import { lockLiveTicket } from './load.ts'
import type { TicketRow } from './schema.ts'
import { sideOf } from './side.ts'
import { emitMoved } from './transition.ts'
import type { TicketTarget } from './types.ts'

const load = (call: Call, input: TicketTarget) =>
  lockLiveTicket(call, input.ticketId, input.ifVersion)

const authorise = (call: Call, _input: TicketTarget, ticket: TicketRow) =>
  requirePermission(call, 'ticket.assign', ticket)

export const assignTicket = defineOperation({
  point: 'ticket.assign',
  input: assignInput,
  load,
  authorise,
  async write(call, { assigneeId }, ticket) {
    await requireStaff(call, assigneeId, '/assigneeId')
    return reassign(call, ticket, { assigneeId }, 'assign')
  },
})

export const unassignTicket = defineOperation({
  point: 'ticket.unassign',
  input: ticketTarget,
  load,
  authorise,
  write: (call, _input, ticket) => reassign(call, ticket, { assigneeId: null }, 'unassign'),
})

export const transferTicket = defineOperation({
  point: 'ticket.transfer',
  input: transferInput,
  load,
  async authorise(call, input, ticket) {
    await authorise(call, input, ticket)
    if (sideOf(call.actor, ticket) === 'customer')
      throw forbidden(
        'ticket.assign',
        'You are the customer of this ticket; only its agents see its team.',
      )
  },
  async write(call, { teamId, assigneeId = null }, ticket) {
    if (assigneeId !== null) await requireStaff(call, assigneeId, '/assigneeId')
    return reassign(call, ticket, { teamId, assigneeId }, 'transfer')
  },
})

async function reassign(
  call: Call,
  ticket: TicketRow,
  changes: TicketPatch,
  trigger: 'assign' | 'unassign' | 'transfer',
): Promise<TicketRow> {
  const changed = changedFields(ticket, changes)
  if (changed.length === 0) return ticket
  const to =
    automaticTransition(ticket.status, trigger) ??
    (changes.assigneeId != null ? automaticTransition(ticket.status, 'assign') : null)
  const all: TicketPatch = to === null ? changes : { ...changes, status: to }
  if (changed.includes('assigneeId')) {
    call.emit({
      type: changes.assigneeId === null ? 'ticket.unassigned' : 'ticket.assigned',
      ticketId: ticket.id,
      audience: 'public',
      aboutId: changes.assigneeId ?? ticket.assigneeId,
      data: { from: ticket.assigneeId, to: changes.assigneeId },
    })
  }
  if (changed.includes('teamId')) {
    call.emit({
      type: 'ticket.transferred',
      ticketId: ticket.id,
      data: { from: ticket.teamId, to: changes.teamId },
    })
  }
  emitMoved(call, ticket, to === null ? {} : { status: to })
  return changeTicket(call, ticket, all, { cause: `ticket.${trigger}` })
}
