/** The transaction that makes a stored blob a file: a draft, or on a ticket at once. */
import { and, eq, gt, UniqueViolation } from '@deskhand/core/db'
import {
  type Call,
  defineOperation,
  HelpdeskError,
  type HookPoint,
  line,
  lockVisibleTicket,
  requirePermission,
  type TicketRow,
} from '@deskhand/core/plugin'
import { z } from 'zod'
import { requireRoom } from '../claim/quota.ts'
import { nameRefused } from '../errors.ts'
import { scanJobName } from '../job-names.ts'
import type { Settings } from '../options.ts'
import { type AttachmentRow, attachments, blobs } from '../schema.ts'
import { checkExtensions } from '../types/detect.ts'
import { cleanName, extensionOf } from '../types/names.ts'
import { authoriseOnTicket } from './authorise.ts'
import type { StoredFile } from './store-file.ts'

export interface AttachmentCreateInput {
  /** A hook may change it; the extension has to stay. */
  readonly name: string
  readonly audience: 'public' | 'internal'
}

export interface AttachmentCreateSubject {
  /** `null` for a draft. */
  readonly ticket: TicketRow | null
  readonly file: Omit<StoredFile, 'key' | 'name'>
}

declare module '@deskhand/core/plugin' {
  interface HookPoints {
    /** The bytes are stored and known; a veto removes them again. */
    'attachment.create': HookPoint<AttachmentCreateInput, AttachmentCreateSubject, AttachmentRow>
  }
}

export interface NewAttachment {
  readonly file: StoredFile
  readonly ticketId: string | undefined
  readonly audience: 'public' | 'internal'
  readonly uploadKey: string | null
}

const uploadKeyLifetimeMs = 24 * 3_600_000

const createInput = z.strictObject({
  name: line(255),
  audience: z.enum(['public', 'internal']),
})

/** Gives the row, or the row of an earlier upload with the same key and bytes. */
export async function createAttachment(
  call: Call,
  settings: Settings,
  made: NewAttachment,
): Promise<AttachmentRow> {
  try {
    return await createOrRepeat(call, settings, made)
  } catch (error) {
    // Two uploads with one key at the same moment: the second finds the first now.
    if (!(error instanceof UniqueViolation) || made.uploadKey === null) throw error
    return createOrRepeat(call, settings, made)
  }
}

function createOrRepeat(
  call: Call,
  settings: Settings,
  made: NewAttachment,
): Promise<AttachmentRow> {
  const { file, audience } = made
  return call.transaction(async (inner) => {
    const earlier = await earlierUpload(inner, made)
    if (earlier) return earlier
    return operation(settings, made)(inner, { name: file.name, audience })
  })
}

function operation(settings: Settings, { file, ticketId, uploadKey }: NewAttachment) {
  return defineOperation({
    point: 'attachment.create',
    input: createInput,
    async load(call) {
      const ticket = ticketId === undefined ? null : await lockVisibleTicket(call, ticketId)
      const { key: _key, name: _name, ...facts } = file
      return { ticket, file: facts }
    },
    async authorise(call, { audience }, { ticket }) {
      if (ticket) await authoriseOnTicket(call, ticket, audience)
      else await requirePermission(call, 'attachments:create')
    },
    async write(call, { name, audience }, { ticket }) {
      if (ticket) await requireRoom(call, settings, ticket.id, { files: 1, bytes: file.size })
      await hold(call, file)
      const now = call.now()
      const row: AttachmentRow = {
        tenantId: call.tenantId,
        id: call.newId(),
        ticketId: ticket?.id ?? null,
        replyId: null,
        audience: ticket ? audience : 'public',
        blobKey: file.key,
        name: renamed(settings, file.name, name),
        size: file.size,
        type: file.type,
        declaredType: file.declaredType,
        isInline: file.isInline,
        sha256: file.sha256,
        state: settings.scanner ? 'pending' : 'unscanned',
        scanDetail: null,
        scannedAt: null,
        releasedAt: null,
        releasedBy: null,
        uploadedBy: call.actor.id,
        uploadKey,
        createdAt: now,
        attachedAt: ticket ? now : null,
        deletedAt: null,
        deletedBy: null,
        deletedWithTicket: false,
      }
      await call.db.insert(attachments).values(row)
      if (ticket) emitCreated(call, row)
      if (settings.scanner) await call.enqueue(scanJobName, { attachmentId: row.id })
      return row
    },
  })
}

/** Told when a file comes onto a ticket; drafts are their uploader's own business. */
export function emitCreated(
  call: Call,
  {
    id,
    ticketId,
    replyId,
    audience,
  }: Pick<AttachmentRow, 'id' | 'ticketId' | 'replyId' | 'audience'>,
): void {
  call.emit({
    type: 'attachment.created',
    ticketId,
    audience,
    data: { attachmentId: id, replyId },
  })
}

async function hold(call: Call, { key, size }: StoredFile): Promise<void> {
  const [held] = await call.db
    .update(blobs)
    .set({ state: 'held', size, since: call.now() })
    .where(and(eq(blobs.key, key), eq(blobs.state, 'writing')))
    .returning({ key: blobs.key })
  if (!held) throw new Error('The upload was swept before it was finished.')
}

function renamed(settings: Settings, from: string, to: string): string {
  if (to === from) return from
  const name = cleanName(to)
  checkExtensions(name, settings.types)
  if (extensionOf(name) === extensionOf(from)) return name
  throw nameRefused('A hook may rename a file, not change its extension.')
}

/** Whether the actor has used this key within its lifetime: a repeat adds no file. */
export async function isRepeat(call: Call, uploadKey: string | null): Promise<boolean> {
  if (uploadKey === null) return false
  const since = new Date(call.now().getTime() - uploadKeyLifetimeMs)
  const [earlier] = await call.db
    .select({ id: attachments.id })
    .from(attachments)
    .where(and(withKey(call, uploadKey), gt(attachments.createdAt, since)))
    .limit(1)
  return earlier !== undefined
}

function withKey(call: Call, uploadKey: string) {
  return and(
    eq(attachments.tenantId, call.tenantId),
    eq(attachments.uploadedBy, call.actor.id),
    eq(attachments.uploadKey, uploadKey),
  )
}

async function earlierUpload(
  call: Call,
  { file, ticketId, audience, uploadKey }: NewAttachment,
): Promise<AttachmentRow | undefined> {
  if (uploadKey === null) return undefined
  const sameKey = withKey(call, uploadKey)
  const [earlier] = await call.db.select().from(attachments).where(sameKey).limit(1)
  if (!earlier) return undefined
  if (call.now().getTime() - earlier.createdAt.getTime() >= uploadKeyLifetimeMs) {
    await call.db.update(attachments).set({ uploadKey: null }).where(sameKey)
    return undefined
  }
  const isSame =
    earlier.sha256 === file.sha256 &&
    // A draft has no audience until a message takes it.
    (ticketId === undefined || earlier.audience === audience)
  if (isSame && !earlier.deletedAt) return earlier
  throw new HelpdeskError({
    code: 'idempotency_key_reused',
    status: 422,
    detail:
      'This Idempotency-Key was used for another file or audience. Make a new key for a new upload.',
  })
}
