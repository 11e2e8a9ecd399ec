/** The files of a ticket, page by page, in the order in which they came onto it. */
import { and, eq } from '@deskhand/core/db'
import {
  after,
  type Call,
  cut,
  decodeCursor,
  encodeCursor,
  id,
  loadVisibleTicket,
  ordered,
  type Page,
  pageInput,
  parse,
  requirePermission,
  type TicketRow,
} from '@deskhand/core/plugin'
import { z } from 'zod'
import type { Settings } from '../options.ts'
import { attachments } from '../schema.ts'
import type { Attachment } from '../types.ts'
import { presentFile, presentFiles } from './present.ts'
import { filesWithReplies, loadDraft, loadFile, seesInternal, visible } from './visible.ts'

export const listInput = z.strictObject({
  ...pageInput,
  ticketId: id(),
  deleted: z.boolean().default(false),
})

export const targetInput = z.strictObject({ ticketId: id(), attachmentId: id() })
export const draftInput = z.strictObject({ attachmentId: id() })

const keyset = [attachments.attachedAt, attachments.id]

export async function listFiles(
  call: Call,
  settings: Settings,
  rawInput: unknown,
): Promise<Page<Attachment>> {
  const input = parse(listInput, rawInput)
  return filesOf(call, settings, await loadVisibleTicket(call, input.ticketId), input)
}

/** The same for a ticket that the actor may see. Checks the right to read its files. */
export async function filesOf(
  call: Call,
  settings: Settings,
  ticket: TicketRow,
  { limit, cursor, deleted }: z.output<typeof listInput>,
): Promise<Page<Attachment>> {
  await requirePermission(call, deleted ? 'attachments:restore' : 'attachments:read', ticket)
  const kind = `attachments:${ticket.id}:${deleted}`
  const from = cursor === undefined ? null : decodeCursor(settings.cursors, call, kind, cursor)
  const found = await filesWithReplies(call)
    .where(
      and(
        eq(attachments.tenantId, call.tenantId),
        eq(attachments.ticketId, ticket.id),
        visible({ internal: await seesInternal(call, ticket), deleted }),
        from ? after(keyset, 'asc', [new Date(Number(from[0])), from[1]]) : undefined,
      ),
    )
    .orderBy(...ordered(keyset, 'asc'))
    .limit(limit + 1)
  const { rows, hasMore } = cut(found, limit)
  const last = rows.at(-1)
  return {
    data: await presentFiles(call, settings, rows),
    page: {
      hasMore,
      nextCursor:
        hasMore && last?.attachedAt
          ? encodeCursor(settings.cursors, call, kind, [last.attachedAt.getTime(), last.id])
          : null,
    },
  }
}

export async function getFile(
  call: Call,
  settings: Settings,
  rawInput: unknown,
): Promise<Attachment> {
  const { ticketId, attachmentId } = parse(targetInput, rawInput)
  const ticket = await loadVisibleTicket(call, ticketId)
  await requirePermission(call, 'attachments:read', ticket)
  return fileOf(call, settings, ticket, attachmentId)
}

/** The same for a ticket whose files the actor may read. */
export async function fileOf(
  call: Call,
  settings: Settings,
  ticket: TicketRow,
  attachmentId: string,
): Promise<Attachment> {
  return presentFile(call, settings, await loadFile(call, ticket, attachmentId))
}

export async function getDraft(
  call: Call,
  settings: Settings,
  rawInput: unknown,
): Promise<Attachment> {
  const { attachmentId } = parse(draftInput, rawInput)
  await requirePermission(call, 'attachments:create')
  return presentFile(call, settings, await loadDraft(call, attachmentId))
}
