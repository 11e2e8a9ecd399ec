/** Core's filters of the ticket list. Each is about a column of `tickets`. */
import { eq, gte, ne, or, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { notIndexed } from '../db/dialect.ts'
import { hostId, id, timeRange } from '../kit/validation.ts'
import { currentIds } from '../people/find.ts'
import type { TicketFilter } from '../plugin/list-parts.ts'
import { type Priority, priorities, type Status, statuses } from './lifecycle.ts'
import { type ColumnMatch, type ColumnRange, columnFilter } from './list-condition.ts'
import { tickets } from './schema.ts'
import type { TimeRange } from './types.ts'

const range = timeRange()

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.array(z.enum(values)).min(1).max(values.length)
}

function publicFilter<Value>(definition: Parameters<typeof columnFilter<Value>>[0]): TicketFilter {
  return columnFilter({ audience: 'public', ...definition })
}

const isCustomer = (call: Call) => call.actor.role === 'customer'

export const ticketFilters = {
  status: publicFilter({ schema: oneOf(statuses), where: whereStatus }),
  priority: publicFilter({
    schema: oneOf(priorities),
    where: (_call, names: Priority[]) => ({ column: tickets.priority, oneOf: names }),
  }),
  category: publicFilter({
    schema: z.array(id()).min(1).max(20),
    where: (_call, ids: string[]) => ({ column: tickets.categoryId, oneOf: ids }),
  }),
  assignee: publicFilter({
    schema: hostId(),
    where: (call, assignee: string) => ({
      column: tickets.assigneeId,
      oneOf: [idOf(call, assignee)],
    }),
  }),
  requester: publicFilter({
    schema: hostId(),
    where: whereRequester,
  }),
  team: publicFilter({
    audience: 'internal',
    schema: hostId(),
    where: (_call, team: string) => ({
      column: tickets.teamId,
      oneOf: [team === 'none' ? null : team],
    }),
  }),
  organisation: publicFilter({
    schema: hostId(),
    where: (_call, organisation: string) => ({
      column: tickets.organisationId,
      oneOf: [organisation],
    }),
  }),
  number: publicFilter({
    schema: z.int().min(1),
    where: (_call, number: number) => ({ column: tickets.number, oneOf: [number] }),
  }),
  created: publicFilter({
    schema: range,
    where: (_call, value: TimeRange) => within(tickets.createdAt, value),
  }),
  updated: publicFilter({
    schema: range,
    where: whereUpdated,
  }),
  resolved: publicFilter({
    schema: range,
    where: (_call, value: TimeRange) => within(tickets.resolvedAt, value),
  }),
} as const satisfies Record<string, TicketFilter>

/** A linked guest is found as the person that they are: a stored filter may name the guest. */
async function whereRequester(call: Call, requester: string): Promise<ColumnMatch> {
  const oneOf = await currentIds(call, [requester === 'me' ? call.actor.id : requester])
  return { column: tickets.requesterId, oneOf }
}

/**
 * By the state as it is displayed: to customers `on_hold` is `open`, and so it is to an agent on
 * the tickets they requested themselves.
 */
function whereStatus(call: Call, wanted: Status[]): ColumnMatch {
  const names = new Set<Status>(wanted)
  if (isCustomer(call)) {
    names.delete('on_hold')
    if (names.has('open')) names.add('on_hold')
    return { column: tickets.status, oneOf: [...names] }
  }
  const match = { column: tickets.status, oneOf: [...names] }
  if (names.has('open') === names.has('on_hold')) return match
  if (names.has('open')) return { ...match, also: heldForMe(call) }
  const isNotMine = ne(tickets.requesterId, call.actor.id)
  return { ...match, and: or(ne(tickets.status, 'on_hold'), isNotMine) as SQL }
}

/**
 * By the time of the last change that the actor can see: on tickets they requested themselves an agent
 * sees the public ones. The end of a range would tell of the others by what it leaves out, so with one
 * those tickets are left out whatever happened on them.
 */
function whereUpdated(call: Call, range: TimeRange): ColumnRange {
  if (isCustomer(call)) return within(tickets.publicUpdatedAt, range)
  const isNotMine = ne(tickets.requesterId, call.actor.id)
  const visibly =
    range.from === undefined || range.to !== undefined
      ? isNotMine
      : or(isNotMine, gte(tickets.publicUpdatedAt, new Date(range.from)))
  return { ...within(tickets.updatedAt, range), and: visibly }
}

/** By the requester's index: walking all that is on hold for the few that are mine would take long. */
function heldForMe(call: Call): ColumnMatch {
  return {
    column: tickets.requesterId,
    oneOf: [call.actor.id],
    and: eq(notIndexed(call.db, tickets.status), 'on_hold'),
  }
}

function idOf(call: Call, assignee: string): string | null {
  if (assignee === 'none') return null
  return assignee === 'me' ? call.actor.id : assignee
}

function within(column: PgColumn, { from, to }: TimeRange): ColumnRange {
  return {
    column,
    from: from === undefined ? undefined : new Date(from),
    before: to === undefined ? undefined : new Date(to),
  }
}
