/** The ticket list: filters, sort and page, of exactly what the actor may see. */
import { ne } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { cut, decodeCursor, encodeCursor, toCursorValue } from '../kit/pagination.ts'
import type { Registry } from '../plugin/registry.ts'
import { checkCondition, type ListCondition } from './list-condition.ts'
import { countUpTo } from './list-count.ts'
import { type ListInput, parseListInput } from './list-input.ts'
import { listQuery } from './list-query.ts'
import { decodeKey, listSort } from './list-sort.ts'
import { inSubset } from './list-subset.ts'
import { ticketsEver } from './number.ts'
import { presentTickets } from './present.ts'
import { tickets } from './schema.ts'
import { inScope } from './scope.ts'
import type { Page, TicketSummary } from './types.ts'

export async function listTickets(
  call: Call,
  rawInput: unknown = {},
): Promise<Page<TicketSummary>> {
  const { registry, cursors } = runtimeOf(call)
  const input = await parseListInput(call, rawInput)
  const audience = call.actor.role === 'customer' ? 'public' : 'internal'
  const kind = `tickets:${input.sort}:${input.order}:${audience}`
  const cursor = input.cursor === undefined ? null : decodeCursor(cursors, call, kind, input.cursor)

  const visible = [
    inScope(call),
    await inSubset(call, input),
    ...(asksForInternal(registry, input) ? [ne(tickets.requesterId, call.actor.id)] : []),
  ]
  const filters = await filtersOf(call, registry, input)
  const by = await listSort(call, registry, input)

  const found = await listQuery(call.db, {
    conditions: visible,
    filters,
    sort: by,
    order: input.order,
    beyond: cursor ? decodeKey(by.columns, cursor) : undefined,
    limit: input.limit + 1,
    ticketsEver: () => ticketsEver(call),
  })
  const { rows, hasMore } = cut(found.tickets, input.limit)
  const last = found.keyAt(rows.length - 1).map(toCursorValue)
  return {
    data: await presentTickets(call, rows, input.include),
    page: {
      hasMore,
      nextCursor: hasMore ? encodeCursor(cursors, call, kind, last) : null,
      ...(input.count && { count: await countUpTo(call, visible, filters, by.source) }),
    },
  }
}

/**
 * Whether a filter or the sort tells something internal. It tells nothing of the tickets that an agent
 * requested, on which they are the customer.
 */
function asksForInternal({ ticketFilters, ticketSorts }: Registry, input: ListInput): boolean {
  const filters = [...ticketFilters].filter(([name]) => input[name] !== undefined)
  const used = [...filters.map(([, filter]) => filter), ticketSorts.get(input.sort)]
  return used.some((part) => part?.audience !== 'public')
}

/** One after the other: a filter may read its plugin's tables, and a transaction is one connection. */
async function filtersOf(
  call: Call,
  registry: Registry,
  input: ListInput,
): Promise<ListCondition[]> {
  const conditions: ListCondition[] = []
  for (const [name, filter] of registry.ticketFilters) {
    if (input[name] === undefined) continue
    const condition = await filter.where(call, input[name], input)
    conditions.push(checkCondition(name, filter, condition))
  }
  return conditions
}
