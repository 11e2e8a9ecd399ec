/** Every filter with every sort, read from the query plan at 10 000 tickets. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { categories } from '../src/categories/schema.ts'
import { rows } from '../src/db/dialect.ts'
import { newUuidV7 } from '../src/kit/clock.ts'
import { participants } from '../src/participants/schema.ts'
import { ticketFilters } from '../src/tickets/filters.ts'
import { type Priority, priorities, type Status, statuses } from '../src/tickets/lifecycle.ts'
import { type TicketRow, tickets } from '../src/tickets/schema.ts'
import { ticketSorts } from '../src/tickets/sorts.ts'
import { openHelpdesk, type TestHelpdesk } from './support/helpdesk.ts'
import { planFaults, plannedIndexes } from './support/plans.ts'
import { recordStatements, type Statement } from './support/statements.ts'
import { engines } from './support/storages.ts'

const total = 10_000
const start = Date.parse('2025-01-01T00:00:00Z')
const categoryIds = Array.from({ length: 8 }, newUuidV7)

/** As in a helpdesk that has run for a while: most tickets are closed, few wait. */
const mix: Status[] = [
  ...Array<Status>(14).fill('closed'),
  ...(['resolved', 'new', 'open', 'in_progress', 'pending', 'on_hold'] as const),
]

/** What each filter is tried with: one value and, where it takes several, several. */
const values: Record<keyof typeof ticketFilters, readonly unknown[]> = {
  status: [
    ['open'],
    ['closed'],
    ['new', 'open', 'in_progress', 'pending'],
    ['on_hold'],
    [...statuses],
  ],
  priority: [['urgent'], ['high', 'urgent']],
  category: [[categoryIds[0]], categoryIds.slice(0, 3)],
  assignee: ['agent3', 'none', 'me'],
  requester: ['customer7', 'me'],
  team: ['team2', 'none'],
  organisation: ['organisation5'],
  number: [4_711],
  created: [{ from: '2025-06-01T00:00:00Z', to: '2025-07-01T00:00:00Z' }],
  updated: [{ from: '2025-06-01T00:00:00Z' }],
  resolved: [{ to: '2025-07-01T00:00:00Z' }],
}

/** The tickets of one person or organisation, or one page for each value: more is never sorted. */
const sortLimit = 1_000
const bounded = new Set(['requester', 'organisation', 'number'])

function ticket(n: number): TicketRow {
  const status = mix[(n * 7) % mix.length] ?? 'closed'
  const createdAt = new Date(start + n * 3_600_000)
  const updatedAt = new Date(createdAt.getTime() + ((n * 7_919) % 1_000) * 60_000)
  return {
    tenantId: 'default',
    id: newUuidV7(),
    number: n + 1,
    subject: `Ticket ${n}`,
    description: 'x',
    descriptionHtml: '<p>x</p>',
    status,
    priority: priorities[(n * 5) % priorities.length] as Priority,
    categoryId: categoryIds[n % categoryIds.length] ?? null,
    requesterId: `customer${(n * 31) % 500}`,
    createdBy: `customer${(n * 31) % 500}`,
    organisationId: `organisation${(n * 31) % 100}`,
    teamId: n % 9 === 0 ? null : `team${n % 5}`,
    assigneeId: status === 'new' ? null : `agent${(n * 13) % 20}`,
    metadata: {},
    followUpOfId: null,
    mergedIntoId: null,
    reopenCount: 0,
    version: 1,
    publicVersion: 1,
    createdAt,
    updatedAt,
    publicUpdatedAt: updatedAt,
    firstResponseAt: null,
    resolvedAt: status === 'resolved' || status === 'closed' ? updatedAt : null,
    closedAt: status === 'closed' ? updatedAt : null,
    waitingSince: null,
    spamAt: null,
    deletedAt: n % 500 === 0 ? updatedAt : null,
    deletedBy: null,
  }
}

