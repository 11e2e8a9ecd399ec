import type { Call } from '../api/call.ts'
import { requireCategory } from '../categories/service.ts'
import { forbidden, invalidField } from '../kit/errors.ts'
import { defineOperation } from '../operation/operation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { changedFields, changeTicket, isPublicChange, type TicketPatch } from './change.ts'
import { ticketUpdateInput } from './inputs.ts'
import { lockLiveTicket } from './load.ts'
import type { TicketRow } from './schema.ts'
import { sideOf } from './side.ts'
import type { Metadata, TicketUpdateInput } from './types.ts'

export const updateTicket = defineOperation({
  point: 'ticket.update',
  input: ticketUpdateInput,
  load: (call, input) => lockLiveTicket(call, input.ticketId, input.ifVersion),
  authorise,
  write,
})

async function authorise(call: Call, input: TicketUpdateInput, ticket: TicketRow): Promise<void> {
  const { subject, categoryId, metadata, priority } = input
  if (priority !== undefined) await requirePermission(call, 'ticket.prioritise', ticket)
  if (metadata !== undefined && sideOf(call.actor, ticket) === 'customer')
    throw forbidden(
      'ticket.update',
      'You are the customer of this ticket; only its agents see its metadata.',
    )
  const isAboutMore = [subject, categoryId, metadata].some((value) => value !== undefined)
  if (isAboutMore || priority === undefined) await requirePermission(call, 'ticket.update', ticket)
}

async function write(call: Call, input: TicketUpdateInput, ticket: TicketRow): Promise<TicketRow> {
  const changes: TicketPatch = {}
  if (input.subject !== undefined) changes.subject = input.subject
  if (input.priority !== undefined) changes.priority = input.priority
  if (input.metadata !== undefined)
    changes.metadata = mergeMetadata(ticket.metadata, input.metadata)
  if (input.categoryId !== undefined) {
    if (input.categoryId !== null) await requireCategory(call, input.categoryId)
    changes.categoryId = input.categoryId
  }
  const fields = changedFields(ticket, changes)
  if (fields.length === 0) return ticket
  call.emit({
    type: 'ticket.updated',
    ticketId: ticket.id,
    audience: isPublicChange(ticket, changes) ? 'public' : 'internal',
    data: { fields },
  })
  return changeTicket(call, ticket, changes, { cause: 'ticket.update' })
}

function mergeMetadata(
  before: Metadata,
  patch: Metadata,
): Record<string, string | number | boolean | null> {
  const merged = Object.fromEntries(
    Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null),
  )
  if (Object.keys(merged).length > 50) {
    throw invalidField(
      '/metadata',
      'A ticket holds at most 50 keys; remove some by setting them to null.',
    )
  }
  return merged
}
