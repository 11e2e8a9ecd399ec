/** The automatic effects of a reply on the state and the times of its ticket. */
import type { TicketPatch } from '../tickets/change.ts'
import { automaticTransition, isFinished, type Status } from '../tickets/lifecycle.ts'
import type { TicketRow } from '../tickets/schema.ts'
import type { ReplyRow } from './schema.ts'

type MessageFields = Pick<ReplyRow, 'audience' | 'automatic' | 'side' | 'createdAt'>

/** Only messages that people exchange change state and times: notes and replies by machines do not. */
function isMessage({ audience, automatic, side }: MessageFields): boolean {
  return audience === 'public' && !automatic && side !== 'system'
}

/** The state that the ticket gets with the reply, or null when the state stays. */
export function automaticState(
  { status }: Pick<TicketRow, 'status'>,
  reply: MessageFields,
): Status | null {
  if (!isMessage(reply)) return null
  const isCustomer = reply.side === 'customer'
  if (status === 'closed') return isCustomer ? 'open' : null
  return automaticTransition(status, isCustomer ? 'customer-reply' : 'agent-reply')
}

/** First response and waiting time after a reply. */
export function answerChanges(
  ticket: Pick<TicketRow, 'status' | 'firstResponseAt' | 'waitingSince'>,
  reply: MessageFields,
): TicketPatch {
  if (!isMessage(reply)) return {}
  const { side, createdAt } = reply
  if (side === 'customer') {
    // In a finished ticket nothing waits. If the reply reopens the ticket, the reopening sets `waitingSince`.
    const isWaiting = ticket.waitingSince !== null || isFinished(ticket.status)
    return isWaiting ? {} : { waitingSince: createdAt }
  }
  return { waitingSince: null, ...(!ticket.firstResponseAt && { firstResponseAt: createdAt }) }
}
