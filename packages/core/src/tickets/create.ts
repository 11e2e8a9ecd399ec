import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { requireCategory } from '../categories/service.ts'
import { rowWriter } from '../db/write.ts'
import { forbidden, HelpdeskError, invalidField } from '../kit/errors.ts'
import { defineOperation } from '../operation/operation.ts'
import { addInitialParticipants } from '../participants/write.ts'
import {
  actorAsPerson,
  personForEmail,
  requirePeople,
  requirePersonIds,
  requireStaff,
} from '../people/find.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { renderMarkdown } from '../text/markdown.ts'
import { reportChanges } from './changed-hooks.ts'
import { ticketCreateInput } from './inputs.ts'
import { loadVisibleTicket } from './load.ts'
import { nextTicketNumber } from './number.ts'
import { parseReceived, receivedTicket } from './received.ts'
import { type TicketRow, tickets } from './schema.ts'
import type { ReceivedTicket, TicketCreateInput } from './types.ts'

/** Throws a `TypeError` for `received` when the call is not trusted. */
export async function createTicket(
  call: Call,
  input: TicketCreateInput,
  received?: ReceivedTicket,
): Promise<TicketRow> {
  if (received === undefined) return openTicket(call, input)
  const { descriptionHtml } = parseReceived(call, receivedTicket, received)
  return openTicket(call, input, descriptionHtml)
}

/** The same with HTML that is sanitised already. */
export function openTicket(
  call: Call,
  input: TicketCreateInput,
  html?: string | undefined,
): Promise<TicketRow> {
  const operation = defineOperation({
    point: 'ticket.create',
    input: ticketCreateInput,
    load: async () => null,
    authorise,
    write: (inner, changed) =>
      // A hook that changed the Markdown, such as to mask a text, did not change the HTML.
      write(inner, changed, changed.description === input.description ? html : undefined),
  })
  return operation(call, input)
}

async function authorise(call: Call, input: TicketCreateInput): Promise<void> {
  await requirePermission(call, 'ticket.create')
  const forAnother =
    input.requesterEmail !== undefined ||
    (input.requesterId !== undefined && input.requesterId !== call.actor.id)
  if (forAnother) await requirePermission(call, 'ticket.createFor')
  if (call.actor.role === 'customer') refuseStaffFields(call, input)
}

/** What a customer may not choose is refused, not ignored. */
function refuseStaffFields(call: Call, input: TicketCreateInput): void {
  const { policy } = runtimeOf(call)
  if (input.priority !== undefined && !policy.customersSetPriority)
    throw forbidden('ticket.prioritise')
  if (input.teamId != null || input.assigneeId != null) throw forbidden('ticket.assign')
  if (input.metadata !== undefined) throw forbidden('ticket.update')
}

const writer = rowWriter(tickets)

async function write(
  call: Call,
  input: TicketCreateInput,
  html: string | undefined,
): Promise<TicketRow> {
  const creator = await actorAsPerson(call)
  const requester = await requesterOf(call, input, creator)
  const cc = await requirePersonIds(call, input.cc ?? [], '/cc')
  if (input.assigneeId != null) await requireStaff(call, input.assigneeId, '/assigneeId')
  if (input.categoryId != null) await requireCategory(call, input.categoryId)
  if (input.followUpOfId !== undefined) await requireVisible(call, input.followUpOfId)

  const now = call.now()
  const ticket = await writer.insertOne(call.db, {
    tenantId: call.tenantId,
    id: call.newId(),
    number: await nextTicketNumber(call),
    subject: input.subject,
    description: input.description,
    descriptionHtml: html ?? renderMarkdown(input.description),
    status: input.assigneeId == null ? 'new' : 'open',
    priority: input.priority ?? 'normal',
    categoryId: input.categoryId ?? null,
    requesterId: requester.id,
    createdBy: creator.id,
    organisationId: requester.organisationId ?? null,
    teamId: input.teamId ?? null,
    assigneeId: input.assigneeId ?? null,
    metadata: withoutNulls(input.metadata ?? {}),
    followUpOfId: input.followUpOfId ?? null,
    reopenCount: 0,
    version: 1,
    publicVersion: 1,
    createdAt: now,
    updatedAt: now,
    publicUpdatedAt: now,
    waitingSince: now,
  })
  await addInitialParticipants(call, ticket, cc)
  emitCreated(call, ticket)
  await reportChanges(call, [{ before: null, after: ticket, cause: 'ticket.create' }])
  return ticket
}

async function requireVisible(call: Call, followUpOfId: string): Promise<void> {
  try {
    await loadVisibleTicket(call, followUpOfId)
  } catch (error) {
    const isHidden = error instanceof HelpdeskError && error.status === 404
    throw isHidden ? invalidField('/followUpOfId', 'There is no such ticket.') : error
  }
}

function emitCreated(call: Call, ticket: TicketRow): void {
  call.emit({
    type: 'ticket.created',
    ticketId: ticket.id,
    audience: 'public',
    aboutId: ticket.requesterId,
    data: {
      number: ticket.number,
      requesterId: ticket.requesterId,
      followUpOfId: ticket.followUpOfId,
    },
  })
  if (ticket.assigneeId === null) return
  call.emit({
    type: 'ticket.assigned',
    ticketId: ticket.id,
    audience: 'public',
    aboutId: ticket.assigneeId,
    data: { from: null, to: ticket.assigneeId },
  })
}

interface Requester {
  readonly id: string
  readonly organisationId?: string | null | undefined
}

async function requesterOf(
  call: Call,
  input: TicketCreateInput,
  creator: Requester,
): Promise<Requester> {
  if (input.requesterEmail !== undefined) {
    if (input.requesterId !== undefined) {
      throw invalidField('/requesterEmail', 'Give either requesterId or requesterEmail.')
    }
    return personForEmail(call, input.requesterEmail, input.requesterName)
  }
  const { requesterId = call.actor.id } = input
  if (requesterId === call.actor.id) {
    if (call.actor.role === 'system')
      throw invalidField('/requesterId', 'Say whom the ticket is for.')
    return creator
  }
  const [person] = await requirePeople(call, [requesterId], '/requesterId')
  return person ?? { id: requesterId }
}

function withoutNulls<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null))
}
