/** From row to answer. */
import { and, eq, inArray, tickets } from '@deskhand/core/db'
import { type Call, publicPerson } from '@deskhand/core/plugin'
import type { Settings } from '../options.ts'
import type { AttachmentRow } from '../schema.ts'
import type { Attachment } from '../types.ts'

export function isServed(
  { serveUnscanned }: Pick<Settings, 'serveUnscanned'>,
  { state, releasedAt }: Pick<AttachmentRow, 'state' | 'releasedAt'>,
): boolean {
  if (state === 'clean' || releasedAt !== null) return true
  return state === 'unscanned' && serveUnscanned
}

export async function presentFile(
  call: Call,
  settings: Settings,
  row: AttachmentRow,
): Promise<Attachment> {
  const [file] = await presentFiles(call, settings, [row])
  return file as Attachment
}

/** One lookup of people and one of tickets, whatever the number of rows. */
export async function presentFiles(
  call: Call,
  settings: Settings,
  rows: readonly AttachmentRow[],
): Promise<Attachment[]> {
  if (rows.length === 0) return []
  const people = await call.people.summaries(rows.map(({ uploadedBy }) => uploadedBy))
  const isCustomer = await customerSide(call, rows)
  const maySeeScans = await call.can('attachments:release')
  return rows.map((row) => {
    const { uploadedBy: by } = row
    const uploader = people.get(by) ?? { id: by, name: by, avatarUrl: null }
    return {
      id: row.id,
      ticketId: row.ticketId,
      replyId: row.replyId,
      audience: row.audience,
      name: row.name,
      size: row.size,
      type: row.type,
      declaredType: row.declaredType,
      sha256: row.sha256,
      state: row.state,
      isServed: isServed(settings, row),
      isInline: row.isInline,
      uploadedBy: isCustomer(row) ? publicPerson(uploader, call.actor.id) : uploader,
      createdAt: row.createdAt.toISOString(),
      attachedAt: row.attachedAt?.toISOString() ?? null,
      deletedAt: row.deletedAt?.toISOString() ?? null,
      ...(maySeeScans && {
        scanDetail: row.scanDetail,
        releasedAt: row.releasedAt?.toISOString() ?? null,
      }),
    }
  })
}

/** For which files the actor stands on the customer side: an agent does on tickets they requested. */
async function customerSide(
  { db, tenantId, actor }: Call,
  rows: readonly AttachmentRow[],
): Promise<(row: AttachmentRow) => boolean> {
  if (actor.role === 'customer') return () => true
  const ids = [...new Set(rows.flatMap(({ ticketId }) => ticketId ?? []))]
  if (ids.length === 0) return () => false
  const requested = await db
    .select({ id: tickets.id })
    .from(tickets)
    .where(
      and(
        eq(tickets.tenantId, tenantId),
        inArray(tickets.id, ids),
        eq(tickets.requesterId, actor.id),
      ),
    )
  const own = new Set(requested.map(({ id }) => id))
  return ({ ticketId }) => ticketId !== null && own.has(ticketId)
}
