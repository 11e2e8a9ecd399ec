/** Public replies and internal notes, and what they do to the ticket. */
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { categoriesById } from '../categories/service.ts'
import { HelpdeskError, invalidField } from '../kit/errors.ts'
import { defineOperation } from '../operation/operation.ts'
import { assignTicket } from '../tickets/assign.ts'
import { changeTicket, type TicketPatch } from '../tickets/change.ts'
import { openTicket } from '../tickets/create.ts'
import type { Status } from '../tickets/lifecycle.ts'
import { loadVisibleTicket, lockLiveTicket } from '../tickets/load.ts'
import { parseReceived } from '../tickets/received.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { sideOf } from '../tickets/side.ts'
import {
  emitMoved,
  guardTransition,
  needsReason,
  stateChanges,
  transitionTicket,
} from '../tickets/transition.ts'
import { answerChanges, automaticState } from './answer.ts'
import { authoriseReply, closedCode } from './authorise.ts'
import { type ReceivedFacts, receivedReply, replyCreateInput } from './inputs.ts'
import type { ReplyRow } from './schema.ts'
import type { ReceivedReply, ReplyCreateInput } from './types.ts'
import { insertReply } from './write.ts'

/** Defines the operation for one reply, so that the received facts stay out of the input, which hooks may change. */
function createOnTicket(received: ReceivedFacts, given: ReplyCreateInput) {
  return defineOperation({
    point: 'reply.create',
    input: replyCreateInput,
    load: (call, input) => lockLiveTicket(call, input.ticketId),
    authorise: (call, input, ticket) => authoriseReply(call, input, ticket, received),
    write(call, input, ticket) {
      // A hook that changed the Markdown, such as to mask a text, did not change the HTML.
      const bodyHtml = input.body === given.body ? received.bodyHtml : undefined
      return write(call, input, ticket, { ...received, bodyHtml })
    },
  })
}

export type CreatedReply =
  | { readonly reply: ReplyRow; readonly followUp: null }
  | { readonly reply: null; readonly followUp: TicketRow }

/**
 * A customer's reply to a closed ticket becomes a ticket of its own, unless the policy says otherwise.
 * Throws a `TypeError` for `received` when the call is not trusted.
 */
export async function createReply(
  call: Call,
  input: ReplyCreateInput,
  received?: ReceivedReply,
): Promise<CreatedReply> {
  const facts = received === undefined ? {} : parseReceived(call, receivedReply, received)
  try {
    return { reply: await createOnTicket(facts, input)(call, input), followUp: null }
  } catch (error) {
    if (!(error instanceof HelpdeskError) || error.code !== closedCode) throw error
    const ticket = await loadVisibleTicket(call, input.ticketId)
    const opensAnother =
      sideOf(call.actor, ticket) === 'customer' &&
      runtimeOf(call).policy.replyToClosed === 'follow-up'
    if (!opensAnother) throw error
    const draft = await followUpOf(call, ticket, input)
    return { reply: null, followUp: await openTicket(call, draft, facts.bodyHtml) }
  }
}

/**
 * Plugins' inputs go along to the new ticket where it takes them too, and the category unless it was
 * archived since.
 */
async function followUpOf(call: Call, ticket: TicketRow, input: ReplyCreateInput) {
  const {
    body,
    ticketId: _ticket,
    audience: _audience,
    status: _status,
    assign: _assign,
    ...extra
  } = input
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

async function write(
  call: Call,
  input: ReplyCreateInput,
  ticket: TicketRow,
  received: ReceivedFacts,
): Promise<ReplyRow> {
  const { audience = 'public', body, status, assign } = input
  const reply = await insertReply(call, ticket, { audience, body, ...received })
  const to = status === undefined ? automaticState(ticket, reply) : null
  const changes: TicketPatch = {
    ...answerChanges(ticket, reply),
    ...(to !== null && stateChanges(call, ticket, to)),
  }
  emitMoved(call, ticket, changes)
  await changeTicket(call, ticket, changes, {
    cause: 'reply.create',
    publicly: audience === 'public',
    touch: true,
    at: reply.createdAt,
  })
  if (assign !== undefined)
    await assignTicket(call, { ticketId: ticket.id, assigneeId: call.actor.id })
  if (status !== undefined) await moveTo(call, ticket, status)
  return reply
}

/** Moves the ticket to the requested state, with the rules and hooks of every other transition. */
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
