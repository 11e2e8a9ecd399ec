/** `include=attachments` on tickets and replies: one query for a whole page. */
import { and, asc, eq, inArray, tickets } from '@deskhand/core/db'
import { type Call, type Field, field } from '@deskhand/core/plugin'
import { z } from 'zod'
import type { Settings } from '../options.ts'
import { attachmentOutput } from '../outputs.ts'
import { type AttachmentRow, attachments } from '../schema.ts'
import type { Attachment } from '../types.ts'
import { presentFiles } from './present.ts'
import { filesWithReplies, seesInternal, visible } from './visible.ts'

type Owner = 'ticketId' | 'replyId'

/** A ticket's field has all its files, those of its replies included. */
export function attachmentsField(settings: Settings, owner: Owner): Field {
  return field<readonly Attachment[]>({
    audience: 'public',
    permission: 'attachments:read',
    schema: z.array(attachmentOutput),
    empty: [],
    async load(call, ids) {
      const rows = await visibleRows(call, owner, ids)
      const files = await presentFiles(call, settings, rows)
      const ownerOf = new Map(rows.map((row) => [row.id, row[owner]]))
      return Map.groupBy(files, ({ id }) => ownerOf.get(id) as string)
    },
  })
}

async function visibleRows(
  call: Call,
  owner: Owner,
  ids: readonly string[],
): Promise<AttachmentRow[]> {
  const rows = await filesWithReplies(call)
    .where(
      and(
        eq(attachments.tenantId, call.tenantId),
        inArray(attachments[owner], [...ids]),
        visible({ internal: call.actor.role !== 'customer' }),
      ),
    )
    .orderBy(asc(attachments.attachedAt), asc(attachments.id))
  const open = await ticketsWithOpenNotes(call, rows)
  return rows.filter(
    ({ audience, ticketId }) => audience === 'public' || open.has(ticketId as string),
  )
}

/** Of the tickets that have internal files, those whose notes the actor sees. */
async function ticketsWithOpenNotes(
  call: Call,
  rows: readonly AttachmentRow[],
): Promise<ReadonlySet<string>> {
  const ids = new Set(
    rows.flatMap(({ audience, ticketId }) => (audience === 'internal' && ticketId ? ticketId : [])),
  )
  if (ids.size === 0) return ids
  const found = await call.db
    .select()
    .from(tickets)
    .where(and(eq(tickets.tenantId, call.tenantId), inArray(tickets.id, [...ids])))
  const open = await Promise.all(
    found.map(async (ticket) => ((await seesInternal(call, ticket)) ? [ticket.id] : [])),
  )
  return new Set(open.flat())
}
