/** The whole event log, including events without a ticket. */
import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { cut, decodeCursor, encodeCursor, pageInput, toCursorValue } from '../kit/pagination.ts'
import { hostId, id, line, parse, timeRange } from '../kit/validation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { tickets } from '../tickets/schema.ts'
import type { Page } from '../tickets/types.ts'
import { historyQuery, sortOf } from './history-query.ts'
import { showEvent } from './projection.ts'
import type { EventRow } from './schema.ts'
import type { LoggedEvent } from './types.ts'

export const historyListInput = z.strictObject({
  ...pageInput,
  type: z.array(line(100)).min(1).max(20).optional(),
  actorId: hostId().optional(),
  ticketId: id().optional(),
  created: timeRange().optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
})

/**
 * Events of tickets in the actor's scope, and events without a ticket. For a ticket that the actor requested,
 * it shows what the customer side sees.
 */
export async function listHistory(call: Call, rawInput: unknown = {}): Promise<Page<LoggedEvent>> {
  const input = parse(historyListInput, rawInput)
  await requirePermission(call, 'event.read')
  const { cursors } = runtimeOf(call)
  const kind = `history:${input.ticketId ?? ''}:${input.order}`
  const cursor = input.cursor === undefined ? null : decodeCursor(cursors, call, kind, input.cursor)
  const found = await historyQuery(call, input, cursor)
  const { rows, hasMore } = cut(found, input.limit)
  const last = rows.at(-1)
  const key = last && sortOf(input).map((column) => toCursorValue(last[column]))
  return {
    data: await present(call, rows),
    page: { hasMore, nextCursor: hasMore && key ? encodeCursor(cursors, call, kind, key) : null },
  }
}

async function present(call: Call, rows: readonly EventRow[]): Promise<LoggedEvent[]> {
  const people = await call.people.summaries(rows.flatMap((row) => [row.actorId, row.aboutId]))
  const own = await requested(call, rows)
  return rows.map((row) => {
    const { ticketId, via, causeId } = row
    const isCustomer = ticketId !== null && own.has(ticketId)
    // The cause may be an event that customers do not see.
    const cause = isCustomer ? null : causeId
    return { ...showEvent(call, row, people, isCustomer), ticketId, via, causeId: cause }
  })
}

/** The tickets of a page on which the actor is on the customer side. */
async function requested(call: Call, rows: readonly EventRow[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(rows.flatMap(({ ticketId }) => ticketId ?? []))]
  if (ids.length === 0 || call.actor.role === 'system') return new Set()
  const found = await call.db
    .select({ id: tickets.id })
    .from(tickets)
    .where(
      and(
        eq(tickets.tenantId, call.tenantId),
        inArray(tickets.id, ids),
        eq(tickets.requesterId, call.actor.id),
      ),
    )
  return new Set(found.map(({ id }) => id))
}
