/** What a reply does to the state and the times of its ticket by itself. */
import type { TicketPatch } from '../tickets/change.ts'
import { automaticTransition, isFinished, type Status } from '../tickets/lifecycle.ts'
import type { TicketRow } from '../tickets/schema.ts'
import type { ReplyRow } from './schema.ts'

type Said = Pick<ReplyRow, 'audience' | 'automatic' | 'side' | 'createdAt'>

/** Whether a reply is a word between the customer and the agent side. Only people's words count. */
function isSpoken({ audience, automatic, side }: Said): boolean {
  return audience === 'public' && !automatic && side !== 'system'
}

/** The state that a reply brings, or null when it leaves the state as it is. */
export function automaticState({ status }: Pick<TicketRow, 'status'>, reply: Said): Status | null {
  if (!isSpoken(reply)) return null
  const isCustomer = reply.side === 'customer'
  if (status === 'closed') return isCustomer ? 'open' : null
  return automaticTransition(status, isCustomer ? 'customer-reply' : 'agent-reply')
}

/** First response and waiting time after a reply. */
export function answerChanges(
  ticket: Pick<TicketRow, 'status' | 'firstResponseAt' | 'waitingSince'>,
  reply: Said,
): TicketPatch {
  if (!isSpoken(reply)) return {}
  const { side, createdAt } = reply
  if (side === 'customer') {
    // A reply to a finished ticket waits only if it reopens the ticket, since then.
    const isWaiting = ticket.waitingSince !== null || isFinished(ticket.status)
    return isWaiting ? {} : { waitingSince: createdAt }
  }
  return { waitingSince: null, ...(!ticket.firstResponseAt && { firstResponseAt: createdAt }) }
}
