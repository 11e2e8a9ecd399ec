/** Who sees a ticket that is in their scope as it stands: deleted tickets and spam are for few. */
import type { Call } from '../api/call.ts'
import type { TicketRow } from './schema.ts'
import { sideOf } from './side.ts'

type Standing = Pick<TicketRow, 'requesterId' | 'deletedAt' | 'spamAt'>

export async function isShown(call: Call, ticket: Standing): Promise<boolean> {
  if (ticket.spamAt && !(await seesSpam(call, ticket))) return false
  return !ticket.deletedAt || call.can('ticket.readDeleted', ticket)
}

/** Not on the customer side, whatever the actor's role. */
export async function seesSpam(
  call: Call,
  ticket: Pick<TicketRow, 'requesterId'>,
): Promise<boolean> {
  return sideOf(call.actor, ticket) !== 'customer' && call.can('ticket.markSpam', ticket)
}
