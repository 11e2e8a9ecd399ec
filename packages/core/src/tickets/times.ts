/** Computes the times of a ticket again from its messages. */
import { and, eq, isNull } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { after, type Order, ordered } from '../kit/pagination.ts'
import { type ReplyRow, replies } from '../replies/schema.ts'
import { type ChangeOptions, changeTicket } from './change.ts'
import { isFinished } from './lifecycle.ts'
import type { TicketRow } from './schema.ts'

type Message = Pick<ReplyRow, 'createdAt' | 'id'>

/**
 * Computes `firstResponseAt` and `waitingSince` of a locked ticket from the messages that exist, and writes
 * them. Call it after replies were deleted, restored, moved or made notes. It changes nothing on a ticket
 * whose replies are as they were.
 *
 * Messages are the opening of the ticket, its latest reopening, and public replies by people. Like
 * `changeTicket`, it emits no event and checks no permission.
 */
export async function recomputeTimes(
  call: Call,
  ticket: TicketRow,
  { cause }: Pick<ChangeOptions, 'cause'>,
): Promise<TicketRow> {
  const first = await findMessage(call, ticket, 'agent', 'asc')
  const last = first && (await findMessage(call, ticket, 'agent', 'desc'))
  const times = {
    firstResponseAt: first?.createdAt ?? null,
    waitingSince: await waitingSince(call, ticket, last),
  }
  return changeTicket(call, ticket, times, { cause })
}

/** The oldest message of the customer after the last answer. */
async function waitingSince(
  call: Call,
  ticket: TicketRow,
  answer: Message | undefined,
): Promise<Date | null> {
  if (isFinished(ticket.status)) return null
  const { createdAt, reopenedAt } = ticket
  const begin = reopenedAt ?? createdAt
  // A reopening is later than all messages before it. An answer at the time of the opening came after it.
  const unanswered = !answer || answer.createdAt < begin ? begin : null
  if (reopenedAt && unanswered) return reopenedAt
  const message = await findMessage(call, ticket, 'customer', 'asc', answer)
  // Replies that were moved here may be older than the ticket.
  const times = [unanswered, message?.createdAt].filter((time) => time != null)
  return times.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}

const keyset = [replies.createdAt, replies.id]

/** The first or last public reply of one side, `beyond` another one. Walks the public replies of the ticket. */
async function findMessage(
  call: Call,
  ticket: TicketRow,
  side: 'agent' | 'customer',
  order: Order,
  beyond?: Message,
): Promise<Message | undefined> {
  const [found] = await call.db
    .select({ createdAt: replies.createdAt, id: replies.id })
    .from(replies)
    .where(
      and(
        eq(replies.tenantId, call.tenantId),
        eq(replies.ticketId, ticket.id),
        eq(replies.audience, 'public'),
        eq(replies.automatic, false),
        eq(replies.side, side),
        isNull(replies.deletedAt),
        beyond && after(keyset, order, [beyond.createdAt, beyond.id]),
      ),
    )
    .orderBy(...ordered(keyset, order))
    .limit(1)
  return found
}
