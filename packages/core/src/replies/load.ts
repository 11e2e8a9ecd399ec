/** Loading one reply of a ticket that the actor may see. */
import { and, eq } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { notFound } from '../kit/errors.ts'
import { id } from '../kit/validation.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { sideOf } from '../tickets/side.ts'
import { type ReplyRow, replies } from './schema.ts'

const replyIdSchema = id()

/**
 * Loads a reply or note of a ticket that the actor may see, not locked. A deleted one is loaded too: its
 * `deletedAt` is set, and nobody may see its text. Throws `not_found` (404) for a reply of another ticket or tenant, and for a note that
 * the actor may not see.
 */
export async function loadVisibleReply(
  call: Call,
  ticket: TicketRow,
  replyId: string,
): Promise<ReplyRow> {
  const { data: id } = replyIdSchema.safeParse(replyId)
  if (id === undefined) throw notFound('reply')
  const [reply] = await call.db
    .select()
    .from(replies)
    .where(and(await readable(call, ticket), eq(replies.id, id)))
    .limit(1)
  if (!reply) throw notFound('reply')
  return reply
}

/** The condition for the replies of a ticket that the actor may see. */
export async function readable(call: Call, ticket: TicketRow) {
  const seesNotes =
    sideOf(call.actor, ticket) !== 'customer' && (await call.can('note.read', ticket))
  return and(
    eq(replies.tenantId, call.tenantId),
    eq(replies.ticketId, ticket.id),
    seesNotes ? undefined : eq(replies.audience, 'public'),
  )
}
