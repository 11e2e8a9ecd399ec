/** Shows an event: all of it on the agent side, and the keys that are declared public on the customer side. */
import { and, eq, inArray, type SQL } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { notIndexed } from '../db/dialect.ts'
import { isoTime } from '../kit/iso-time.ts'
import { publicPerson } from '../people/lookup.ts'
import type { PersonSummary } from '../people/types.ts'
import { publicStatus, type Status } from '../tickets/lifecycle.ts'
import { type EventRow, events } from './schema.ts'
import type { TicketEvent } from './types.ts'

/** Whether the customer side of its ticket sees an event. Undeclared types stay hidden. */
export function isPublicEvent(call: Call, { type, audience }: EventRow): boolean {
  return audience === 'public' && runtimeOf(call).registry.events.has(type)
}

/** The same as a condition on `events`, which tests rows and does not choose the index. */
export function publicEvents(call: Call): SQL {
  const types = [...runtimeOf(call).registry.events.keys()]
  return and(eq(events.audience, 'public'), inArray(notIndexed(call.db, events.type), types)) as SQL
}

export function showEvent(
  call: Call,
  row: EventRow,
  people: ReadonlyMap<string, PersonSummary>,
  isCustomer: boolean,
): TicketEvent {
  const person = (id: string): PersonSummary => {
    const known = people.get(id) ?? { id, name: id, avatarUrl: null }
    return isCustomer ? publicPerson(known, call.actor.id) : known
  }
  return {
    id: row.id,
    type: row.type,
    actor: person(row.actorId),
    about: row.aboutId === null ? null : person(row.aboutId),
    audience: row.audience,
    data: isCustomer ? publicDataOf(call, row) : row.data,
    createdAt: isoTime(row.createdAt),
  }
}

function publicDataOf(call: Call, { type, data }: EventRow): Record<string, unknown> {
  const keys = runtimeOf(call).registry.events.get(type)?.publicData ?? []
  return Object.fromEntries(
    Object.entries(data)
      .filter(([key]) => keys.includes(key))
      .map(([key, value]) => [key, publicValue(type, key, value)]),
  )
}

/** The fields of a ticket whose change customers can see. */
const publicFields = new Set(['subject', 'priority', 'categoryId', 'assigneeId'])

/** Shows customers only public fields, and states as they are displayed to them. */
function publicValue(type: string, key: string, value: unknown): unknown {
  if (type === 'ticket.updated' && key === 'fields') {
    return Array.isArray(value) ? value.filter((field) => publicFields.has(field)) : []
  }
  const isMove = type === 'ticket.transitioned' || type === 'ticket.reopened'
  return isMove && (key === 'from' || key === 'to') ? publicStatus(value as Status) : value
}
