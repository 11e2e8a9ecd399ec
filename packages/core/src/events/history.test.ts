/** `history.list`: the whole event log, by its filters, for those who may read it. */
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { emitter } from '../../test/support/emitter.ts'
import { minutes, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { expectProblem } from '../../test/support/http.ts'
import { engines } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import { createHelpdeskClient } from '../client/index.ts'
import type { Scope } from '../permissions/types.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import type { HistoryListInput, LoggedEvent } from './types.ts'

const ask = { subject: 'Help', description: 'It is broken.' }

/** Answers each new ticket with a note of its own, so that one event causes another. */
const echo = {
  id: 'echo' as const,
  version: '1.0.0',
  core: '^0.0.0',
  setup: () => ({
    api: (call: Call) => ({ history: () => call.core.history.list({ limit: 1 }) }),
    on: {
      created: {
        events: ['ticket.created'],
        handle: async (call: Call, { ticketId }: { ticketId: string | null }) =>
          call.transaction(async (inner) =>
            inner.emit({
              type: 'emitter.shown',
              ticketId,
              audience: 'public',
              data: { a: 1, b: 2 },
            }),
          ),
      },
    },
  }),
} satisfies HelpdeskPlugin

const declared = { 'emitter.shown': { description: 'Something happened.', publicData: ['a'] } }
const plugins = [emitter(declared), echo] as const

describe.each(engines)('the event log on $name', (engine) => {
  let desk: TestHelpdesk<typeof plugins>
  let scope: Scope | undefined

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins, scope: () => scope })
  })
  afterAll(() => desk.close())

  let tenants = 0
  /** A tenant without events. */
  const newTenant = () => `t${++tenants}`

  const list = async (tenant: string, input: HistoryListInput = {}, who: 'sue' | 'root' = 'sue') =>
    (await desk.as(who, tenant).history.list(input)).data
  const typesOf = (events: readonly LoggedEvent[]) => events.map(({ type }) => type)
  const open = async (tenant: string, who: 'ada' | 'ben' | 'sue' = 'ada', more = {}) =>
    (await desk.as(who, tenant).tickets.create({ ...ask, ...more })).id

  it('holds events of tickets and others, newest first', async () => {
    const tenant = newTenant()
    const ticketId = await open(tenant)
    desk.clock.advance(minutes)
    const { id: categoryId } = await desk.as('sue', tenant).categories.create({ name: 'Billing' })
    const [category, ticket] = await list(tenant)
    expect(category).toEqual({
      id: expect.any(String),
      type: 'category.created',
      actor: expect.objectContaining({ id: 'sue', name: 'Sue' }),
      about: null,
      audience: 'internal',
      data: { categoryId },
      createdAt: desk.clock.now().toISOString(),
      ticketId: null,
      via: 'api',
      causeId: null,
    })
    expect(ticket).toMatchObject({ type: 'ticket.created', ticketId, about: { id: 'ada' } })
    expect(typesOf(await list(tenant, { order: 'asc' }))).toEqual([
      'ticket.created',
      'category.created',
    ])
  })

  it('shows what caused an event, and its entry point', async () => {
    const tenant = newTenant()
    await open(tenant)
    await desk.runDue()
    const [shown, created] = await list(tenant)
    expect(shown).toMatchObject({ type: 'emitter.shown', via: 'job', causeId: created?.id })
    const [byHttp] = await (async () => {
      await desk.request(`sue@${tenant}`, 'POST', '/categories', { name: 'Invoices' })
      return list(tenant)
    })()
    expect(byHttp).toMatchObject({ type: 'category.created', via: 'http', causeId: null })
  })

  it('is filtered by type, actor, ticket and time, and by all of them together', async () => {
    const tenant = newTenant()
    const first = await open(tenant, 'ada')
    desk.clock.advance(minutes)
    const noon = desk.clock.now().toISOString()
    const second = await open(tenant, 'ben')
    await desk.as('sue', tenant).categories.create({ name: 'Billing' })
    desk.clock.advance(minutes)
    const later = desk.clock.now().toISOString()
    await desk.as('sue', tenant).tickets.update({ ticketId: first, priority: 'high' })
    const found = async (input: HistoryListInput) =>
      (await list(tenant, input)).map(({ type, actor, ticketId }) => [
        ...[type, actor.id, ticketId === first ? 'first' : ticketId === second ? 'second' : null],
      ])
    const [created1, created2] = [
      ['ticket.created', 'ada', 'first'],
      ['ticket.created', 'ben', 'second'],
    ]
    const [category, updated] = [
      ['category.created', 'sue', null],
      ['ticket.updated', 'sue', 'first'],
    ]
    expect(await found({})).toEqual([updated, category, created2, created1])
    expect(await found({ type: ['ticket.created'] })).toEqual([created2, created1])
    const types = ['ticket.created', 'category.created', 'ticket.created', 'no.such']
    expect(await found({ type: types })).toEqual([category, created2, created1])
    expect(await found({ actorId: 'sue' })).toEqual([updated, category])
    expect(await found({ actorId: 'sue', type: ['ticket.updated', 'reply.created'] })).toEqual([
      updated,
    ])
    expect(await found({ ticketId: first })).toEqual([updated, created1])
    expect(await found({ ticketId: first, order: 'asc', actorId: 'ada' })).toEqual([created1])
    expect(await found({ created: { from: noon } })).toEqual([updated, category, created2])
    expect(await found({ created: { from: noon, to: later } })).toEqual([category, created2])
    expect(await found({ created: { to: noon } })).toEqual([created1])
    const all = { actorId: 'sue', ticketId: first, type: ['ticket.updated'] }
    expect(await found({ ...all, created: { from: later } })).toEqual([updated])
    expect(await found({ ...all, created: { to: later } })).toEqual([])
  })

  it('comes in pages that meet, whichever index serves them', async () => {
    const tenant = newTenant()
    const ticketId = await open(tenant)
    const types = ['emitter.a', 'emitter.b', 'emitter.c']
    // Several of each moment, so that pages end within one.
    for (let n = 0; n < 5; n++) {
      if (n % 2 === 0) desk.clock.advance(minutes)
      await desk.as('hal', tenant).emitter.emit(...types.map((type) => ({ type, ticketId })))
    }
    for (const filter of [
      {},
      { actorId: 'hal' },
      { type: types },
      { type: ['emitter.b'] },
      { ticketId },
    ]) {
      for (const order of ['asc', 'desc'] as const) {
        const whole = await list(tenant, { ...filter, order, limit: 100 })
        const walked: LoggedEvent[] = []
        let cursor: string | undefined
        do {
          const part = await desk
            .as('sue', tenant)
            .history.list({ ...filter, order, limit: 2, cursor })
          walked.push(...part.data)
          cursor = part.page.nextCursor ?? undefined
          expect(part.page.hasMore).toBe(cursor !== undefined)
        } while (cursor)
        expect(walked).toEqual(whole)
        expect(whole.length).toBeGreaterThanOrEqual(5)
      }
    }
  })

  it('refuses a cursor of another order or ticket, and odd input', async () => {
    const tenant = newTenant()
    const ticketId = await open(tenant)
    await open(tenant)
    const sue = desk.as('sue', tenant)
    const { page } = await sue.history.list({ limit: 1 })
    const cursor = page.nextCursor ?? ''
    for (const other of [{ order: 'asc' as const }, { ticketId }]) {
      await expect(sue.history.list({ ...other, cursor })).rejects.toMatchObject({
        code: 'invalid_cursor',
      })
    }
    for (const odd of [{ type: [] }, { types: ['x'] }, { created: {} }, { ticketId: 'x' }]) {
      await expect(sue.history.list(odd as never)).rejects.toMatchObject({ code: 'invalid_input' })
    }
  })

  it('is for supervisors and admins, and of one tenant', async () => {
    const [tenant, other] = [newTenant(), newTenant()]
    await open(tenant)
    for (const who of ['ada', 'grace'] as const) {
      await expect(desk.as(who, tenant).history.list()).rejects.toMatchObject({ status: 403 })
      await expectProblem(
        await desk.request(`${who}@${tenant}`, 'GET', '/events'),
        403,
        'forbidden',
      )
    }
    expect(await list(tenant, {}, 'root')).toHaveLength(1)
    expect(await list(other)).toEqual([])
  })

  it('of a limited scope holds events of tickets in it and those without a ticket', async () => {
    const tenant = newTenant()
    const [inside, outside, purged] = [
      await open(tenant, 'sue', { requesterId: 'ada', teamId: 'billing' }),
      await open(tenant, 'sue', { requesterId: 'ada', teamId: 'technical' }),
      await open(tenant, 'sue', { requesterId: 'ada', teamId: 'billing' }),
    ]
    await desk.as('root', tenant).tickets.delete({ ticketId: purged })
    await desk.as('root', tenant).tickets.purge({ ticketId: purged })
    await desk.as('sue', tenant).categories.create({ name: 'Billing' })
    const ids = async (input: HistoryListInput = {}) => [
      ...new Set((await list(tenant, input)).map(({ ticketId }) => ticketId)),
    ]
    expect(await ids()).toEqual([null, purged, outside, inside])
    scope = { teams: ['billing'] }
    try {
      expect(await ids()).toEqual([null, inside])
      expect(await ids({ ticketId: outside })).toEqual([])
      expect(await ids({ type: ['ticket.created', 'ticket.purged'] })).toEqual([inside])
      expect(await ids({ actorId: 'sue' })).toEqual([null, inside])
    } finally {
      scope = undefined
    }
  })

  it('shows of a ticket that its reader requested what the customer sees', async () => {
    const tenant = newTenant()
    const ticketId = await open(tenant, 'sue')
    await desk.as('grace', tenant).replies.create({ ticketId, body: 'x', audience: 'internal' })
    await desk.runDue()
    const hold = { ticketId, status: 'on_hold' } as const
    await desk.as('grace', tenant).tickets.transition({ ticketId, status: 'pending' })
    await desk.as('grace', tenant).tickets.transition(hold)
    const seen = await list(tenant, { order: 'asc' })
    expect(seen.map(({ type, data, causeId }) => [type, data, causeId])).toEqual([
      ['ticket.created', expect.objectContaining({ requesterId: 'sue' }), null],
      ['emitter.shown', { a: 1 }, null],
      ['ticket.transitioned', { from: 'new', to: 'pending' }, null],
      ['ticket.transitioned', { from: 'pending', to: 'open' }, null],
    ])
    expect(JSON.stringify(seen)).not.toContain('grace@desk.example')
    expect(typesOf(await list(tenant, { order: 'asc' }, 'root'))).toEqual([
      ...['ticket.created', 'note.created', 'emitter.shown'],
      ...['ticket.transitioned', 'ticket.transitioned'],
    ])
    expect(await list(tenant, { actorId: 'grace', type: ['note.created'] })).toEqual([])
  })

  it('is read over HTTP by the typed client, and by plugins', async () => {
    const tenant = newTenant()
    const ticketId = await open(tenant)
    const client = createHelpdeskClient({
      baseUrl: 'http://app.example/helpdesk',
      auth: { mode: 'bearer', getToken: () => `sue@${tenant}` },
      fetch: (input, init) => desk.helpdesk.fetch(new Request(input, init)),
    })
    const from = new Date(desk.clock.now().getTime() - minutes).toISOString()
    const page = await client.history.list({
      ...{ ticketId, actorId: 'ada', created: { from } },
      type: ['ticket.created', 'ticket.updated'],
    })
    expectTypeOf(page.data).toEqualTypeOf<readonly LoggedEvent[]>()
    expect(page.data).toEqual(await list(tenant))
    expect(page.data).toHaveLength(1)
    expect((await desk.as('sue', tenant).echo.history()).data).toEqual(page.data)
  })
})
