import type { Call } from '../call.ts'
import { renderMarkdown } from '../text/markdown.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { sideOf } from '../tickets/side.ts'
import type { Audience } from './audience.ts'
import { type ReplyRow, replies } from './schema.ts'

/** Writes a reply or note and its event. What it does to the ticket is the caller's business. */
export async function insertReply(
  call: Call,
  ticket: TicketRow,
  { audience, body }: { audience: Audience; body: string },
): Promise<ReplyRow> {
  const [reply] = await call.db
    .insert(replies)
    .values({
      tenantId: call.tenantId,
      id: call.newId(),
      ticketId: ticket.id,
      audience,
      side: sideOf(call.actor, ticket),
      authorId: call.actor.id,
      via: call.via,
      body,
      bodyHtml: renderMarkdown(body),
      version: 1,
      createdAt: call.now(),
    })
    .returning()
  if (!reply) throw new Error('The database gave no reply back.')
  call.emit({
    type: audience === 'public' ? 'reply.created' : 'note.created',
    ticketId: ticket.id,
    audience,
    data: { replyId: reply.id, side: reply.side },
  })
  return reply
}
