/** Reading promises: of one ticket, and of a page of tickets. */
import { and, eq, inArray } from '@deskhand/core/db'
import {
  type Call,
  forbidden,
  id,
  loadVisibleTicket,
  parse,
  requirePermission,
  sideOf,
  type TicketRow,
} from '@deskhand/core/plugin'
import { z } from 'zod'
import { slas } from './schema.ts'
import { presentSla } from './state.ts'
import type { Sla, SlaOfTicket } from './types.ts'

export const slaTarget = z.strictObject({ ticketId: id() })

export async function slaOfTicket(call: Call, rawInput: unknown): Promise<SlaOfTicket> {
  const { ticketId } = parse(slaTarget, rawInput)
  const ticket = await loadVisibleTicket(call, ticketId)
  await requirePermission(call, 'sla:read', ticket)
  return slaOf(call, ticket)
}

/** An agent who opened a ticket themselves is its customer and does not see its promise. */
export async function slaOf(call: Call, ticket: TicketRow): Promise<SlaOfTicket> {
  if (sideOf(call.actor, ticket) === 'customer') throw forbidden('sla:read')
  const found = await slasByTicket(call, [ticket.id])
  return { sla: found.get(ticket.id) ?? null }
}

export async function slasByTicket(
  call: Call,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Sla>> {
  const rows = await call.db
    .select()
    .from(slas)
    .where(and(eq(slas.tenantId, call.tenantId), inArray(slas.ticketId, [...ids])))
  const now = call.now()
  return new Map(rows.map((row) => [row.ticketId, presentSla(row, now)]))
}
