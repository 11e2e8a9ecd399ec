/** Adds people in copy to a ticket and removes them. They see its public part and may reply. */
import { and, count, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { rowWriter } from '../db/write.ts'
import { conflict, forbidden, invalidField, notFound } from '../kit/errors.ts'
import { email, hostId, id, line, parse } from '../kit/validation.ts'
import { personForEmail, requirePersonIds } from '../people/find.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { touchTicket } from '../tickets/change.ts'
import { lockLiveTicket } from '../tickets/load.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { sideOf } from '../tickets/side.ts'
import { maxParticipants, onTicket, presentParticipants } from './read.ts'
import { type ParticipantRow, participants } from './schema.ts'
import type { Participant } from './types.ts'

export const participantAddInput = z.strictObject({
  ticketId: id(),
  personId: hostId().optional(),
  email: email().optional(),
  name: line(200).optional(),
})

export const participantRemoveInput = z.strictObject({ ticketId: id(), personId: hostId() })

const writer = rowWriter(participants)

/** Puts the requester and everyone in copy on a new ticket. */
export async function addInitialParticipants(
  call: Call,
  ticket: TicketRow,
  cc: readonly string[],
): Promise<void> {
  const common = {
    tenantId: call.tenantId,
    ticketId: ticket.id,
    addedBy: call.actor.id,
    createdAt: ticket.createdAt,
  }
  const inCopy = [...new Set(cc)].filter((personId) => personId !== ticket.requesterId)
  await writer.insert(call.db, [
    { ...common, personId: ticket.requesterId, kind: 'requester' },
    ...inCopy.map((personId) => ({ ...common, personId, kind: 'cc' as const })),
  ])
}

/** Changes nothing when the person is a participant already. */
export async function addParticipant(call: Call, rawInput: unknown): Promise<Participant> {
  const input = parse(participantAddInput, rawInput)
  const { ticket, row } = await call.transaction(async (inner) => {
    const ticket = await lockLiveTicket(inner, input.ticketId)
    await requireManager(inner, ticket)
    const personId = await personOf(inner, input)
    await requireRoom(inner, ticket)
    const values: ParticipantRow = {
      tenantId: inner.tenantId,
      ticketId: ticket.id,
      personId,
      kind: 'cc',
      addedBy: inner.actor.id,
      createdAt: inner.now(),
    }
    const [added] = await inner.db
      .insert(participants)
      .values(values)
      .onConflictDoNothing()
      .returning()
    if (!added) return { ticket, row: await existing(inner, ticket, personId) }
    await touchTicket(inner, ticket)
    emit(inner, ticket, 'participant.added', personId)
    return { ticket, row: added }
  })
  const [participant] = await presentParticipants(call, ticket, [row])
  return participant as Participant
}

export async function removeParticipant(call: Call, rawInput: unknown): Promise<void> {
  const { ticketId, personId } = parse(participantRemoveInput, rawInput)
  await call.transaction(async (inner) => {
    const ticket = await lockLiveTicket(inner, ticketId)
    if (personId !== inner.actor.id) await requireManager(inner, ticket)
    if (personId === ticket.requesterId) {
      throw conflict('requester_stays', 'The requester of a ticket cannot be taken off it.')
    }
    const [removed] = await inner.db
      .delete(participants)
      .where(and(onTicket(inner, ticket), eq(participants.personId, personId)))
      .returning()
    if (!removed) throw notFound('participant')
    await touchTicket(inner, ticket)
    emit(inner, ticket, 'participant.removed', personId)
  })
}

/** On the customer side only the requester chooses who is in copy. */
async function requireManager(call: Call, ticket: TicketRow): Promise<void> {
  await requirePermission(call, 'participant.manage', ticket)
  if (sideOf(call.actor, ticket) === 'customer' && call.actor.id !== ticket.requesterId) {
    throw forbidden('participant.manage')
  }
}

async function requireRoom(call: Call, ticket: TicketRow): Promise<void> {
  const [row] = await call.db
    .select({ total: count() })
    .from(participants)
    .where(onTicket(call, ticket))
  if ((row?.total ?? 0) < maxParticipants) return
  throw conflict('too_many_participants', `A ticket has at most ${maxParticipants} participants.`)
}

async function personOf(
  call: Call,
  input: { personId?: string | undefined; email?: string | undefined; name?: string | undefined },
): Promise<string> {
  if ((input.personId === undefined) === (input.email === undefined)) {
    throw invalidField('/personId', 'Give either personId or email.')
  }
  if (input.email !== undefined) return (await personForEmail(call, input.email, input.name)).id
  const [personId] = await requirePersonIds(call, [input.personId as string], '/personId')
  return personId as string
}

async function existing(call: Call, ticket: TicketRow, personId: string): Promise<ParticipantRow> {
  const [row] = await call.db
    .select()
    .from(participants)
    .where(and(onTicket(call, ticket), eq(participants.personId, personId)))
  if (!row) throw notFound('participant')
  return row
}

function emit(call: Call, ticket: TicketRow, type: string, personId: string): void {
  call.emit({
    type,
    ticketId: ticket.id,
    audience: 'public',
    aboutId: personId,
    data: { personId },
  })
}
