/** Every route of core, asked by everyone: the role matrix, tenants, sibling tickets, hostile input. */
import {
  describeRouteContract,
  type Fixture,
  type RouteRules,
  type Sample,
  sqliteMemory,
} from '@deskhand/testing'
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Call } from '../src/api/call.ts'
import { coreParts } from '../src/core-parts.ts'
import { corePermissions } from '../src/permissions/catalogue.ts'
import type { HelpdeskPlugin } from '../src/plugin/contract.ts'
import { coreTables } from '../src/tables.ts'
import { engines } from './support/storages.ts'

/** What each role gets for the request of `samples`, on a ticket that ada opened and grace works on. */
const matrix = {
  //                          customer agent supervisor admin
  'tickets.list': /*        */ [200, 200, 200, 200],
  'tickets.create': /*      */ [201, 201, 201, 201],
  'tickets.bulkAssign': /*  */ [403, 200, 200, 200],
  'tickets.bulkTransition': [403, 200, 200, 200],
  'tickets.get': /*         */ [200, 200, 200, 200],
  'tickets.update': /*      */ [403, 200, 200, 200],
  'tickets.delete': /*      */ [403, 403, 204, 204],
  'tickets.transition': /*  */ [200, 200, 200, 200],
  'tickets.assign': /*      */ [403, 200, 200, 200],
  'tickets.unassign': /*    */ [403, 200, 200, 200],
  'tickets.transfer': /*    */ [403, 200, 200, 200],
  'tickets.restore': /*     */ [404, 404, 404, 200],
  'tickets.purge': /*       */ [404, 404, 404, 204],
  'tickets.markSpam': /*    */ [403, 200, 200, 200],
  'tickets.markNotSpam': /* */ [404, 200, 200, 200],
  'tickets.events': /*      */ [200, 200, 200, 200],
  'replies.list': /*        */ [200, 200, 200, 200],
  'replies.create': /*      */ [201, 201, 201, 201],
  'replies.get': /*         */ [200, 200, 200, 200],
  'participants.list': /*   */ [200, 200, 200, 200],
  'participants.add': /*    */ [201, 201, 201, 201],
  'participants.remove': /* */ [204, 204, 204, 204],
  'categories.list': /*     */ [200, 200, 200, 200],
  'categories.create': /*   */ [403, 403, 201, 201],
  'categories.update': /*   */ [403, 403, 200, 200],
  'people.search': /*       */ [403, 200, 200, 200],
  'people.link': /*         */ [403, 403, 403, 200],
  'people.erase': /*        */ [403, 403, 403, 200],
  'deliveries.dead': /*     */ [403, 403, 200, 200],
  'deliveries.retry': /*    */ [403, 403, 403, 204],
  'feeds.failing': /*       */ [403, 403, 200, 200],
  'feeds.skip': /*          */ [403, 403, 403, 204],
  'history.list': /*        */ [403, 403, 200, 200],
  'events.stream': /*       */ [200, 200, 200, 200],
  capabilities: /*          */ [200, 200, 200, 200],
  openapi: /*               */ [200, 200, 200, 200],
} as const

/** A job that always gives up, and a feed that fails on request, for what their routes show. */
const failing = {
  id: 'failing',
  version: '0.0.0',
  core: '^0.0.0',
  setup: () => ({
    api: (call: Call) => ({
      begin: () => call.transaction((inner) => inner.enqueue('failing:job', {})),
      /** The feed is one for all tenants of the suite, so it fails where the test needs it. */
      async failAt(eventId: string) {
        const { feeds, events } = coreTables
        const [event] = await call.db.select().from(events).where(eq(events.id, eventId))
        const failedPosition = event?.position as number
        await call.db.update(feeds).set({ attempts: 1, lastError: 'as always', failedPosition })
      },
    }),
    feeds: { feed: { events: () => [], from: 'now', apply: async () => {} } },
    jobs: [
      {
        name: 'failing:job',
        schema: z.strictObject({}),
        maxAttempts: 1,
        async run() {
          throw new Error('as always')
        },
      },
    ],
  }),
} satisfies HelpdeskPlugin

/** Adds a guest with carl's address, as if the host had not known him before. */
const guests = {
  id: 'guests',
  version: '0.0.0',
  core: '^0.0.0',
  setup: () => ({
    api: ({ db, tenantId, newId, now }: Call) => ({
      async add() {
        const id = `guest:${newId()}`
        const address = { email: 'Carl@North.example', emailKey: 'carl@north.example' }
        await db.insert(coreTables.directory).values({ tenantId, id, ...address, createdAt: now() })
        return id
      },
    }),
  }),
} satisfies HelpdeskPlugin

async function guestOf(fixture: Fixture): Promise<string> {
  const { as } = fixture as unknown as Fixture<readonly [typeof guests]>
  return (await as('root').guests?.add()) as string
}

async function deadJob(fixture: Fixture): Promise<string> {
  const { as, runDue } = fixture as unknown as Fixture<readonly [typeof failing]>
  await as('root').failing?.begin()
  await runDue()
  const { data } = await as('root').deliveries.dead()
  return data[0]?.id as string
}

