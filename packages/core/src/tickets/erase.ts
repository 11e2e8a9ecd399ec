/** Replaces a person in every role that they have on tickets. */
import { and, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Call } from '../api/call.ts'
import { forUpdate } from '../db/dialect.ts'
import type { TicketChange } from '../plugin/hook-points.ts'
import { reportChanges } from './changed-hooks.ts'
import { tickets } from './schema.ts'

/** Replaces what the person wrote. */
export const blank = { text: '[erased]', html: '<p>[erased]</p>' }

const batchSize = 200

/** Works in batches, which bound the memory and what one `ticket.changed` hook gets. */
export async function eraseFromTickets(
  call: Call,
  personId: string,
  replacementId: string,
): Promise<void> {
  for (const role of roleConditions(personId)) {
    while ((await eraseBatch(call, role, personId, replacementId)) === batchSize);
  }
}

/**
 * The conditions for the tickets on which the person has a role, one for each index. A person who opened a
 * ticket for themselves counts as its requester only.
 */
export function roleConditions(personId: string): SQL[] {
  return [
    eq(tickets.requesterId, personId),
    and(eq(tickets.createdBy, personId), ne(tickets.createdBy, tickets.requesterId)) as SQL,
    eq(tickets.assigneeId, personId),
    eq(tickets.deletedBy, personId),
  ]
}

/** Returns the number of tickets. They no longer match `role`, so the next batch finds others. */
async function eraseBatch(
  call: Call,
  role: SQL,
  personId: string,
  replacementId: string,
): Promise<number> {
  const { db, tenantId } = call
  const before = await forUpdate(
    db,
    db
      .select()
      .from(tickets)
      .where(and(eq(tickets.tenantId, tenantId), role))
      .limit(batchSize),
  )
  if (before.length === 0) return 0
  const ids = before.map(({ id }) => id)
  const written = await db
    .update(tickets)
    .set({ ...replaced(personId, replacementId), ...raisedVersions(call) })
    .where(and(eq(tickets.tenantId, tenantId), inArray(tickets.id, ids)))
    .returning()
  const after = new Map(written.map((ticket) => [ticket.id, ticket]))
  await reportChanges(
    call,
    before.map(
      (ticket): TicketChange => ({
        before: ticket,
        after: after.get(ticket.id) ?? null,
        cause: 'person.erase',
      }),
    ),
  )
  return before.length
}

/** The columns with the replacement wherever the person is. Their own description is blanked. */
function replaced(personId: string, replacementId: string) {
  const swap = (column: PgColumn) =>
    sql`case when ${column} = ${personId} then ${replacementId} else ${column} end`
  const isOwn = and(eq(tickets.requesterId, personId), eq(tickets.createdBy, personId))
  const unlessOwn = (column: PgColumn, text: string) =>
    sql`case when ${isOwn} then ${text} else ${column} end`
  return {
    requesterId: swap(tickets.requesterId),
    createdBy: swap(tickets.createdBy),
    assigneeId: swap(tickets.assigneeId),
    deletedBy: swap(tickets.deletedBy),
    subject: unlessOwn(tickets.subject, blank.text),
    description: unlessOwn(tickets.description, blank.text),
    descriptionHtml: unlessOwn(tickets.descriptionHtml, blank.html),
  }
}

/** Raises both versions and times. Where the clock was set back, the times stay as they are. */
export function raisedVersions(call: Call) {
  const now = sql.param(call.now(), tickets.updatedAt)
  const { updatedAt } = tickets
  const moment = sql`case when ${updatedAt} > ${now} then ${updatedAt} else ${now} end`
  return {
    version: sql`${tickets.version} + 1`,
    publicVersion: sql`${tickets.publicVersion} + 1`,
    updatedAt: moment,
    publicUpdatedAt: moment,
  }
}
