/** Who may write which reply or note on a ticket. */
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { conflict, forbidden, invalidField } from '../kit/errors.ts'
import { isParticipant } from '../participants/read.ts'
import { requirePermission } from '../permissions/permissions.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { sideOf } from '../tickets/side.ts'
import type { ReceivedFacts } from './inputs.ts'
import type { ReplyCreateInput } from './types.ts'

/** The code of the refusal of a public reply to a closed ticket. */
export const closedCode = 'ticket_closed'

/** Throws unless the actor may write this reply or note and make the changes that it asks for. */
export async function authoriseReply(
  call: Call,
  input: ReplyCreateInput,
  ticket: TicketRow,
  { automatic = false }: ReceivedFacts,
): Promise<void> {
  if (automatic) refuseMoves(input)
  if (input.assign !== undefined) await authoriseAssignment(call, ticket)
  const isCustomer = sideOf(call.actor, ticket) === 'customer'
  if (input.audience === 'internal') {
    if (isCustomer) throw invalidField('/audience', 'Must be "public".')
    await requirePermission(call, 'note.create', ticket)
    return
  }
  await requirePermission(call, 'reply.create', ticket)
  if (isCustomer && !(await isParticipant(call, ticket, call.actor.id)))
    throw forbidden('reply.create')
  if (ticket.status === 'closed' && !automatic) refuseClosed(call, isCustomer)
}

function refuseMoves({ status, assign }: ReplyCreateInput): void {
  const path = status !== undefined ? '/status' : assign !== undefined ? '/assign' : null
  if (path)
    throw invalidField(path, 'An automatic reply does not change its ticket: leave this out.')
}

async function authoriseAssignment(call: Call, ticket: TicketRow): Promise<void> {
  const side = sideOf(call.actor, ticket)
  if (side === 'system') throw invalidField('/assign', 'Must be left out: "me" is the system.')
  if (side === 'customer')
    throw forbidden(
      'ticket.assign',
      'You are the customer of this ticket; only its agents take it.',
    )
  await requirePermission(call, 'ticket.assign', ticket)
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
