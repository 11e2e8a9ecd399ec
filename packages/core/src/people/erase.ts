/** Forgetting a person: their id becomes one that nobody has, and what they wrote is blanked. */
import { and, eq, ne, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { eraseFromEvents } from '../events/erase.ts'
import { events } from '../events/schema.ts'
import { idempotencyKeys } from '../http/schema.ts'
import { hostId } from '../kit/validation.ts'
import { defineOperation } from '../operation/operation.ts'
import { participants } from '../participants/schema.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { replies } from '../replies/schema.ts'
import { requireNoneReported } from '../tickets/changed-hooks.ts'
import { blank, eraseFromTickets, raisedVersions, roleConditions } from '../tickets/erase.ts'
import { tickets } from '../tickets/schema.ts'
import { directory } from './schema.ts'

export const personEraseInput = z.strictObject({ personId: hostId() })

export const erasePerson = defineOperation({
  point: 'person.erase',
  input: personEraseInput,
  load: async () => null,
  authorise: (call) => requirePermission(call, 'person.erase'),
  async write(call, { personId }) {
    requireNoneReported(call)
    const replacementId = `erased:${call.newId()}`
    await forget(call, personId, replacementId)
    for (const handler of runtimeOf(call).registry.provided('erase').values()) {
      await handler.forget(call, personId, replacementId)
    }
    call.emit({ type: 'person.erased', data: { replacementId } })
    return { replacementId }
  },
})

/** Every place where core keeps a person. Each statement finds its rows by an index. */
async function forget(call: Call, personId: string, replacementId: string): Promise<void> {
  const { db, tenantId } = call
  await forgetAnswers(call, personId)
  await eraseFromTickets(call, personId, replacementId)
  await touchOthers(call, personId, replacementId)
  await db
    .update(replies)
    .set({
      authorId: replacementId,
      body: blank.text,
      bodyHtml: blank.html,
      version: sql`${replies.version} + 1`,
    })
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
    .delete(directory)
    .where(and(eq(directory.tenantId, tenantId), eq(directory.id, personId)))
}

/** The ids of the tickets on which the person wrote or takes part. */
function ticketsWith({ tenantId }: Call, personId: string): SQL {
  return sql`
    select ticket_id from ${replies}
    where ${and(eq(replies.tenantId, tenantId), eq(replies.authorId, personId))}
    union all
    select ticket_id from ${participants}
    where ${and(eq(participants.tenantId, tenantId), eq(participants.personId, personId))}`
}

/** Bumps the versions of the other tickets on which the person wrote or takes part. */
async function touchOthers(call: Call, personId: string, replacementId: string): Promise<void> {
  const { requesterId, createdBy, assigneeId, deletedBy } = tickets
  const roles = sql`${requesterId}, ${createdBy}, coalesce(${assigneeId}, ''), coalesce(${deletedBy}, '')`
  await call.db
    .update(tickets)
    .set(raisedVersions(call))
    .where(
      and(
        eq(tickets.tenantId, call.tenantId),
        sql`${tickets.id} in (${ticketsWith(call, personId)})`,
        sql`${replacementId} not in (${roles})`,
      ),
    )
}

/** Deletes the stored answers to the person, and those about tickets that show or once showed them. */
async function forgetAnswers(call: Call, personId: string): Promise<void> {
  const { db, tenantId } = call
  const ofTenant = eq(idempotencyKeys.tenantId, tenantId)
  const inRole = roleConditions(personId).map(
    (role) => sql`select id from ${tickets} where ${and(eq(tickets.tenantId, tenantId), role)}`,
  )
  const named = [events.actorId, events.aboutId].map(
    (column) => sql`select ticket_id from ${events}
      where ${and(eq(events.tenantId, tenantId), eq(column, personId))}`,
  )
  const shown = sql.join([...inRole, ticketsWith(call, personId), ...named], sql` union all `)
  await db.delete(idempotencyKeys).where(and(ofTenant, eq(idempotencyKeys.actorId, personId)))
  await db
    .delete(idempotencyKeys)
    .where(and(ofTenant, sql`${idempotencyKeys.ticketId} in (${shown})`))
}
