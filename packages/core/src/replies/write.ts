import { and, desc, eq } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { rowWriter } from '../db/write.ts'
import { renderMarkdown } from '../text/markdown.ts'
import { momentOf } from '../tickets/change.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { sideOf } from '../tickets/side.ts'
import type { Audience } from './audience.ts'
import type { ReceivedFacts } from './inputs.ts'
import { type ReplyRow, replies } from './schema.ts'

const writer = rowWriter(replies)

interface NewReply extends ReceivedFacts {
  readonly audience: Audience
  readonly body: string
}

/** Writes a reply or note and its event. What it does to the ticket is the caller's business. */
export async function insertReply(
  call: Call,
  ticket: TicketRow,
  { audience, body, bodyHtml, automatic = false, sentAt }: NewReply,
): Promise<ReplyRow> {
  const reply = await writer.insertOne(call.db, {
    tenantId: call.tenantId,
    ticketId: ticket.id,
    audience,
    side: sideOf(call.actor, ticket),
    authorId: call.actor.id,
    via: call.via,
    body,
    bodyHtml: bodyHtml ?? renderMarkdown(body),
    automatic,
    sentAt: sentAt ?? null,
    version: 1,
    ...(await nextPlace(call, ticket)),
  })
  call.emit({
    type: audience === 'public' ? 'reply.created' : 'note.created',
    ticketId: ticket.id,
    audience,
    data: { replyId: reply.id, side: reply.side, ...(automatic && { automatic }) },
  })
  return reply
}

type Place = Pick<ReplyRow, 'createdAt' | 'id'>

/**
 * A time and an id that come after all that was said on the locked ticket, so that a conversation
 * reads in the order in which it was written: in the same millisecond the ids of two processes have
 * no order, and a clock may have been set back.
 */
async function nextPlace(call: Call, ticket: TicketRow): Promise<Place> {
  const place = { id: call.newId(), createdAt: momentOf(call, ticket) }
  if (place.createdAt > ticket.updatedAt) return place
  const [last] = await call.db
    .select({ id: replies.id, createdAt: replies.createdAt })
    .from(replies)
    .where(and(eq(replies.tenantId, call.tenantId), eq(replies.ticketId, ticket.id)))
    .orderBy(desc(replies.createdAt), desc(replies.id))
    .limit(1)
  if (!last || isBefore(last, place)) return place
  return { ...place, createdAt: new Date(last.createdAt.getTime() + 1) }
}

function isBefore(a: Place, b: Place): boolean {
  const difference = a.createdAt.getTime() - b.createdAt.getTime()
  return difference < 0 || (difference === 0 && a.id < b.id)
}
