/** What happens to the files when something happens to their ticket. */
import { and, eq, inArray, isNull } from '@deskhand/core/db'
import {
  type Call,
  conflict,
  type EraseHandler,
  type Hooks,
  type MergeHandler,
} from '@deskhand/core/plugin'
import { attachments } from '../schema.ts'
import { doom, doomTicket } from './doom.ts'

export const ticketHooks: Hooks = {
  'ticket.delete': {
    async after(call, { result: ticket }) {
      await call.db
        .update(attachments)
        .set({ deletedAt: call.now(), deletedBy: call.actor.id, deletedWithTicket: true })
        .where(and(ofTicket(call, ticket.id), isNull(attachments.deletedAt)))
    },
  },
  'ticket.restore': {
    async after(call, { result: ticket }) {
      await call.db
        .update(attachments)
        .set({ deletedAt: null, deletedBy: null, deletedWithTicket: false })
        .where(and(ofTicket(call, ticket.id), eq(attachments.deletedWithTicket, true)))
    },
  },
  'ticket.purge': {
    async before(call, { subject: ticket }) {
      await doomTicket(call, ticket.id)
      return undefined
    },
  },
}

export interface AttachmentsMergeManifest {
  readonly from: string
  readonly to: string
  readonly attachmentIds: readonly string[]
}

/** All files move, those of replies with them. Nobody is asked about quotas: nothing is added. */
export const mergeHandler: MergeHandler<AttachmentsMergeManifest> = {
  async move(call, from, to) {
    const moved = await call.db
      .update(attachments)
      .set({ ticketId: to })
      .where(ofTicket(call, from))
      .returning({ id: attachments.id })
    if (moved.length > 0) tellMoved(call, from, to)
    return { from, to, attachmentIds: moved.map(({ id }) => id) }
  },

  async undo(call, { from, to, attachmentIds }) {
    let back = 0
    for (let at = 0; at < attachmentIds.length; at += batch) {
      const moved = await call.db
        .update(attachments)
        .set({ ticketId: from })
        .where(
          and(ofTicket(call, to), inArray(attachments.id, attachmentIds.slice(at, at + batch))),
        )
        .returning({ id: attachments.id })
      back += moved.length
    }
    if (back < attachmentIds.length) {
      throw conflict(
        'merge_not_exact',
        'Files that came with the merge were purged or moved since, so it can’t be undone exactly.',
      )
    }
    if (back > 0) tellMoved(call, to, from)
  },

  async moveReplies(call, { replyIds, from, to }) {
    await call.db
      .update(attachments)
      .set({ ticketId: to })
      .where(and(ofTicket(call, from), inArray(attachments.replyId, [...replyIds])))
  },
}

/** Once for each of the two tickets: both have other files now. */
function tellMoved(call: Call, from: string, to: string): void {
  for (const ticketId of [from, to]) {
    call.emit({ type: 'attachment.moved', ticketId, data: { from, to } })
  }
}

const batch = 500

/** The files of a person go with them, for good: what is in them can't be made anonymous. */
export const eraseHandler: EraseHandler = {
  async forget(call, personId, replacement) {
    const { db, tenantId } = call
    const removed = await db
      .delete(attachments)
      .where(and(eq(attachments.tenantId, tenantId), eq(attachments.uploadedBy, personId)))
      .returning({ key: attachments.blobKey })
    await doom(
      call,
      removed.map(({ key }) => key),
    )
    await db
      .update(attachments)
      .set({ deletedBy: replacement })
      .where(and(eq(attachments.tenantId, tenantId), eq(attachments.deletedBy, personId)))
    await db
      .update(attachments)
      .set({ releasedBy: replacement })
      .where(and(eq(attachments.tenantId, tenantId), eq(attachments.releasedBy, personId)))
  },
}

function ofTicket(call: Call, ticketId: string) {
  return and(eq(attachments.tenantId, call.tenantId), eq(attachments.ticketId, ticketId))
}
