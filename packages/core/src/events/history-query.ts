/**
 * Turns the filters of the event log into a query that walks one index: that of the ticket, of the actor, of
 * each type, or of time. The other filters test each row on the way.
 */
import { and, eq, gte, inArray, isNull, lt, not, or, type SQL, sql } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { hasRow, notIndexed } from '../db/dialect.ts'
import { readRows, shapeOf } from '../db/read.ts'
import { after, type CursorValue, firstOf, type Order, ordered } from '../kit/pagination.ts'
import { tickets } from '../tickets/schema.ts'
import { inScope, seesAllTickets } from '../tickets/scope.ts'
import { publicEvents } from './projection.ts'
import { type EventRow, events } from './schema.ts'
import type { HistoryListInput } from './types.ts'

interface HistoryQuery extends HistoryListInput {
  readonly limit: number
  readonly order: Order
}

const shape = shapeOf(events)

/** By time. A ticket has few events, so `seq` sorts them in the order in which they were written. */
export function sortOf({ ticketId }: HistoryListInput): readonly ('createdAt' | 'seq')[] {
  return ticketId === undefined ? ['createdAt', 'seq'] : ['seq']
}

/** A page, and one more row if there is one. */
export async function historyQuery(
  call: Call,
  input: HistoryQuery,
  cursor: readonly CursorValue[] | null,
): Promise<EventRow[]> {
  const sort = sortOf(input)
  const columns = sort.map((name) => events[name])
  const beyond = cursor?.map((value, index) =>
    sort[index] === 'createdAt' ? new Date(Number(value)) : value,
  )
  const conditions = [
    eq(events.tenantId, call.tenantId),
    ...filtersOf(call, input),
    visible(call),
    beyond && after(columns, input.order, beyond),
  ]
  const by = sql.join(ordered(columns, input.order), sql`, `)
  const limit = input.limit + 1
  const parts = stretchesOf(input).map(
    (stretch) =>
      sql`select ${shape.columns} from ${events} where ${and(...conditions, stretch)} order by ${by} limit ${limit}`,
  )
  return readRows(call.db, shape, firstOf(parts, columns, input.order, limit))
}

/** Reads one ordered stretch of the index for each type. */
function stretchesOf({ ticketId, actorId, type }: HistoryQuery): readonly (SQL | undefined)[] {
  if (ticketId !== undefined) return [eq(events.ticketId, ticketId)]
  if (actorId !== undefined) return [eq(events.actorId, actorId)]
  return type ? [...new Set(type)].map((one) => eq(events.type, one)) : [undefined]
}

/** The filters that do not drive, written so that SQLite's planner does not choose their indexes. */
function filtersOf(
  { db }: Call,
  { ticketId, actorId, type, created }: HistoryQuery,
): (SQL | undefined)[] {
  const isOfTicket = ticketId !== undefined
  const isOfActor = !isOfTicket && actorId !== undefined
  const createdAt = isOfTicket ? notIndexed(db, events.createdAt) : events.createdAt
  return [
    isOfTicket && actorId !== undefined ? eq(notIndexed(db, events.actorId), actorId) : undefined,
    (isOfTicket || isOfActor) && type ? inArray(notIndexed(db, events.type), [...type]) : undefined,
    created?.from === undefined ? undefined : gte(createdAt, new Date(created.from)),
    created?.to === undefined ? undefined : lt(createdAt, new Date(created.to)),
  ]
}

/** The events that the actor may see. Events of purged tickets are only in the scope of all tickets. */
function visible(call: Call): SQL | undefined {
  if (call.actor.role === 'system') return undefined
  const hasTicket = (condition: SQL) =>
    hasRow(
      tickets,
      and(eq(tickets.tenantId, call.tenantId), eq(tickets.id, events.ticketId), condition),
    )
  const isScoped = seesAllTickets(call) ? undefined : hasTicket(inScope(call))
  const isOwn = hasTicket(eq(tickets.requesterId, call.actor.id))
  const isShown = or(publicEvents(call), not(isOwn))
  return or(isNull(events.ticketId), and(isScoped, isShown))
}
