/** Forgetting a person: their id becomes one that nobody has, and what they wrote is blanked. */
import { and, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../call.ts'
import { runtimeOf } from '../create-call.ts'
import { eraseFromEvents } from '../events/erase.ts'
import { idempotencyKeys } from '../http/schema.ts'
import { defineOperation } from '../operation/operation.ts'
import { participants } from '../participants/schema.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { replies } from '../replies/schema.ts'
import { tickets } from '../tickets/schema.ts'
import { hostId } from '../validation.ts'
import { directory } from './schema.ts'

const blank = { text: '[erased]', html: '<p>[erased]</p>' }

export const personEraseInput = z.strictObject({ personId: hostId() })

export const erasePerson = defineOperation({
  point: 'person.erase',
  input: personEraseInput,
  load: async () => null,
  authorise: (call) => requirePermission(call, 'person.erase'),
  async write(call, { personId }) {
    const replacementId = `erased:${call.newId()}`
    await forget(call, personId, replacementId)
    for (const duty of runtimeOf(call).registry.eraseDuties.values()) {
      await duty.forget(call, personId, replacementId)
    }
    call.emit({ type: 'person.erased', data: { replacementId } })
    return { replacementId }
  },
})

/** Every place where core keeps a person. Each statement finds its rows by an index. */
async function forget(call: Call, personId: string, replacementId: string): Promise<void> {
  const { db, tenantId } = call
  const isRequester = eq(tickets.requesterId, personId)
  await db
    .update(tickets)
    .set({ subject: blank.text, description: blank.text, descriptionHtml: blank.html })
    .where(and(eq(tickets.tenantId, tenantId), isRequester, eq(tickets.createdBy, personId)))
  const createdForAnother = ne(tickets.createdBy, tickets.requesterId)
  const roles = [
    {
      change: { createdBy: replacementId },
      of: and(eq(tickets.createdBy, personId), createdForAnother),
    },
    { change: { createdBy: replacementId }, of: and(isRequester, eq(tickets.createdBy, personId)) },
    { change: { requesterId: replacementId }, of: isRequester },
    { change: { assigneeId: replacementId }, of: eq(tickets.assigneeId, personId) },
    { change: { deletedBy: replacementId }, of: eq(tickets.deletedBy, personId) },
  ]
  for (const { change, of } of roles) {
    await db
      .update(tickets)
      .set(change)
      .where(and(eq(tickets.tenantId, tenantId), of))
  }
  await db
    .update(replies)
    .set({ authorId: replacementId, body: blank.text, bodyHtml: blank.html })
    .where(and(eq(replies.tenantId, tenantId), eq(replies.authorId, personId)))
  await db
    .update(participants)
    .set({ personId: replacementId })
    .where(and(eq(participants.tenantId, tenantId), eq(participants.personId, personId)))
  await db
    .update(participants)
    .set({ addedBy: replacementId })
    .where(
      and(
        eq(participants.tenantId, tenantId),
        eq(participants.addedBy, personId),
        ne(participants.addedBy, participants.personId),
      ),
    )
  await eraseFromEvents(call, personId, replacementId)
  await db
    .delete(idempotencyKeys)
    .where(and(eq(idempotencyKeys.tenantId, tenantId), eq(idempotencyKeys.actorId, personId)))
  await db
    .delete(directory)
    .where(and(eq(directory.tenantId, tenantId), eq(directory.id, personId)))
}
