/** The names of files for a search index: with the ticket, or with the reply that they came with. */
import { and, asc, eq, inArray, isNull, replies } from '@deskhand/core/db'
import type { Audience, Call, SearchableText, SearchText } from '@deskhand/core/plugin'
import { attachments } from '../schema.ts'

interface Named {
  /** The ticket or reply. */
  readonly owner: string | null
  readonly name: string
  readonly audience: Audience
}

export const searchText: SearchText = {
  changedBy: [
    ...['attachment.created', 'attachment.deleted', 'attachment.restored', 'attachment.purged'],
    'attachment.moved',
    // Files go and come back with their ticket and their reply, and are seen by whoever sees the reply.
    ...['ticket.deleted', 'ticket.restored', 'ticket.redacted', 'ticket.purged'],
    ...['reply.updated', 'reply.deleted', 'reply.restored', 'reply.redacted'],
    'person.erased',
  ],

  async tickets(call, ids) {
    const found = await call.db
      .select({
        owner: attachments.ticketId,
        name: attachments.name,
        audience: attachments.audience,
      })
      .from(attachments)
      .where(
        and(
          eq(attachments.tenantId, call.tenantId),
          inArray(attachments.ticketId, [...ids]),
          isNull(attachments.replyId),
          isNull(attachments.deletedAt),
        ),
      )
      .orderBy(asc(attachments.attachedAt), asc(attachments.id))
    return joined(found)
  },

  async replies(call, ids) {
    const found = await namesOnReplies(call, ids)
    return joined(
      found.map(
        ({ ofReply, ...file }): Named => ({
          ...file,
          audience: ofReply === 'public' ? file.audience : 'internal',
        }),
      ),
    )
  },
}

function namesOnReplies(call: Call, ids: readonly string[]) {
  return call.db
    .select({
      owner: attachments.replyId,
      name: attachments.name,
      audience: attachments.audience,
      ofReply: replies.audience,
    })
    .from(attachments)
    .innerJoin(
      replies,
      and(eq(replies.tenantId, attachments.tenantId), eq(replies.id, attachments.replyId)),
    )
    .where(
      and(
        eq(attachments.tenantId, call.tenantId),
        inArray(attachments.replyId, [...ids]),
        isNull(attachments.deletedAt),
        isNull(replies.deletedAt),
      ),
    )
    .orderBy(asc(attachments.attachedAt), asc(attachments.id))
}

function joined(files: readonly Named[]): ReadonlyMap<string, SearchableText> {
  const named = (some: readonly Named[], audience: Audience) =>
    some
      .filter((file) => file.audience === audience)
      .map(({ name }) => name)
      .join('\n')
  const byOwner = Map.groupBy(files, ({ owner }) => owner as string)
  return new Map(
    [...byOwner].map(([owner, some]) => [
      owner,
      { public: named(some, 'public'), internal: named(some, 'internal') },
    ]),
  )
}
