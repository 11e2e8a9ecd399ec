/** A ticket's history, as the asking person may see it. */
import { and, asc, desc, eq, gt, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { cut, decodeCursor, encodeCursor, pageInput } from '../kit/pagination.ts'
import { id, parse } from '../kit/validation.ts'
import { loadReadableTicket } from '../tickets/load.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { sideOf } from '../tickets/side.ts'
import type { Page } from '../tickets/types.ts'
import { publicEvents, showEvent } from './projection.ts'
import { events } from './schema.ts'
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
  const cursor = input.cursor === undefined ? null : decodeCursor(cursors, call, kind, input.cursor)
  const [beyond, direction] = input.order === 'asc' ? [gt, asc] : [lt, desc]
  const found = await call.db
    .select()
    .from(events)
    .where(
      and(
        eq(events.tenantId, call.tenantId),
        eq(events.ticketId, ticket.id),
        isCustomer ? publicEvents(call) : undefined,
        cursor ? beyond(events.seq, Number(cursor[0])) : undefined,
      ),
    )
    .orderBy(direction(events.seq))
    .limit(input.limit + 1)
  const { rows, hasMore } = cut(found, input.limit)
  const last = rows.at(-1)
  const people = await call.people.summaries(rows.flatMap((row) => [row.actorId, row.aboutId]))
  return {
    data: rows.map((row) => showEvent(call, row, people, isCustomer)),
    page: {
      hasMore,
      nextCursor: hasMore && last ? encodeCursor(cursors, call, kind, [last.seq]) : null,
    },
  }
}
