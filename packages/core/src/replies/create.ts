/** Public replies and internal notes, and what they do to the ticket. */
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { categoriesById } from '../categories/service.ts'
import { conflict, forbidden, HelpdeskError, invalidField } from '../kit/errors.ts'
import { defineOperation } from '../operation/operation.ts'
import { isParticipant } from '../participants/read.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { changeTicket, type TicketPatch } from '../tickets/change.ts'
import { createTicket } from '../tickets/create.ts'
import { automaticTransition, type Side, type Status } from '../tickets/lifecycle.ts'
import { loadVisibleTicket, lockLiveTicket } from '../tickets/load.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { sideOf } from '../tickets/side.ts'
import {
  emitMoved,
  guardTransition,
  needsReason,
  stateChanges,
  transitionTicket,
} from '../tickets/transition.ts'
import { replyCreateInput } from './inputs.ts'
import type { ReplyRow } from './schema.ts'
import type { ReplyCreateInput } from './types.ts'
import { insertReply } from './write.ts'

const closedCode = 'ticket_closed'

const createOnTicket = defineOperation({
  point: 'reply.create',
  input: replyCreateInput,
  load: (call, input) => lockLiveTicket(call, input.ticketId),
  authorise,
  write,
})

export type CreatedReply =
  | { readonly reply: ReplyRow; readonly followUp: null }
  | { readonly reply: null; readonly followUp: TicketRow }

/** A customer's reply to a closed ticket becomes a ticket of its own, unless the policy says otherwise. */
export async function createReply(call: Call, input: ReplyCreateInput): Promise<CreatedReply> {
  try {
    return { reply: await createOnTicket(call, input), followUp: null }
  } catch (error) {
    if (!(error instanceof HelpdeskError) || error.code !== closedCode) throw error
    const ticket = await loadVisibleTicket(call, input.ticketId)
    const opensAnother =
      sideOf(call.actor, ticket) === 'customer' &&
      runtimeOf(call).policy.replyToClosed === 'follow-up'
    if (!opensAnother) throw error
    return {
      reply: null,
      followUp: await createTicket(call, await followUpOf(call, ticket, input)),
    }
  }
}

/**
 * Plugins' inputs go along to the new ticket where it takes them too, and the category unless it was
 * archived since.
 */
async function followUpOf(call: Call, ticket: TicketRow, input: ReplyCreateInput) {
  const { body, ticketId: _ticket, audience: _audience, status: _status, ...extra } = input
  const accepted = runtimeOf(call).registry.inputs('ticket.create')
  const [category] = (await categoriesById(call, [ticket.categoryId])).values()
  return {
    ...Object.fromEntries(Object.entries(extra).filter(([name]) => accepted.has(name))),
    subject: ticket.subject,
    description: body,
    followUpOfId: ticket.id,
    ...(category?.archivedAt === null && { categoryId: category.id }),
  }
}

async function authorise(call: Call, input: ReplyCreateInput, ticket: TicketRow): Promise<void> {
  const isCustomer = sideOf(call.actor, ticket) === 'customer'
  if (input.audience === 'internal') {
    if (isCustomer) throw invalidField('/audience', 'Must be "public".')
    await requirePermission(call, 'note.create', ticket)
    return
  }
  await requirePermission(call, 'reply.create', ticket)
  if (isCustomer && !(await isParticipant(call, ticket, call.actor.id)))
    throw forbidden('reply.create')
  if (ticket.status === 'closed') refuseClosed(call, isCustomer)
}

function refuseClosed(call: Call, isCustomer: boolean): void {
  if (isCustomer && runtimeOf(call).policy.replyToClosed === 'reopen') return
  throw conflict(
    closedCode,
    isCustomer
      ? 'This ticket is closed. Open a new one and mention its number.'
      : 'This ticket is closed. Reopen it first, or write a note.',
  )
}

async function write(call: Call, input: ReplyCreateInput, ticket: TicketRow): Promise<ReplyRow> {
  const { audience = 'public', body } = input
  const reply = await insertReply(call, ticket, { audience, body })
  const side = sideOf(call.actor, ticket)
  const to = automaticState(input, ticket, side)
  const changes: TicketPatch = {
    ...(audience === 'public' && answerChanges(ticket, side, reply.createdAt)),
    ...(to !== null && stateChanges(call, ticket, to)),
  }
  emitMoved(call, ticket, changes)
  await changeTicket(call, ticket, changes, {
    cause: 'reply.create',
    publicly: audience === 'public',
    touch: true,
    at: reply.createdAt,
  })
  if (input.status !== undefined) await moveTo(call, ticket, input.status)
  return reply
}

/** The state that was asked for, by the rules and hooks of any other move. */
async function moveTo(call: Call, ticket: TicketRow, status: Status): Promise<void> {
  if (needsReason(ticket.status, status)) {
    await guardTransition(call, ticket, status)
    throw invalidField(
      '/status',
      'A ticket that was not resolved is closed with a reason: transition it instead.',
    )
  }
  await transitionTicket(call, { ticketId: ticket.id, status })
}

/** The state that a reply brings by itself, unless another one is asked for. */
function automaticState(input: ReplyCreateInput, ticket: TicketRow, side: Side): Status | null {
  if (input.status !== undefined || input.audience === 'internal' || side === 'system') return null
  if (ticket.status === 'closed') return side === 'customer' ? 'open' : null
  return automaticTransition(ticket.status, side === 'customer' ? 'customer-reply' : 'agent-reply')
}

/** First response and waiting time. Only people answer: the system's replies count for nothing. */
function answerChanges(ticket: TicketRow, side: Side, at: Date): TicketPatch {
  if (side === 'agent') {
    return { waitingSince: null, ...(!ticket.firstResponseAt && { firstResponseAt: at }) }
  }
  if (side === 'customer' && !ticket.waitingSince) return { waitingSince: at }
  return {}
}
