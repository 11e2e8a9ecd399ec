/** Redaction: removes text for good from a ticket or from one of its replies. */
import { and, eq } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { forUpdate } from '../db/dialect.ts'
import { lockFeeds } from '../feeds/rows.ts'
import { blankAnswersAbout } from '../http/stored-answers.ts'
import { notFound } from '../kit/errors.ts'
import { describe } from '../kit/in-words.ts'
import { id } from '../kit/validation.ts'
import type { RedactHandler, Redaction } from '../plugin/extension-points.ts'
import { changeReply } from '../replies/change.ts'
import { type ReplyRow, replies } from '../replies/schema.ts'
import { renderMarkdown } from '../text/markdown.ts'
import { changeTicket } from './change.ts'
import { lockVisibleTicket } from './load.ts'
import type { TicketRow } from './schema.ts'

/**
 * Runs the `redact` handlers of core and of all plugins in one transaction, core's first. The caller checks
 * the permission. Throws `not_found` (404) for a ticket that the actor may not see and for a reply that is
 * not on it, and a `TypeError` when `replace` returns something other than text.
 */
export async function redact(call: Call, given: Redaction): Promise<void> {
  const redaction = { ...given, replace: textOnly(given.replace) }
  await call.transaction(async (inner) => {
    // So that no feed commits rows from text that it read before the redaction.
    await lockFeeds(inner.db)
    for (const handler of runtimeOf(inner).registry.provided('redact').values()) {
      await handler(inner, redaction)
    }
  })
}

/** Renders HTML again, because HTML may hold the text in another form, and the HTML of a mail may hold more text. */
export const coreRedactHandler: RedactHandler = async (call, { ticketId, replyId, replace }) => {
  const ticket = await lockVisibleTicket(call, ticketId)
  if (replyId === undefined) await redactTicket(call, ticket, replace)
  else await redactReply(call, ticket, replyId, replace)
  await blankAnswersAbout(call, ticketId)
}

type Replace = Redaction['replace']

function textOnly(replace: Replace): Replace {
  return (text) => {
    const replaced: unknown = replace(text)
    if (typeof replaced === 'string') return replaced
    throw new TypeError(
      `The replace function of a redaction returned ${describe(replaced)}. Return the text without what is removed, not a promise of it.`,
    )
  }
}

async function redactTicket(call: Call, ticket: TicketRow, replace: Replace): Promise<void> {
  const description = replace(ticket.description)
  const changes = {
    subject: replace(ticket.subject),
    description,
    descriptionHtml: renderMarkdown(description),
  }
  await changeTicket(call, ticket, changes, { cause: 'ticket.redact' })
  call.emit({ type: 'ticket.redacted', ticketId: ticket.id, audience: 'public' })
}

async function redactReply(
  call: Call,
  ticket: TicketRow,
  replyId: string,
  replace: Replace,
): Promise<void> {
  const reply = await lockReplyRow(call, ticket, replyId)
  const { audience } = reply
  const body = replace(reply.body)
  const changes = { body, bodyHtml: renderMarkdown(body) }
  const event = { type: 'reply.redacted', ticketId: ticket.id, audience, data: { replyId } }
  const { reply: redacted } = await changeReply(call, { ticket, reply }, changes, {
    event: event.type,
  })
  // The body did not hold the text, but rows of plugins about the reply may have held it.
  if (redacted === reply) call.emit(event)
}

/** Also for a ticket that is deleted, merged or spam, unlike `lockReply`: its text can be redacted too. */
async function lockReplyRow(call: Call, ticket: TicketRow, rawId: string): Promise<ReplyRow> {
  const { data: replyId } = id().safeParse(rawId)
  if (replyId === undefined) throw notFound('reply')
  const [reply] = await forUpdate(
    call.db,
    call.db
      .select()
      .from(replies)
      .where(
        and(
          eq(replies.tenantId, call.tenantId),
          eq(replies.ticketId, ticket.id),
          eq(replies.id, replyId),
        ),
      )
      .limit(1),
  )
  if (!reply) throw notFound('reply')
  return reply
}