describe.each(engines)('query plans on $name', (engine) => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = await openHelpdesk(engine, {
      people: { resolve: async (ids) => ids.map((id) => ({ id, name: id, role: 'customer' })) },
    })
    const all = Array.from({ length: total }, (_, n) => ticket(n))
    await desk.storage.transaction(async (db) => {
      const common = { tenantId: 'default', createdAt: new Date(start) }
      await db
        .insert(categories)
        .values(categoryIds.map((id, n) => ({ ...common, id, name: `C${n}`, nameKey: `c${n}` })))
      for (let from = 0; from < total; from += 500) {
        const batch = all.slice(from, from + 500)
        await db.insert(tickets).values(batch)
        await db.insert(participants).values(
          batch.map(({ id, requesterId }) => ({
            ...common,
            ticketId: id,
            personId: requesterId,
            kind: 'requester' as const,
            addedBy: requesterId,
          })),
        )
      }
    })
    await desk.storage.execute(desk.storage.db, 'analyze')
  })
  afterAll(() => desk.close())

  async function listOf(who: 'agent' | 'customer', input: object) {
    const actor =
      who === 'agent'
        ? ({ id: 'agent3', role: 'agent' } as const)
        : ({ id: 'customer7', role: 'customer' } as const)
    const recorded = await recordStatements(desk.storage.dialect, () =>
      desk.helpdesk.as(actor).tickets.list(input as never),
    )
    const [list, ...more] = recorded.filter((statement) =>
      statement.sql.includes('"deskhand_tickets"'),
    )
    expect(list).toBeDefined()
    expect(more).toEqual([])
    return list as Statement
  }
  const faultsOf = async (...asked: Parameters<typeof listOf>) =>
    planFaults(desk.storage, await listOf(...asked))

  const sorts = Object.keys(ticketSorts)
  const pairs = Object.entries(values).flatMap(([filter, tried]) =>
    tried.flatMap((value) => sorts.map((sort) => ({ filter, value, sort }))),
  )

  it.each(sorts)('walks an index for the sort %s alone', async (sort) => {
    for (const order of ['asc', 'desc']) {
      expect(await faultsOf('agent', { sort, order })).toEqual({ scans: [], sorted: 0 })
    }
  })

  it.each(pairs)('agents: $filter $value by $sort', async ({ filter, value, sort }) => {
    for (const order of ['asc', 'desc']) {
      const faults = await faultsOf('agent', { [filter]: value, sort, order })
      expect(faults.scans).toEqual([])
      const isMerged = Array.isArray(value) && (value.length > 1 || value.includes('open'))
      const isBounded = bounded.has(filter) || isMerged
      if (!isBounded) expect(faults.sorted).toBe(0)
      else if (engine.name === 'postgres') expect(faults.sorted).toBeLessThan(sortLimit)
    }
  })

  it.each(pairs.filter(({ filter }) => filter !== 'team'))(
    "customers: $filter $value by $sort sorts one person's tickets at most",
    async ({ filter, value, sort }) => {
      const faults = await faultsOf('customer', { [filter]: value, sort })
      expect(faults.scans).toEqual([])
      if (engine.name === 'postgres') expect(faults.sorted).toBeLessThan(sortLimit)
    },
  )

  it('looks for what an agent has on hold among what they requested, not among all that is held', async () => {
    const list = await listOf('agent', { status: ['open'] })
    expect(new Set(await plannedIndexes(desk.storage, list))).toEqual(
      new Set(['deskhand_tickets_status_created', 'deskhand_tickets_requester']),
    )
  })

  it('reads deleted tickets from their own index', async () => {
    const recorded = await recordStatements(desk.storage.dialect, () =>
      desk.helpdesk.as({ id: 'root', role: 'admin' }).tickets.list({ deleted: true }),
    )
    const [list] = recorded.filter((statement) => statement.sql.includes('"deskhand_tickets"'))
    expect(await planFaults(desk.storage, list as never)).toEqual({ scans: [], sorted: 0 })
  })

  it('costs as many statements for a page of 100 as for a page of 1', async () => {
    const admin = desk.helpdesk.as({ id: 'root', role: 'admin' })
    const statements = (limit: number) =>
      recordStatements(desk.storage.dialect, () => admin.tickets.list({ limit }))
    expect((await statements(100)).length).toBe((await statements(1)).length)
  })

  it('counts no further than it says', async () => {
    const { page } = await desk.helpdesk
      .as({ id: 'root', role: 'admin' })
      .tickets.list({ count: true })
    expect(page.count).toEqual({ value: 1_000, limit: 1_000 })
  })

  it.each(['customer9', 'agent4'])(
    'finds the tickets of %s for an erasure by indexes',
    async (who) => {
      const statements = await recordStatements(desk.storage.dialect, () =>
        desk.helpdesk.as({ id: 'root', role: 'admin' }).people.erase({ personId: who }),
      )
      const onTickets = statements.filter(({ sql: text }) => text.includes('"deskhand_tickets"'))
      // Four roles with at least one look each, and what only touches tickets.
      expect(onTickets.length).toBeGreaterThan(5)
      for (const statement of onTickets) {
        const { scans } = await planFaults(desk.storage, statement)
        expect(scans.includes('deskhand_tickets'), statement.sql).toBe(false)
      }
    },
  )

  it('is tested with every filter there is', async () => {
    expect(Object.keys(values)).toEqual(Object.keys(ticketFilters))
    const [row] = await rows<{ n: number }>(
      desk.storage.db,
      sql`select count(*) as n from deskhand_tickets`,
    )
    expect(Number(row?.n)).toBe(total)
  })
})
