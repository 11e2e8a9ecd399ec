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
import { tickets } from '../tickets/schema.ts'
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
  const shownOn = ticketsShowing(call, personId)
  await raiseVersions(call, shownOn)
  await forgetAnswers(call, personId, shownOn)
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

/** The ids of every ticket that shows the person, or that they wrote on. */
function ticketsShowing({ tenantId }: Call, personId: string): SQL {
  const ofTenant = eq(tickets.tenantId, tenantId)
  const inRoles = [
    eq(tickets.requesterId, personId),
    and(eq(tickets.createdBy, personId), ne(tickets.createdBy, tickets.requesterId)),
    eq(tickets.assigneeId, personId),
    eq(tickets.deletedBy, personId),
  ]
  const found = [
    ...inRoles.map((role) => sql`select id from ${tickets} where ${and(ofTenant, role)}`),
    sql`select ticket_id from ${replies}
      where ${and(eq(replies.tenantId, tenantId), eq(replies.authorId, personId))}`,
    sql`select ticket_id from ${participants}
      where ${and(eq(participants.tenantId, tenantId), eq(participants.personId, personId))}`,
  ]
  return sql.join(found, sql` union all `)
}

/** They all read differently afterwards. */
async function raiseVersions(call: Call, shownOn: SQL): Promise<void> {
  const updatedAt = notBefore(tickets.updatedAt, call.now())
  await call.db
    .update(tickets)
    .set({
      version: sql`${tickets.version} + 1`,
      publicVersion: sql`${tickets.publicVersion} + 1`,
      updatedAt,
      publicUpdatedAt: updatedAt,
    })
    .where(and(eq(tickets.tenantId, call.tenantId), sql`${tickets.id} in (${shownOn})`))
}

/** The person's own, and those kept for others of tickets that show or once showed the person. */
async function forgetAnswers(call: Call, personId: string, shownOn: SQL): Promise<void> {
  const { db, tenantId } = call
  const named = [events.actorId, events.aboutId].map(
    (column) => sql`union all select ticket_id from ${events}
      where ${and(eq(events.tenantId, tenantId), eq(column, personId))}`,
  )
  const ofTenant = eq(idempotencyKeys.tenantId, tenantId)
  await db.delete(idempotencyKeys).where(and(ofTenant, eq(idempotencyKeys.actorId, personId)))
  await db
    .delete(idempotencyKeys)
    .where(
      and(ofTenant, sql`${idempotencyKeys.ticketId} in (${shownOn} ${sql.join(named, sql` `)})`),
    )
}

/** A clock set back must not make the change look older than the one before. */
function notBefore(column: typeof tickets.updatedAt, now: Date): SQL {
  return sql`case when ${column} > ${sql.param(now, column)} then ${column} else ${sql.param(now, column)} end`
}
