/** Erases a person: replaces their id with one that nobody has, and blanks the text that they wrote. */
import { and, eq, ne, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { eraseFromEvents } from '../events/erase.ts'
import { events } from '../events/schema.ts'
import { lockFeeds } from '../feeds/rows.ts'
import { idempotencyKeys } from '../http/schema.ts'
import { actorKeyOf, blankAnswers } from '../http/stored-answers.ts'
import { hostId } from '../kit/validation.ts'
import { defineOperation } from '../operation/operation.ts'
import { replaceParticipant } from '../participants/replace-person.ts'
import { participants } from '../participants/schema.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { replies } from '../replies/schema.ts'
import { requireNoneReported } from '../tickets/changed-hooks.ts'
import { replaceOnTickets, roleConditions, ticketsWith } from '../tickets/replace-person.ts'
import { tickets } from '../tickets/schema.ts'
import { guestsLinkedTo, lockGuest } from './guests.ts'
import { erasedIdOf, isGuestId } from './ids.ts'
import { directory } from './schema.ts'

export const personEraseInput = z.strictObject({ personId: hostId() })

export const erasePerson = defineOperation({
  point: 'person.erase',
  input: personEraseInput,
  async load(call) {
    // Before all other locks, so that no feed commits rows from events that it read before the erasure.
    await lockFeeds(call.db)
    return null
  },
  authorise: (call) => requirePermission(call, 'person.erase'),
  async write(call, input) {
    requireNoneReported(call, 'erases a person')
    const replacementId = erasedIdOf(call.newId())
    const personId = await hostIdOf(call, input.personId)
    await forget(call, { personId, replacementId, names: new Set([personId]) })
    // `forget` deletes the guest's row of the directory, so the next batch finds other guests.
    for (let guests = await guestsLinkedTo(call, personId); guests.length > 0; ) {
      for (const guestId of guests) {
        await forget(call, {
          personId: guestId,
          replacementId,
          names: new Set([guestId, personId]),
        })
      }
      guests = await guestsLinkedTo(call, personId)
    }
    await forgetAnswersAbout(call, replacementId)
    call.emit({ type: 'person.erased', data: { replacementId } })
    return { replacementId }
  },
})

/** For a linked guest, the id of the person of the host: the erasure covers all ids of one person. */
async function hostIdOf(call: Call, id: string): Promise<string> {
  if (!isGuestId(id)) return id
  const guest = await lockGuest(call, id)
  return guest?.personId ?? id
}

interface Forgetting {
  readonly personId: string
  readonly replacementId: string
  /** The ids that data of events about the person may name. */
  readonly names: ReadonlySet<string>
}

/** What replaces the text that the person wrote. */
const blank = { text: '[erased]', html: '<p>[erased]</p>' }

/** Every place where a person is kept. Each statement of core finds its rows by an index. */
async function forget(call: Call, forgetting: Forgetting): Promise<void> {
  const { db, tenantId } = call
  const { personId, replacementId } = forgetting
  await replaceOnTickets(call, {
    personId,
    replacementId,
    cause: 'person.erase',
    also: blankDescription(personId),
  })
  await db
    .update(replies)
    .set({
      authorId: replacementId,
      body: blank.text,
      bodyHtml: blank.html,
      version: sql`${replies.version} + 1`,
    })
    .where(and(eq(replies.tenantId, tenantId), eq(replies.authorId, personId)))
  // Nobody is shown who edited or deleted a reply, so that versions stay.
  for (const column of ['editedBy', 'deletedBy'] as const) {
    await db
      .update(replies)
      .set({ [column]: replacementId })
      .where(and(eq(replies.tenantId, tenantId), eq(replies[column], personId)))
  }
  await replaceParticipant(call, personId, replacementId)
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
  await eraseFromEvents(call, forgetting)
  // After the tickets were locked, so that those to requests which ran meanwhile are kept already.
  await blankAnswers(call, eq(idempotencyKeys.actorKey, actorKeyOf(tenantId, personId)))
  await db
    .delete(directory)
    .where(and(eq(directory.tenantId, tenantId), eq(directory.id, personId)))
  for (const handler of runtimeOf(call).registry.provided('erase').values()) {
    await handler.forget(call, personId, replacementId)
  }
}

/** Blanks the description of a ticket that the person opened for themselves. */
function blankDescription(personId: string) {
  const isOwn = and(eq(tickets.requesterId, personId), eq(tickets.createdBy, personId))
  const unlessOwn = (column: PgColumn, text: string) =>
    sql`case when ${isOwn} then ${text} else ${column} end`
  return {
    subject: unlessOwn(tickets.subject, blank.text),
    description: unlessOwn(tickets.description, blank.text),
    descriptionHtml: unlessOwn(tickets.descriptionHtml, blank.html),
  }
}

/** Empties the stored answers about tickets that show the replacement, or once showed whom it replaces. */
async function forgetAnswersAbout(call: Call, replacementId: string): Promise<void> {
  const { tenantId } = call
  const inRole = roleConditions(replacementId).map(
    (role) => sql`select id from ${tickets} where ${and(eq(tickets.tenantId, tenantId), role)}`,
  )
  const named = [events.actorId, events.aboutId].map(
    (column) => sql`select ticket_id from ${events}
      where ${and(eq(events.tenantId, tenantId), eq(column, replacementId))}`,
  )
  const shown = sql.join([...inRole, ticketsWith(call, replacementId), ...named], sql` union all `)
  await blankAnswers(call, sql`${idempotencyKeys.ticketId} in (${shown})`)
}
