/** A ticket's history, as the asking person may see it. */
import { and, asc, desc, eq, gt, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { isoTime } from '../kit/iso-time.ts'
import { cut, decodeCursor, encodeCursor, pageInput } from '../kit/pagination.ts'
import { id, parse } from '../kit/validation.ts'
import { publicPerson } from '../people/lookup.ts'
import type { PersonSummary } from '../people/types.ts'
import { publicStatus, type Status } from '../tickets/lifecycle.ts'
import { loadReadableTicket } from '../tickets/load.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { sideOf } from '../tickets/side.ts'
import type { Page } from '../tickets/types.ts'
import { type EventRow, events } from './schema.ts'
import type { TicketEvent } from './types.ts'

export const ticketEventsInput = z.strictObject({
  ...pageInput,
  ticketId: id(),
  order: z.enum(['asc', 'desc']).default('asc'),
})

export async function listTicketEvents(call: Call, rawInput: unknown): Promise<Page<TicketEvent>> {
  const input = parse(ticketEventsInput, rawInput)
  const ticket = await loadReadableTicket(call, input.ticketId)
  return eventsOf(call, ticket, input)
}

/** The same for a ticket that the actor may read. */
export async function eventsOf(
  call: Call,
  ticket: TicketRow,
  input: z.output<typeof ticketEventsInput>,
): Promise<Page<TicketEvent>> {
  const { cursors } = runtimeOf(call)
  const isCustomer = sideOf(call.actor, ticket) === 'customer'
  const kind = `events:${ticket.id}:${input.order}`
  const cursor = input.cursor === undefined ? null : decodeCursor(cursors, kind, input.cursor)
  const [beyond, direction] = input.order === 'asc' ? [gt, asc] : [lt, desc]
  const found = await call.db
    .select()
    .from(events)
    .where(
      and(
        eq(events.tenantId, call.tenantId),
        eq(events.ticketId, ticket.id),
        isCustomer ? eq(events.audience, 'public') : undefined,
        cursor ? beyond(events.seq, Number(cursor[0])) : undefined,
      ),
    )
    .orderBy(direction(events.seq))
    .limit(input.limit + 1)
  const { rows, hasMore } = cut(found, input.limit)
  const last = rows.at(-1)
  return {
    data: await present(call, rows, isCustomer),
    page: { hasMore, nextCursor: hasMore && last ? encodeCursor(cursors, kind, [last.seq]) : null },
  }
}

async function present(
  call: Call,
  rows: readonly EventRow[],
  isCustomer: boolean,
): Promise<TicketEvent[]> {
  const people = await call.people.summaries(rows.flatMap((row) => [row.actorId, row.aboutId]))
  return rows.map((row) => showEvent(row, people, isCustomer, call.actor.id))
}

/** The one projection of events, on the agent side and on the customer side. */
export function showEvent(
  row: EventRow,
  people: ReadonlyMap<string, PersonSummary>,
  isCustomer: boolean,
  viewerId: string,
): TicketEvent {
  const person = (id: string): PersonSummary => {
    const known = people.get(id) ?? { id, name: id, avatarUrl: null }
    return isCustomer ? publicPerson(known, viewerId) : known
  }
  return {
    id: row.id,
    type: row.type,
    actor: person(row.actorId),
    about: row.aboutId === null ? null : person(row.aboutId),
    audience: row.audience,
    data: isCustomer ? publicData(row) : row.data,
    createdAt: isoTime(row.createdAt),
  }
}

/** What customers are told of: names of public fields, states as they are displayed to them. */
const publicKeys = new Set([
  ...['from', 'to', 'fields', 'number', 'requesterId', 'followUpOfId'],
  ...['reopenCount', 'replyId', 'side', 'personId', 'attachmentId'],
])
const publicFields = new Set(['subject', 'priority', 'categoryId', 'assigneeId'])

function publicData(row: EventRow): Record<string, unknown> {
  const isMove = row.type === 'ticket.transitioned' || row.type === 'ticket.reopened'
  return Object.fromEntries(
    Object.entries(row.data).flatMap(([key, value]) => {
      if (!publicKeys.has(key)) return []
      if (key === 'fields')
        return [[key, (value as string[]).filter((field) => publicFields.has(field))]]
      if (isMove && (key === 'from' || key === 'to')) return [[key, publicStatus(value as Status)]]
      return [[key, value]]
    }),
  )
}
