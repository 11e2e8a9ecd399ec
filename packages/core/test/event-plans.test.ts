/** Every filter of the event log and the history of a ticket, read from the query plan at 20 000 events. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { coreEvents } from '../src/events/declarations.ts'
import { events } from '../src/events/schema.ts'
import type { HistoryListInput } from '../src/events/types.ts'
import { newUuidV7 } from '../src/kit/clock.ts'
import { participants } from '../src/participants/schema.ts'
import type { Scope } from '../src/permissions/types.ts'
import { type TicketRow, tickets } from '../src/tickets/schema.ts'
import { minutes, openHelpdesk, type TestHelpdesk } from './support/helpdesk.ts'
import { planFaults, plannedIndexes } from './support/plans.ts'
import { recordStatements, type Statement } from './support/statements.ts'
import { engines } from './support/storages.ts'

const total = 20_000
const start = Date.parse('2025-01-01T00:00:00Z')
const ticketIds = Array.from({ length: 4_000 }, newUuidV7)
const types = Object.keys(coreEvents)
const at = (n: number) => new Date(start + n * minutes)

/** A tenth is of another tenant, and a tenth of no ticket. */
function event(n: number) {
  return {
    tenantId: n % 10 === 1 ? 'other' : 'default',
    id: newUuidV7(),
    position: n + 1,
    type: types[(n * 7) % types.length] ?? '',
    ticketId: n % 10 === 2 ? null : (ticketIds[(n * 31) % ticketIds.length] ?? null),
    actorId: n % 3 === 0 ? 'system' : `person${(n * 13) % 500}`,
    aboutId: null,
    via: 'api' as const,
    causeId: null,
    depth: 0,
    audience: n % 2 === 0 ? ('public' as const) : ('internal' as const),
    data: {},
    createdAt: at(n),
  }
}

function ticket(id: string, n: number): TicketRow {
  const nothing = { categoryId: null, organisationId: null, assigneeId: null, followUpOfId: null }
  const never = { mergedIntoId: null, spamAt: null, deletedAt: null, deletedBy: null }
  const times = { firstResponseAt: null, resolvedAt: null, closedAt: null, waitingSince: null }
  return {
    ...{ ...nothing, ...never, ...times, tenantId: 'default', id, number: n + 1 },
    ...{ subject: 'x', description: 'x', descriptionHtml: '<p>x</p>', status: 'open' },
    ...{ priority: 'normal', requesterId: `person${n % 500}`, createdBy: `person${n % 500}` },
    ...{ teamId: `team${n % 5}`, metadata: {}, reopenCount: 0, version: 1, publicVersion: 1 },
    ...{ createdAt: at(n), updatedAt: at(n), publicUpdatedAt: at(n) },
  } as TicketRow
}

function participant(ticketId: string, n: number) {
  const personId = `person${n % 500}`
  const added = { addedBy: personId, createdAt: at(n) }
  return { tenantId: 'default', ticketId, personId, kind: 'requester' as const, ...added }
}

describe.each(engines)('query plans of events on $name', (engine) => {
  let desk: TestHelpdesk
  let scope: Scope | undefined

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { scope: () => scope })
    await desk.storage.transaction(async (db) => {
      for (let from = 0; from < ticketIds.length; from += 500) {
        const batch = ticketIds.slice(from, from + 500)
        await db.insert(tickets).values(batch.map((id, n) => ticket(id, from + n)))
        await db.insert(participants).values(batch.map((id, n) => participant(id, from + n)))
      }
      for (let from = 0; from < total; from += 500) {
        const numbers = Array.from({ length: 500 }, (_, n) => from + n)
        await db.insert(events).values(numbers.map(event))
      }
    })
    await desk.storage.execute(desk.storage.db, 'analyze')
  })
  afterAll(() => desk.close())

  /** The statement that reads a page of events. */
  async function statementOf(work: () => Promise<unknown>): Promise<Statement> {
    const recorded = await recordStatements(desk.storage.dialect, work)
    const found = recorded.filter(({ sql }) => /from "deskhand_events"/.test(sql))
    expect(found).toHaveLength(1)
    return found[0] as Statement
  }

  async function planOf(work: () => Promise<unknown>) {
    const statement = await statementOf(work)
    const faults = await planFaults(desk.storage, statement)
    const used = await plannedIndexes(desk.storage, statement)
    return { ...faults, indexes: new Set(used.filter((name) => name.includes('_events_'))) }
  }

  const created = { from: at(5_000).toISOString(), to: at(15_000).toISOString() }
  const ticketId = ticketIds[7] as string
  const [type, ...more] = ['ticket.created', 'reply.created', 'category.created'] as const
  const filters: [string, HistoryListInput, string][] = [
    ['nothing', {}, 'created'],
    ['time', { created }, 'created'],
    ['a type', { type: [type] }, 'type'],
    ['a type and time', { type: [type], created }, 'type'],
    ['an unknown type', { type: ['no.such'] }, 'type'],
    ['several types', { type: [type, ...more] }, 'type'],
    ['several types and time', { type: [type, ...more], created }, 'type'],
    ['an actor', { actorId: 'person13' }, 'actor'],
    ['the system', { actorId: 'system' }, 'actor'],
    ['an actor and time', { actorId: 'person13', created }, 'actor'],
    ['an actor and types', { actorId: 'person13', type: [type, ...more] }, 'actor'],
    ['a ticket', { ticketId }, 'ticket'],
    ['all at once', { ticketId, actorId: 'person13', type: [type], created }, 'ticket'],
  ]
  const scopes: [string, Scope | undefined][] = [
    ['all', undefined],
    ['a team', { teams: ['team2'], own: true }],
  ]

  it.each(
    scopes.flatMap(([seen, limited]) => filters.map((row) => [seen, limited, ...row] as const)),
  )('who sees %s: %o by %s', async (_seen, limited, _what, filter, index) => {
    scope = limited
    try {
      for (const order of ['asc', 'desc'] as const) {
        const sue = desk.as('sue')
        const first = await sue.history.list({ ...filter, order, limit: 10 })
        for (const cursor of [undefined, first.page.nextCursor ?? undefined]) {
          const input = { ...filter, order, limit: 10, cursor }
          const { scans, sorted, indexes } = await planOf(() => sue.history.list(input))
          expect(scans).toEqual([])
          expect(indexes).toEqual(new Set([`deskhand_events_${index}`]))
          const isMerged = index === 'type' && (filter.type?.length ?? 0) > 1
          // A page of each type, or the events of one ticket.
          if (!isMerged) expect(sorted).toBe(0)
          else if (engine.name === 'postgres') expect(sorted).toBeLessThan(40)
        }
      }
    } finally {
      scope = undefined
    }
  })

  it.each([
    ['an agent', { id: 'grace', role: 'agent' }],
    ['its customer', { id: 'person7', role: 'customer' }],
  ] as const)('the history of a ticket, for %s', async (_who, actor) => {
    scope = { all: true }
    try {
      const { tickets } = desk.helpdesk.as(actor)
      for (const order of ['asc', 'desc'] as const) {
        expect(await planOf(() => tickets.events({ ticketId, order }))).toEqual({
          scans: [],
          sorted: 0,
          indexes: new Set(['deskhand_events_ticket']),
        })
      }
    } finally {
      scope = undefined
    }
  })

  it('costs as many statements for a page of 100 as for a page of 1', async () => {
    const statements = (limit: number) =>
      recordStatements(desk.storage.dialect, () => desk.as('sue').history.list({ limit }))
    expect((await statements(100)).length).toBe((await statements(1)).length)
  })
})