async function failedEvent(fixture: Fixture) {
  const { as, runDue } = fixture as unknown as Fixture<readonly [typeof failing]>
  await runDue()
  const { data } = await as('root').history.list({ limit: 1 })
  const eventId = data[0]?.id as string
  await as('root').failing?.failAt(eventId)
  return { name: 'failing:feed', eventId }
}

async function deleted({ ticket, as }: Fixture) {
  await as('sue').tickets.delete({ ticketId: ticket.id })
  return {}
}

const ask = { subject: 'Help', description: 'It is broken.' }

const samples: Record<keyof typeof matrix, Sample> = {
  'tickets.list': () => ({ query: { status: ['open'], sort: 'updated', count: true } }),
  'tickets.create': () => ({ body: { ...ask, cc: ['carl'] } }),
  'tickets.bulkAssign': ({ ticket }) => ({
    body: { ticketIds: [ticket.id], assigneeId: 'hal' },
  }),
  'tickets.bulkTransition': ({ ticket }) => ({
    body: { ticketIds: [ticket.id], status: 'pending' },
  }),
  'tickets.get': () => ({}),
  'tickets.update': () => ({ body: { subject: 'Better', priority: 'high', metadata: { a: 1 } } }),
  'tickets.delete': () => ({}),
  'tickets.transition': () => ({ body: { status: 'resolved' } }),
  'tickets.assign': () => ({ body: { assigneeId: 'hal' } }),
  'tickets.unassign': () => ({}),
  'tickets.transfer': () => ({ body: { teamId: 'technical', assigneeId: 'hal' } }),
  'tickets.restore': deleted,
  'tickets.purge': deleted,
  'tickets.markSpam': () => ({}),
  async 'tickets.markNotSpam'({ ticket, as }) {
    await as('sue').tickets.markSpam({ ticketId: ticket.id })
    return {}
  },
  'tickets.events': () => ({ query: { limit: 5 } }),
  'replies.list': () => ({ query: { order: 'desc' } }),
  'replies.create': () => ({ body: { body: 'Hello', audience: 'public' } }),
  'replies.get': () => ({}),
  'participants.list': () => ({}),
  'participants.add': () => ({ body: { personId: 'carl' } }),
  async 'participants.remove'({ ticket, as }) {
    await as('ada').participants.add({ ticketId: ticket.id, personId: 'carl' })
    return { params: { personId: 'carl' } }
  },
  'categories.list': () => ({}),
  'categories.create': () => ({ body: { name: 'Billing', description: 'Money.' } }),
  async 'categories.update'({ as }) {
    const { id } = await as('sue').categories.create({ name: 'Billing' })
    return { params: { categoryId: id }, body: { name: 'Invoices', archived: true } }
  },
  'people.search': () => ({ query: { query: 'a', roles: ['agent'] } }),
  'people.link': async (fixture) => ({
    body: { guestId: await guestOf(fixture), personId: 'carl' },
  }),
  'people.erase': () => ({ body: { personId: 'carl' } }),
  'deliveries.dead': () => ({ query: { limit: 5 } }),
  'deliveries.retry': async (fixture) => ({ params: { id: await deadJob(fixture) } }),
  async 'feeds.failing'(fixture) {
    await failedEvent(fixture)
    return {}
  },
  'feeds.skip': async (fixture) => ({ body: await failedEvent(fixture) }),
  'history.list': ({ ticket }) => ({
    query: { type: ['ticket.created'], actorId: 'ada', ticketId: ticket.id, limit: 5 },
  }),
  'events.stream': ({ ticket }) => ({ query: { ticketId: ticket.id } }),
  capabilities: () => ({}),
  openapi: () => ({}),
}

async function fill({ ticket, secret, as }: Fixture) {
  const { id } = ticket
  await as('grace').tickets.update({ ticketId: id, metadata: { secret } })
  await as('grace').replies.create({ ticketId: id, body: secret, audience: 'internal' })
  await as('ada').participants.add({ ticketId: id, personId: 'carl' })
  await as('sue').categories.create({ name: `Category ${id}` })
}

const rules = Object.fromEntries(
  Object.entries(matrix).map(
    ([name, [customer, agent, supervisor, admin]]): [string, RouteRules] => [
      name,
      { answers: { customer, agent, supervisor, admin } },
    ],
  ),
)

const { tickets, replies, participants, categories, directory, events } = coreTables

describeRouteContract({
  name: 'core',
  routes: coreParts.routes ?? [],
  permissions: corePermissions,
  samples,
  rules,
  tables: [tickets, replies, participants, categories, directory, events],
  fill,
  plugins: [failing, guests],
  databases: [sqliteMemory, ...engines.filter(({ name }) => name === 'postgres')],
})

describe('the permission catalogue', () => {
  it('gives each role at least what the one below it has', () => {
    const order = ['customer', 'agent', 'supervisor', 'admin'] as const
    for (const [name, { roles }] of Object.entries(corePermissions)) {
      expect(roles, name).toEqual(order.slice(order.length - roles.length))
    }
  })
})
