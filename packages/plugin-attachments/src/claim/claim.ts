/** Drafts come onto a ticket or a reply, in the transaction that writes it. */
import { and, eq, inArray, isNull } from '@deskhand/core/db'
import { type Call, type InputField, id, input } from '@deskhand/core/plugin'
import { z } from 'zod'
import { notClaimable, notServed } from '../errors.ts'
import type { Settings } from '../options.ts'
import { type AttachmentRow, attachments } from '../schema.ts'
import { emitCreated } from '../upload/create.ts'
import { requireRoom } from './quota.ts'

type Place = Required<Pick<AttachmentRow, 'replyId' | 'audience'> & { readonly ticketId: string }>

/** `attachments` of `ticket.create` and `reply.create`. */
export function claimInputs(settings: Settings): {
  'ticket.create': { attachments: InputField<unknown, 'ticket.create'> }
  'reply.create': { attachments: InputField<unknown, 'reply.create'> }
} {
  const field = {
    schema: z.array(id()).max(settings.limits.filesAtOnce),
    permission: 'attachments:create',
  }
  return {
    'ticket.create': {
      attachments: input('ticket.create', {
        ...field,
        apply: (call, ids, { result: ticket }) =>
          claim(call, settings, ids, { ticketId: ticket.id, replyId: null, audience: 'public' }),
      }),
    },
    'reply.create': {
      attachments: input('reply.create', {
        ...field,
        apply: (call, ids, { result: { id: replyId, ticketId, audience } }) =>
          claim(call, settings, ids, { ticketId, replyId, audience }),
      }),
    },
  }
}

/** Only the actor's own drafts, all of them or none. The ticket is locked, or not committed yet. */
async function claim(
  call: Call,
  settings: Settings,
  givenIds: readonly string[],
  place: Place,
): Promise<void> {
  const ids = [...new Set(givenIds)]
  if (ids.length === 0) return
  const claimed = await call.db
    .update(attachments)
    .set({ ...place, attachedAt: call.now() })
    .where(
      and(
        eq(attachments.tenantId, call.tenantId),
        inArray(attachments.id, ids),
        eq(attachments.uploadedBy, call.actor.id),
        isNull(attachments.ticketId),
      ),
    )
    .returning()
  const missing = ids.filter((wanted) => !claimed.some((row) => row.id === wanted))
  if (missing.length > 0) throw notClaimable(missing)
  if (claimed.some(({ state, releasedAt }) => state === 'infected' && !releasedAt)) {
    throw notServed('infected')
  }
  await requireRoom(call, settings, place.ticketId, { files: 0, bytes: 0 })
  for (const row of claimed) emitCreated(call, row)
}
