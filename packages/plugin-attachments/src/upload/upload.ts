/** Uploading: refuse what can be refused early, store, then make it a file in one transaction. */
import { createHash } from 'node:crypto'
import { and, count, eq, isNull, sum } from '@deskhand/core/db'
import {
  type Call,
  hostId,
  id,
  loadVisibleTicket,
  parse,
  requirePermission,
} from '@deskhand/core/plugin'
import { z } from 'zod'
import { requireRoom } from '../claim/quota.ts'
import { fileTooLarge, tooManyDrafts } from '../errors.ts'
import type { Settings } from '../options.ts'
import { type AttachmentRow, attachments } from '../schema.ts'
import type { UploadInput } from '../types.ts'
import { authoriseOnTicket } from './authorise.ts'
import { createAttachment, isRepeat } from './create.ts'
import { dropFile, storeFile } from './store-file.ts'

const uploadInput = z.strictObject({
  name: z.string().min(1).max(2_000),
  type: z.string().max(1_000).optional(),
  size: z.int().min(0).optional(),
  ticketId: id().optional(),
  audience: z.enum(['public', 'internal']).default('public'),
  idempotencyKey: hostId().optional(),
})

export async function upload(
  call: Call,
  settings: Settings,
  { body, signal, ...rawInput }: UploadInput,
): Promise<AttachmentRow> {
  const { ticketId, audience, idempotencyKey, ...file } = parse(uploadInput, rawInput)
  const { size } = file
  if (size !== undefined && size > settings.limits.fileBytes) {
    throw fileTooLarge(settings.limits.fileBytes)
  }
  if (ticketId === undefined) await requirePermission(call, 'attachments:create')
  else await authoriseOnTicket(call, await loadVisibleTicket(call, ticketId), audience)
  const uploadKey = idempotencyKey === undefined ? null : digest(ticketId, idempotencyKey)
  if (!(await isRepeat(call, uploadKey))) {
    if (ticketId === undefined) await requireRoomForDraft(call, settings)
    else await requireRoom(call, settings, ticketId, { files: 1, bytes: size ?? 1 })
  }
  const stored = await storeFile(call, settings, { ...file, body, signal })
  try {
    const row = await createAttachment(call, settings, {
      file: stored,
      ticketId,
      audience,
      uploadKey,
    })
    if (row.blobKey !== stored.key) await dropFile(call, settings, stored.key)
    return row
  } catch (error) {
    await dropFile(call, settings, stored.key)
    throw error
  }
}

/** A soft limit: uploads that run at the same time don't see each other. */
async function requireRoomForDraft(call: Call, { limits }: Settings): Promise<void> {
  const [held] = await call.db
    .select({ files: count(), bytes: sum(attachments.size) })
    .from(attachments)
    .where(
      and(
        eq(attachments.tenantId, call.tenantId),
        eq(attachments.uploadedBy, call.actor.id),
        isNull(attachments.ticketId),
      ),
    )
  if (!held || call.actor.role === 'system') return
  if (held.files >= limits.drafts || Number(held.bytes ?? 0) >= limits.ticketBytes) {
    throw tooManyDrafts()
  }
}

function digest(ticketId: string | undefined, key: string): string {
  return createHash('sha256')
    .update(`${ticketId ?? 'draft'}\n${key}`)
    .digest('base64url')
}
