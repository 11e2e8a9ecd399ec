/** The text of tickets and replies, for a search index. */
import { and, eq, inArray } from 'drizzle-orm'
import type { SearchText } from '../plugin/extension-points.ts'
import { replies } from '../replies/schema.ts'
import { tickets } from './schema.ts'

export const coreSearchText: SearchText = {
  changedBy: [
    'ticket.created',
    'ticket.updated',
    'ticket.redacted',
    'ticket.purged',
    'reply.created',
    'note.created',
    'reply.updated',
    'reply.deleted',
    'reply.restored',
    'reply.redacted',
    'person.erased',
  ],
  async tickets(call, ids) {
    const rows = await call.db
      .select({ id: tickets.id, subject: tickets.subject, description: tickets.description })
      .from(tickets)
      .where(and(eq(tickets.tenantId, call.tenantId), inArray(tickets.id, [...ids])))
    return new Map(
      rows.map(({ id, subject, description }) => [
        id,
        { public: `${subject}\n${description}`, internal: '' },
      ]),
    )
  },
  async replies(call, ids) {
    const rows = await call.db
      .select({
        id: replies.id,
        audience: replies.audience,
        body: replies.body,
        deletedAt: replies.deletedAt,
      })
      .from(replies)
      .where(and(eq(replies.tenantId, call.tenantId), inArray(replies.id, [...ids])))
    return new Map(
      rows.map(({ id, audience, body, deletedAt }) => {
        const text = deletedAt ? '' : body
        return [
          id,
          audience === 'public' ? { public: text, internal: '' } : { public: '', internal: text },
        ]
      }),
    )
  },
}
