/** Loading one reply of a ticket that the actor may see. */
import { and, eq } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { forUpdate } from '../db/dialect.ts'
import { notFound, staleVersion } from '../kit/errors.ts'
import { id } from '../kit/validation.ts'
import type { ReplyOnTicket, ReplyTarget } from '../plugin/hook-points.ts'
import { lockLiveTicket } from '../tickets/load.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { sideOf } from '../tickets/side.ts'
import { type ReplyRow, replies } from './schema.ts'

const replyIdSchema = id()

/**
 * Loads a reply or note of a ticket that the actor may see, not locked. A deleted one is loaded too: its
 * `deletedAt` is set, and nobody may see its text. Throws `not_found` (404) for a reply of another ticket or
 * tenant, and for a note that the actor may not see.
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

/**
 * Locks a ticket and one of its replies until the transaction ends, always in this order. A deleted reply is
 * found too: see its `deletedAt`.
 *
 * Throws `not_found` (404) for what is not there or not visible, such as a note on the customer side, a
 * conflict (409) for a ticket that can't be worked on, and `stale_version` (412) when the reply has another
 * version than `ifVersion`. Throws a `TypeError` outside of a transaction.
 */
export async function lockReply(
  call: Call,
  { ticketId, replyId, ifVersion }: ReplyTarget,
): Promise<ReplyOnTicket> {
  const ticket = await lockLiveTicket(call, ticketId)
  const { data: known } = replyIdSchema.safeParse(replyId)
  if (known === undefined) throw notFound('reply')
  const [reply] = await forUpdate(
    call.db,
    call.db
      .select()
      .from(replies)
      .where(and(await readable(call, ticket), eq(replies.id, known))),
  )
  if (!reply) throw notFound('reply')
  if (ifVersion !== undefined && ifVersion !== reply.version) throw staleVersion(reply.version)
  return { ticket, reply }
}
