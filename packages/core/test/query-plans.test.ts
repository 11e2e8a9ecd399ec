/** Every filter with every sort, read from the query plan at 10 000 tickets. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { categories } from '../src/categories/schema.ts'
import { rows } from '../src/db/dialect.ts'
import { events } from '../src/events/schema.ts'
import { newUuidV7 } from '../src/kit/clock.ts'
import { participants } from '../src/participants/schema.ts'
import { directory } from '../src/people/schema.ts'
import type { Actor } from '../src/people/types.ts'
import { replies } from '../src/replies/schema.ts'
import { ticketFilters } from '../src/tickets/filters.ts'
import { type Priority, priorities, type Status, statuses } from '../src/tickets/lifecycle.ts'
import { type TicketRow, tickets } from '../src/tickets/schema.ts'
import { ticketSorts } from '../src/tickets/sorts.ts'
import { actorOfBearer, openHelpdesk, type TestHelpdesk } from './support/helpdesk.ts'
import { planFaults, plannedIndexes } from './support/plans.ts'
import { type ReachingPlugin, reaching } from './support/reaching.ts'
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

/** Fifty of the five hundred customers are guests. */
function requesterOf(n: number): string {
  const customer = (n * 31) % 500
  return customer < 450 ? `customer${customer}` : `guest:${customer}`
}

function guest(n: number) {
  return {
    tenantId: 'default',
    id: `guest:${n}`,
    name: `Guest ${n}`,
    email: `guest${n}@else.example`,
    emailKey: `guest${n}@else.example`,
    personId: n % 3 === 0 && n > 500 ? `customer${n % 500}` : null,
    createdAt: new Date(start),
  }
}

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
    requesterId: requesterOf(n),
    createdBy: requesterOf(n),
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
    reopenedAt: null,
    spamAt: n % 400 === 1 ? updatedAt : null,
    deletedAt: n % 500 === 0 ? updatedAt : null,
    deletedBy: null,
  }
}

describe.each(engines)('query plans on $name', (engine) => {
  let desk: TestHelpdesk<readonly [ReachingPlugin]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, {
      people: { resolve: async (ids) => ids.map((id) => ({ id, name: id, role: 'customer' })) },
      authenticate: (request) => ({ ...(actorOfBearer(request) as Actor), emailVerified: true }),
      plugins: [reaching()],
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
        await db.insert(replies).values(
          batch.map(({ id, requesterId }) => ({
            ...common,
            id: newUuidV7(),
            ticketId: id,
            audience: 'public' as const,
            side: 'customer' as const,
            authorId: requesterId,
            via: 'api',
            body: 'x',
            bodyHtml: '<p>x</p>',
            automatic: false,
            version: 1,
          })),
        )
        await db.insert(events).values(
          batch.map(({ id, requesterId, createdAt }, n) => ({
            tenantId: 'default',
            id: newUuidV7(),
            type: 'x',
            ticketId: n % 5 === 0 ? null : id,
            actorId: 'root',
            aboutId: requesterId,
            via: 'api' as const,
            depth: 0,
            audience: 'internal' as const,
            data: {},
            createdAt,
          })),
        )
        await db.insert(directory).values(batch.map((_, n) => guest(from + n)))
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

  it('reads spam from its own index', async () => {
    const list = await listOf('agent', { spam: true })
    expect(await plannedIndexes(desk.storage, list)).toEqual(['deskhand_tickets_spam'])
    expect(await planFaults(desk.storage, list)).toEqual({ scans: [], sorted: 0 })
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

  it('finds the replies that somebody wrote, edited or deleted for an erasure by an index each', async () => {
    const statements = await recordStatements(desk.storage.dialect, () =>
      desk.helpdesk.as({ id: 'root', role: 'admin' }).people.erase({ personId: 'agent5' }),
    )
    const updates = statements.filter(({ sql: text }) =>
      /^\s*update "deskhand_replies"/i.test(text),
    )
    const indexes = await Promise.all(
      updates.map((statement) => plannedIndexes(desk.storage, statement)),
    )
    expect(indexes.map((used) => used.toSorted())).toEqual([
      ['deskhand_replies_author'],
      ['deskhand_replies_editor'],
      ['deskhand_replies_deleter'],
    ])
  })

  const faultsIn = async (statements: readonly Statement[]) => {
    const faults: string[] = []
    for (const statement of statements) {
      const { scans } = await planFaults(desk.storage, statement)
      if (scans.length > 0) faults.push(`${scans} in ${statement.sql}`)
    }
    return faults
  }
  const statementsOf = (work: () => Promise<unknown>) =>
    recordStatements(desk.storage.dialect, work)
  const root = () => desk.helpdesk.as({ id: 'root', role: 'admin' })

  it('links a guest by indexes', async () => {
    const target = { guestId: 'guest:460', personId: 'customer9' }
    const statements = await statementsOf(() => root().people.link(target))
    const written = ['tickets', 'replies', 'participants', 'directory'].filter((table) =>
      statements.some(({ sql: text }) => text.startsWith(`update "deskhand_${table}"`)),
    )
    expect(written).toEqual(['tickets', 'replies', 'participants', 'directory'])
    expect(await faultsIn(statements)).toEqual([])
  })

  it('finds guests by indexes, by id and address', async () => {
    const statements = await statementsOf(async () => {
      const { people } = root().reaching.call
      await people.actors(['guest:461', 'guest:600', 'customer1'])
      await people.forEmail('guest462@else.example')
      await people.forEmail('nobody-yet@else.example')
      await root().people.search({ query: 'guest46' })
    })
    const reads = statements.filter(({ sql: text }) => text.includes('"deskhand_directory"'))
    expect(reads.length).toBeGreaterThan(4)
    expect(await faultsIn(reads)).toEqual([])
  })

  it('looks for the guest with a verified address by an index', async () => {
    const statements = await statementsOf(() => desk.request('ben', 'GET', '/categories'))
    const looks = statements.filter(({ sql: text }) => text.includes('"deskhand_directory"'))
    expect(looks.length).toBe(1)
    expect(await faultsIn(looks)).toEqual([])
  })

  it('finds the guests of a person for an erasure by an index', async () => {
    const statements = await statementsOf(() => root().people.erase({ personId: 'customer102' }))
    const onGuests = statements.filter(({ sql: text }) => text.includes('"deskhand_directory"'))
    // Six guests are looked for until none is left, and each of them and the person is deleted.
    expect(onGuests.length).toBe(9)
    expect(await faultsIn(onGuests)).toEqual([])
    const [withoutTicket] = statements.filter(({ sql: text }) => /"ticket_id" is null/.test(text))
    expect(await plannedIndexes(desk.storage, withoutTicket as Statement)).toEqual([
      'deskhand_events_about',
    ])
  })

  it('is tested with every filter there is', async () => {
    expect(Object.keys(values)).toEqual(Object.keys(ticketFilters))
    const [row] = await rows<{ n: number }>(
      desk.storage.db,
      sql`select count(*) as n from deskhand_tickets`,
    )
    expect(Number(row?.n)).toBe(total)
  })
})
