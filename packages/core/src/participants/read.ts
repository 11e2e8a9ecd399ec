/** Reading who takes part in a ticket. */
import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { id, parse } from '../kit/validation.ts'
import { publicPerson } from '../people/lookup.ts'
import { loadReadableTicket } from '../tickets/load.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { sideOf } from '../tickets/side.ts'
import { type ParticipantRow, participants } from './schema.ts'
import type { Participant } from './types.ts'

export const maxParticipants = 100

export const participantListInput = z.strictObject({ ticketId: id() })

export async function listParticipants(call: Call, rawInput: unknown): Promise<Participant[]> {
  const { ticketId } = parse(participantListInput, rawInput)
  const ticket = await loadReadableTicket(call, ticketId)
  return participantsOf(call, ticket)
}

/** The same for a ticket that the actor may read. */
export async function participantsOf(call: Call, ticket: TicketRow): Promise<Participant[]> {
  const rows = await call.db
    .select()
    .from(participants)
    .where(onTicket(call, ticket))
    .orderBy(asc(participants.personId))
    .limit(maxParticipants)
  return presentParticipants(call, ticket, rows)
}

export async function isParticipant(
  call: Call,
  ticket: TicketRow,
  personId: string,
): Promise<boolean> {
  if (personId === ticket.requesterId) return true
  const [row] = await call.db
    .select({ personId: participants.personId })
    .from(participants)
    .where(and(onTicket(call, ticket), eq(participants.personId, personId)))
    .limit(1)
  return row !== undefined
}

export function onTicket(call: Call, ticket: TicketRow) {
  return and(eq(participants.tenantId, call.tenantId), eq(participants.ticketId, ticket.id))
}

export async function presentParticipants(
  call: Call,
  ticket: TicketRow,
  rows: readonly ParticipantRow[],
): Promise<Participant[]> {
  const people = await call.people.summaries(rows.map((row) => row.personId))
  const isCustomer = sideOf(call.actor, ticket) === 'customer'
  return rows.flatMap(({ personId, kind, createdAt }) => {
    const person = people.get(personId)
    if (!person) return []
    return {
      person: isCustomer ? publicPerson(person, call.actor.id) : person,
      kind,
      createdAt: createdAt.toISOString(),
    }
  })
}
