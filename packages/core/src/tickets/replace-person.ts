/** Replaces a person in every role that they have on tickets. */
import { and, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Call } from '../api/call.ts'
import { forUpdate } from '../db/dialect.ts'
import { participants } from '../participants/schema.ts'
import type { TicketChange, TicketChangeCause } from '../plugin/hooks.ts'
import { replies } from '../replies/schema.ts'
import { reportChanges } from './changed-hooks.ts'
import { tickets } from './schema.ts'

const batchSize = 200

export interface Replacement {
  readonly personId: string
  readonly replacementId: string
  /** Reported to the `ticket.changed` hooks. */
  readonly cause: TicketChangeCause
  /** New values of other columns. They see the row as it was. */
  readonly also?: Readonly<Record<string, SQL>>
}

/**
 * Replaces the person on tickets, and raises the versions of the tickets on which they wrote or take
 * part. Works in batches, which bound the memory and what one `ticket.changed` hook gets. Call it before
 * the replies and participants are written.
 */
export async function replaceOnTickets(call: Call, replacement: Replacement): Promise<void> {
  await touchOthers(call, replacement.personId)
  for (const role of roleConditions(replacement.personId)) {
    while ((await replaceBatch(call, role, replacement)) === batchSize);
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

/** Selects the ids of the tickets on which the person wrote or takes part. */
export function ticketsWith({ tenantId }: Call, personId: string): SQL {
  return sql`
    select ticket_id from ${replies}
    where ${and(eq(replies.tenantId, tenantId), eq(replies.authorId, personId))}
    union all
    select ticket_id from ${participants}
    where ${and(eq(participants.tenantId, tenantId), eq(participants.personId, personId))}`
}

/** The tickets on which the person has a role get new versions when the role is replaced. */
async function touchOthers(call: Call, personId: string): Promise<void> {
  const { requesterId, createdBy, assigneeId, deletedBy } = tickets
  const roles = sql`${requesterId}, ${createdBy}, coalesce(${assigneeId}, ''), coalesce(${deletedBy}, '')`
  await call.db
    .update(tickets)
    .set(raisedVersions(call))
    .where(
      and(
        eq(tickets.tenantId, call.tenantId),
        sql`${tickets.id} in (${ticketsWith(call, personId)})`,
        sql`${personId} not in (${roles})`,
      ),
    )
}

/** Returns the number of tickets. They no longer match `role`, so the next batch finds others. */
async function replaceBatch(call: Call, role: SQL, replacement: Replacement): Promise<number> {
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
    .set({ ...replaced(replacement), ...replacement.also, ...raisedVersions(call) })
    .where(and(eq(tickets.tenantId, tenantId), inArray(tickets.id, ids)))
    .returning()
  const after = new Map(written.map((ticket) => [ticket.id, ticket]))
  await reportChanges(
    call,
    before.map(
      (ticket): TicketChange => ({
        before: ticket,
        after: after.get(ticket.id) ?? null,
        cause: replacement.cause,
      }),
    ),
  )
  return before.length
}

/** The columns with the replacement wherever the person is. */
function replaced({ personId, replacementId }: Replacement) {
  const swap = (column: PgColumn) =>
    sql`case when ${column} = ${personId} then ${replacementId} else ${column} end`
  return {
    requesterId: swap(tickets.requesterId),
    createdBy: swap(tickets.createdBy),
    assigneeId: swap(tickets.assigneeId),
    deletedBy: swap(tickets.deletedBy),
  }
}

/** Raises both versions and times. Where the clock was set back, the times stay as they are. */
function raisedVersions(call: Call) {
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
