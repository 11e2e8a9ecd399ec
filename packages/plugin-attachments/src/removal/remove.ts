/** Deleting a file, bringing it back, and removing it for good. */
import { and, eq, gt, isNull, replies } from '@deskhand/core/db'
import {
  type Call,
  forbidden,
  lockVisibleTicket,
  parse,
  requirePermission,
  sideOf,
  type TicketRow,
} from '@deskhand/core/plugin'
import { requireRoom } from '../claim/quota.ts'
import type { AttachmentEventType } from '../events.ts'
import type { Settings } from '../options.ts'
import { draftInput, targetInput } from '../reading/list.ts'
import { loadDraft, loadFile } from '../reading/visible.ts'
import { type AttachmentRow, attachments } from '../schema.ts'
import { doom } from './doom.ts'

export async function deleteFile(call: Call, rawInput: unknown): Promise<void> {
  const { ticketId, attachmentId } = parse(targetInput, rawInput)
  await call.transaction(async (inner) => {
    const ticket = await lockVisibleTicket(inner, ticketId)
    const row = await loadFile(inner, ticket, attachmentId)
    await authoriseDelete(inner, ticket, row)
    await inner.db
      .update(attachments)
      .set({ deletedAt: inner.now(), deletedBy: inner.actor.id })
      .where(byId(inner, row))
    tell(inner, 'attachment.deleted', row)
  })
}

/** One's own; on the customer side only until somebody has answered it. */
async function authoriseDelete(call: Call, ticket: TicketRow, row: AttachmentRow): Promise<void> {
  if (await call.can('attachments:deleteAny', ticket)) return
  await requirePermission(call, 'attachments:delete', ticket)
  if (row.uploadedBy !== call.actor.id) throw forbidden('attachments:deleteAny')
  if (sideOf(call.actor, ticket) !== 'customer' || row.attachedAt === null) return
  const [answer] = await call.db
    .select({ id: replies.id })
    .from(replies)
    .where(
      and(
        eq(replies.tenantId, call.tenantId),
        eq(replies.ticketId, ticket.id),
        eq(replies.audience, 'public'),
        gt(replies.createdAt, row.attachedAt),
        eq(replies.side, 'agent'),
        isNull(replies.deletedAt),
      ),
    )
    .limit(1)
  if (!answer) return
  throw forbidden('attachments:deleteAny', 'The file has been answered, so it stays. Ask for help.')
}

export async function restoreFile(
  call: Call,
  settings: Settings,
  rawInput: unknown,
): Promise<AttachmentRow> {
  const { ticketId, attachmentId } = parse(targetInput, rawInput)
  return call.transaction(async (inner) => {
    const ticket = await lockVisibleTicket(inner, ticketId)
    await requirePermission(inner, 'attachments:restore', ticket)
    const row = await loadFile(inner, ticket, attachmentId, { deleted: true })
    await requireRoom(inner, settings, ticket.id, { files: 1, bytes: row.size })
    const change = { deletedAt: null, deletedBy: null, deletedWithTicket: false }
    await inner.db.update(attachments).set(change).where(byId(inner, row))
    tell(inner, 'attachment.restored', row)
    return { ...row, ...change }
  })
}

export async function purgeFile(call: Call, rawInput: unknown): Promise<void> {
  const { ticketId, attachmentId } = parse(targetInput, rawInput)
  await call.transaction(async (inner) => {
    const ticket = await lockVisibleTicket(inner, ticketId)
    await requirePermission(inner, 'attachments:purge', ticket)
    const row = await loadFile(inner, ticket, attachmentId, { deleted: true })
    await removeRow(inner, row)
    tell(inner, 'attachment.purged', row)
  })
}

/** A draft was never anybody else's, so it is not kept. */
export async function discardDraft(call: Call, rawInput: unknown): Promise<void> {
  const { attachmentId } = parse(draftInput, rawInput)
  await requirePermission(call, 'attachments:create')
  await call.transaction(async (inner) => removeRow(inner, await loadDraft(inner, attachmentId)))
}

async function removeRow(call: Call, row: AttachmentRow): Promise<void> {
  await call.db.delete(attachments).where(byId(call, row))
  await doom(call, [row.blobKey])
}

export function byId(call: Call, { id }: { readonly id: string }) {
  return and(eq(attachments.tenantId, call.tenantId), eq(attachments.id, id))
}

export function tell(
  call: Call,
  type: AttachmentEventType,
  { id, ticketId, audience }: Pick<AttachmentRow, 'id' | 'ticketId' | 'audience'>,
  more: Readonly<Record<string, unknown>> = {},
): void {
  call.emit({ type, ticketId, audience, data: { attachmentId: id, ...more } })
}
