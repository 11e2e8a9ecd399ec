/** Loading one ticket: through scope, or not at all. */
import { and, eq } from 'drizzle-orm'
import type { Call } from '../call.ts'
import { forUpdate } from '../db/dialect.ts'
import { notFound, staleVersion } from '../errors.ts'
import { id } from '../validation.ts'
import { type TicketRow, tickets } from './schema.ts'
import { inScope } from './scope.ts'
import { sideOf } from './side.ts'

const ticketIdSchema = id()

/** Throws `not_found` (404) for a ticket that is not there, not visible or deleted. */
export async function loadVisibleTicket(call: Call, ticketId: string): Promise<TicketRow> {
  return visible(call, await query(call, ticketId))
}

/** The same, locked until the transaction ends. */
export async function lockVisibleTicket(
  call: Call,
  ticketId: string,
  ifVersion?: number,
): Promise<TicketRow> {
  const ticket = await visible(call, await forUpdate(call.db, query(call, ticketId)))
  checkVersion(call, ticket, ifVersion)
  return ticket
}

/** A deleted ticket, locked; for restoring and purging. */
export async function lockDeletedTicket(
  call: Call,
  ticketId: string,
  ifVersion?: number,
): Promise<TicketRow> {
  const [ticket] = await forUpdate(call.db, query(call, ticketId))
  if (!ticket || !(await call.can('ticket.readDeleted', ticket))) throw notFound('ticket')
  checkVersion(call, ticket, ifVersion)
  return ticket
}

/** The version of a ticket that an actor counts: customers count public changes only. */
export function versionFor(call: Call, ticket: TicketRow): number {
  return sideOf(call.actor, ticket) === 'customer' ? ticket.publicVersion : ticket.version
}

function checkVersion(call: Call, ticket: TicketRow, ifVersion: number | undefined): void {
  const current = versionFor(call, ticket)
  if (ifVersion !== undefined && ifVersion !== current) throw staleVersion(current)
}

function query(call: Call, ticketId: string) {
  const known = ticketIdSchema.safeParse(ticketId)
  if (!known.success) throw notFound('ticket')
  return call.db
    .select()
    .from(tickets)
    .where(and(inScope(call), eq(tickets.id, known.data)))
    .limit(1)
}

async function visible(call: Call, [ticket]: readonly TicketRow[]): Promise<TicketRow> {
  if (!ticket || ticket.spamAt) throw notFound('ticket')
  if (ticket.deletedAt && !(await call.can('ticket.readDeleted', ticket))) throw notFound('ticket')
  return ticket
}
