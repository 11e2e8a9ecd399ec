/** Who sees a deleted ticket, or spam, that is in their scope. */
import type { Call } from '../api/call.ts'
import type { TicketRow } from './schema.ts'
import { sideOf } from './side.ts'

type HidingFields = Pick<TicketRow, 'requesterId' | 'deletedAt' | 'spamAt'>

/** Assumes that the ticket is in the actor's scope. */
export async function isShown(call: Call, ticket: HidingFields): Promise<boolean> {
  if (ticket.spamAt && !(await seesSpam(call, ticket))) return false
  return !ticket.deletedAt || call.can('ticket.readDeleted', ticket)
}

/** On the customer side nobody sees spam, whatever their role is. */
export async function seesSpam(
  call: Call,
  ticket: Pick<TicketRow, 'requesterId'>,
): Promise<boolean> {
  return sideOf(call.actor, ticket) !== 'customer' && call.can('ticket.markSpam', ticket)
}
