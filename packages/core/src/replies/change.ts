/** Writes a change to a reply, with its versions and its event. */
import type { Call } from '../api/call.ts'
import { rowWriter } from '../db/write.ts'
import type { ReplyOnTicket } from '../plugin/hook-points.ts'
import { renderMarkdown } from '../text/markdown.ts'
import { changedFields, latest, touchTicket, writtenSince } from '../tickets/change.ts'
import { requireUnreported } from '../tickets/changed-hooks.ts'
import { type ReplyRow, replies } from './schema.ts'

/**
 * New values of some fields. `body` is Markdown. `bodyHtml` is what `body` is rendered to unless it is given,
 * and has to be safe to show then. Take times from `momentOf(call, ticket)`.
 */
export type ReplyPatch = Partial<
  Pick<
    ReplyRow,
    'body' | 'bodyHtml' | 'audience' | 'editedAt' | 'editedBy' | 'deletedAt' | 'deletedBy'
  >
>

export interface ReplyChangeOptions {
  /** The type of the event, such as `reply.updated`. */
  readonly event: string
  /** Added to the event's data, which names the reply as `replyId`. Never text that somebody wrote. */
  readonly data?: Readonly<Record<string, unknown>> | undefined
}

const writer = rowWriter(replies)

/**
 * Writes `changes` to a locked reply, raises its version and those of its ticket, and emits the event. The
 * change and its event are public when the reply was or becomes public. Returns both rows as they are when
 * nothing would change.
 *
 * It checks no permission, and leaves the first response and the waiting time of the ticket to
 * `recomputeTimes`. Throws a `TypeError` when one of the rows was written since it was loaded, and inside a
 * `ticket.changed` hook of the same ticket.
 */
export async function changeReply(
  call: Call,
  { ticket, reply }: ReplyOnTicket,
  changes: ReplyPatch,
  { event, data }: ReplyChangeOptions,
): Promise<ReplyOnTicket> {
  const all = rendered(changes)
  if (changedFields(reply, all).length === 0) return { ticket, reply }
  requireUnreported(call, ticket.id)
  const { tenantId } = call
  const key = { tenantId, id: reply.id, ticketId: ticket.id, version: reply.version }
  const changed = await writer.updateOne(call.db, key, { ...all, version: reply.version + 1 })
  if (!changed) throw writtenSince('reply', reply.id)
  const isPublic = reply.audience === 'public' || changed.audience === 'public'
  call.emit({
    type: event,
    ticketId: ticket.id,
    audience: isPublic ? 'public' : 'internal',
    data: { replyId: reply.id, ...data },
  })
  const at = latest(ticket.updatedAt, all.editedAt, all.deletedAt)
  return { ticket: await touchTicket(call, ticket, { isPublic, at }), reply: changed }
}

function rendered(changes: ReplyPatch): ReplyPatch {
  const { body, bodyHtml } = changes
  if (body === undefined || bodyHtml !== undefined) return changes
  return { ...changes, bodyHtml: renderMarkdown(body) }
}
