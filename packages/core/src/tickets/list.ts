/** The ticket list: filters, sort and page, of exactly what the actor may see. */
import { isNotNull, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { forbidden } from '../kit/errors.ts'
import { cut, decodeCursor, encodeCursor, pageInput, toCursorValue } from '../kit/pagination.ts'
import { parse } from '../kit/validation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import type { FilterCondition } from '../plugin/contract.ts'
import type { Registry } from '../plugin/registry.ts'
import { countUpTo } from './list-count.ts'
import { listQuery } from './list-query.ts'
import { decodeKey, listSort } from './list-sort.ts'
import { presentTickets } from './present.ts'
import { tickets } from './schema.ts'
import { inScope, isLive } from './scope.ts'
import type { Page, TicketSummary } from './types.ts'

const schemas = new WeakMap<Registry, Map<boolean, ReturnType<typeof buildSchema>>>()

/** What the list takes: core's and the plugins' filters and sorts, for one audience. */
function ticketListInput(registry: Registry, isCustomer: boolean) {
  const byAudience = schemas.get(registry) ?? new Map()
  schemas.set(registry, byAudience)
  const schema = byAudience.get(isCustomer) ?? buildSchema(registry, isCustomer)
  byAudience.set(isCustomer, schema)
  return schema as ReturnType<typeof buildSchema>
}

function buildSchema(registry: Registry, isCustomer: boolean) {
  const offered = ([, part]: readonly [string, { audience?: string }]) =>
    !isCustomer || part.audience === 'public'
  const filters = [...registry.ticketFilters]
    .filter(offered)
    .map(([name, filter]) => [name, filter.schema.optional()] as const)
  const sorts = [...registry.ticketSorts].filter(offered).map(([name]) => name)
  return z.strictObject({
    ...pageInput,
    sort: z.enum(sorts).default('created'),
    order: z.enum(['asc', 'desc']).default('desc'),
    deleted: z.boolean().default(false),
    count: z.boolean().default(false),
    include: z.array(z.string().max(64)).max(20).default([]),
    ...Object.fromEntries(filters),
  })
}

export async function listTickets(
  call: Call,
  rawInput: unknown = {},
): Promise<Page<TicketSummary>> {
  const { registry, cursors } = runtimeOf(call)
  await requirePermission(call, 'ticket.read')
  const isCustomer = call.actor.role === 'customer'
  const input = parse(ticketListInput(registry, isCustomer), rawInput)
  if (input.deleted && !(await call.can('ticket.readDeleted')))
    throw forbidden('ticket.readDeleted')

  const sort = registry.ticketSorts.get(input.sort)
  if (!sort) throw new TypeError(`The sort "${input.sort}" is not installed.`)
  const by = listSort(call, sort, input)
  const visible = [
    inScope(call),
    input.deleted ? isNotNull(tickets.deletedAt) : isLive(),
    ...(asksForInternal(registry, input) ? [ne(tickets.requesterId, call.actor.id)] : []),
  ]
  const filters = await filtersOf(call, registry, input)
  const kind = `tickets:${input.sort}:${input.order}:${isCustomer ? 'public' : 'internal'}`
  const cursor = input.cursor === undefined ? null : decodeCursor(cursors, kind, input.cursor)

  const found = await listQuery(call.db, {
    conditions: visible,
    filters,
    sort: by,
    order: input.order,
    beyond: cursor ? decodeKey(by.columns, cursor) : undefined,
    limit: input.limit + 1,
  })
  const { rows, hasMore } = cut(found.tickets, input.limit)
  const last = found.keyAt(rows.length - 1).map(toCursorValue)
  return {
    data: await presentTickets(call, rows, input.include),
    page: {
      hasMore,
      nextCursor: hasMore ? encodeCursor(cursors, kind, last) : null,
      ...(input.count && { count: await countUpTo(call, visible, filters) }),
    },
  }
}

/**
 * Whether a filter or the sort tells something internal. It tells nothing of the tickets that an agent
 * requested, on which they are the customer.
 */
function asksForInternal(
  { ticketFilters, ticketSorts }: Registry,
  input: { sort: string },
): boolean {
  const values = input as Readonly<Record<string, unknown>>
  const filters = [...ticketFilters].filter(([name]) => values[name] !== undefined)
  const used = [...filters.map(([, filter]) => filter), ticketSorts.get(input.sort)]
  return used.some((part) => part?.audience !== 'public')
}

/** One after the other: a filter may read its plugin's tables, and a transaction is one connection. */
async function filtersOf(
  call: Call,
  registry: Registry,
  input: object,
): Promise<FilterCondition[]> {
  const values = input as Readonly<Record<string, unknown>>
  const conditions: FilterCondition[] = []
  for (const [name, filter] of registry.ticketFilters) {
    if (values[name] === undefined) continue
    conditions.push(await filter.where(call, values[name] as never))
  }
  return conditions
}
