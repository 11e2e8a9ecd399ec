/** Which files of a ticket somebody sees: those of notes only with the notes, those of a deleted reply never. */
import {
  and,
  eq,
  getTableColumns,
  isNotNull,
  isNull,
  or,
  replies,
  type SQL,
} from '@deskhand/core/db'
import { type Call, sideOf, type TicketRow } from '@deskhand/core/plugin'
import { attachmentNotFound } from '../errors.ts'
import { type AttachmentRow, attachments } from '../schema.ts'

export async function seesInternal(call: Call, ticket: TicketRow): Promise<boolean> {
  return sideOf(call.actor, ticket) !== 'customer' && (await call.can('note.read', ticket))
}

/** Files with the reply they came with, for `where(visible(…))`. */
export function filesWithReplies(call: Call) {
  return call.db
    .select(getTableColumns(attachments))
    .from(attachments)
    .leftJoin(
      replies,
      and(eq(replies.tenantId, attachments.tenantId), eq(replies.id, attachments.replyId)),
    )
}

export interface Visibility {
  readonly internal: boolean
  /** The deleted ones instead. */
  readonly deleted?: boolean | undefined
}

export function visible({ internal, deleted = false }: Visibility): SQL | undefined {
  return and(
    deleted ? isNotNull(attachments.deletedAt) : isNull(attachments.deletedAt),
    isNull(replies.deletedAt),
    internal ? undefined : isPublic(),
  )
}

function isPublic(): SQL | undefined {
  return and(
    eq(attachments.audience, 'public'),
    or(isNull(attachments.replyId), eq(replies.audience, 'public')),
  )
}

/** A file of this ticket that the actor sees; throws `not_found` (404) for any other. */
export async function loadFile(
  call: Call,
  ticket: TicketRow,
  attachmentId: string,
  { deleted }: { readonly deleted?: boolean } = {},
): Promise<AttachmentRow> {
  const [row] = await filesWithReplies(call)
    .where(
      and(
        eq(attachments.tenantId, call.tenantId),
        eq(attachments.id, attachmentId),
        eq(attachments.ticketId, ticket.id),
        visible({ internal: await seesInternal(call, ticket), deleted }),
      ),
    )
    .limit(1)
  if (!row) throw attachmentNotFound()
  return row
}

/** One of the actor's own drafts. */
export async function loadDraft(call: Call, attachmentId: string): Promise<AttachmentRow> {
  const [row] = await call.db
    .select()
    .from(attachments)
    .where(
      and(
        eq(attachments.tenantId, call.tenantId),
        eq(attachments.id, attachmentId),
        eq(attachments.uploadedBy, call.actor.id),
        isNull(attachments.ticketId),
      ),
    )
    .limit(1)
  if (!row) throw attachmentNotFound()
  return row
}
