/** Loading one ticket: through scope, or not at all. */
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { locking } from '../db/dialect.ts'
import { preparedQuery, readRows, shapeOf } from '../db/read.ts'
import { conflict, notFound, staleVersion } from '../kit/errors.ts'
import { id } from '../kit/validation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { type TicketRow, tickets } from './schema.ts'
import { inScope, scopeOf } from './scope.ts'
import { isShown } from './shown.ts'
import { sideOf } from './side.ts'

const ticketIdSchema = id()

/**
 * Throws `not_found` (404) for a ticket that is not there, not in the actor's scope, or deleted or spam
 * without the permission to see it.
 */
export async function loadVisibleTicket(call: Call, ticketId: string): Promise<TicketRow> {
  return visible(call, await find(call, ticketId))
}

/** The same for an actor with the permission `ticket.read`. Throws `forbidden` (403) without it. */
export async function loadReadableTicket(call: Call, ticketId: string): Promise<TicketRow> {
  const ticket = await loadVisibleTicket(call, ticketId)
  await requirePermission(call, 'ticket.read', ticket)
  return ticket
}

/** A visible ticket, locked until the transaction ends. */
export async function lockVisibleTicket(
  call: Call,
  ticketId: string,
  ifVersion?: number,
): Promise<TicketRow> {
  requireTransaction(call)
  const ticket = await visible(call, await find(call, ticketId, { lock: true }))
  checkVersion(call, ticket, ifVersion)
  return ticket
}

/** A visible ticket that can be worked on, locked: a deleted or merged one, or spam, is refused (409). */
export async function lockLiveTicket(
  call: Call,
  ticketId: string,
  ifVersion?: number,
): Promise<TicketRow> {
  const ticket = await lockVisibleTicket(call, ticketId, ifVersion)
  requireLive(ticket)
  return ticket
}

/** Throws `ticket_deleted`, `ticket_merged` or `ticket_spam` (409) unless the ticket can be worked on. */
export function requireLive(ticket: TicketRow): void {
  requireInPlace(ticket)
  if (!ticket.spamAt) return
  throw conflict('ticket_spam', 'This ticket is marked as spam. Mark it as not spam first.')
}

/** Throws `ticket_deleted` or `ticket_merged` (409). */
export function requireInPlace({ deletedAt, mergedIntoId }: TicketRow): void {
  if (deletedAt) throw conflict('ticket_deleted', 'This ticket is deleted. Restore it first.')
  if (mergedIntoId) {
    throw conflict('ticket_merged', 'This ticket was merged into another one. Use that one.')
  }
}

/** A deleted ticket, locked; for restoring and purging. */
export async function lockDeletedTicket(
  call: Call,
  ticketId: string,
  ifVersion?: number,
): Promise<TicketRow> {
  requireTransaction(call)
  const [ticket] = await find(call, ticketId, { lock: true })
  if (
    !ticket ||
    !(await call.can('ticket.readDeleted', ticket)) ||
    !(await isShown(call, ticket))
  ) {
    throw notFound('ticket')
  }
  checkVersion(call, ticket, ifVersion)
  return ticket
}

/** Without a transaction the lock would end with the statement that takes it. */
function requireTransaction({ inTransaction }: Call): void {
  if (inTransaction) return
  throw new TypeError('A lock needs an open transaction: wrap it in call.transaction(…).')
}

/** The version of a ticket that an actor counts: customers count public changes only. */
function versionFor(call: Call, ticket: TicketRow): number {
  return sideOf(call.actor, ticket) === 'customer' ? ticket.publicVersion : ticket.version
}

function checkVersion(call: Call, ticket: TicketRow, ifVersion: number | undefined): void {
  const current = versionFor(call, ticket)
  if (ifVersion !== undefined && ifVersion !== current) throw staleVersion(current)
}

const shape = shapeOf(tickets)

type Place = { readonly tenantId: string; readonly id: string }

const place = () =>
  and(
    eq(tickets.tenantId, sql.placeholder('tenantId')),
    eq(tickets.id, sql.placeholder('id')),
  ) as SQL

const byId = preparedQuery<TicketRow, Place>(
  shape,
  () => sql`select ${shape.columns} from ${tickets} where ${place()}`,
)
const byIdLocked = preparedQuery<TicketRow, Place>(
  shape,
  (dialect) => sql`select ${shape.columns} from ${tickets} where ${place()} ${locking(dialect)}`,
)

/** At most one row. Who sees everything needs no scope in the query. */
async function find(call: Call, ticketId: string, { lock = false } = {}): Promise<TicketRow[]> {
  const { data: id } = ticketIdSchema.safeParse(ticketId)
  if (id === undefined) throw notFound('ticket')
  if (scopeOf(call).all) return (lock ? byIdLocked : byId)(call.db, { tenantId: call.tenantId, id })
  const scoped = sql`select ${shape.columns} from ${tickets} where ${and(inScope(call), eq(tickets.id, id))}`
  return readRows(call.db, shape, lock ? sql`${scoped} ${locking(call.db.dialect)}` : scoped)
}

async function visible(call: Call, [ticket]: readonly TicketRow[]): Promise<TicketRow> {
  if (!ticket || !(await isShown(call, ticket))) throw notFound('ticket')
  return ticket
}
