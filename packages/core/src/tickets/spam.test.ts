/** Tickets that are marked as spam: who still sees them, what they refuse, and how they come back. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { days, minutes, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { expectProblem } from '../../test/support/http.ts'
import { engines } from '../../test/support/storages.ts'
import { createHelpdeskClient } from '../client/index.ts'
import { veto } from '../kit/errors.ts'
import { participants } from '../participants/schema.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import type { TicketChange } from '../plugin/hooks.ts'
import { replies } from '../replies/schema.ts'
import type { Status } from './lifecycle.ts'
import { type TicketRow, tickets } from './schema.ts'

type Who = 'ada' | 'carl' | 'grace' | 'hal' | 'sue' | 'root'

describe.each(engines)('spam on $name', (engine) => {
  const changes: TicketChange[] = []
  const watching: HelpdeskPlugin<'watching', object> = {
    id: 'watching',
    version: '0.0.0',
    core: '^0.0.0',
    setup: () => ({
      api: () => ({}),
      hooks: {
        'ticket.markSpam': {
          before(_call, { subject }) {
            if (subject.subject === 'Genuine') throw veto('trusted', 'This sender is trusted.')
            return undefined
          },
        },
        'ticket.changed': async (_call, changed) => void changes.push(...changed),
      },
    }),
  }
  let desk: TestHelpdesk<readonly [typeof watching]>
  /** The ids of those who may do nothing about spam, by the host's word. */
  const untrusted = new Set<string>()

  beforeAll(async () => {
    desk = await openHelpdesk(engine, {
      plugins: [watching],
      can: (actor, permission) => permission !== 'ticket.markSpam' || !untrusted.has(actor.id),
    })
  })
  afterAll(() => desk.close())

  async function open(who: Who = 'ada', subject = 'Buy now') {
    desk.clock.advance(minutes)
    return (await desk.as(who).tickets.create({ subject, description: 'x', cc: ['carl'] })).id
  }
  async function openSpam(who: Who = 'ada') {
    const ticketId = await open(who)
    await desk.as('hal').tickets.markSpam({ ticketId })
    return ticketId
  }
  async function rowOf(ticketId: string): Promise<TicketRow> {
    const [row] = await desk.storage.db.select().from(tickets).where(eq(tickets.id, ticketId))
    return row as TicketRow
  }
  /** All rows of a ticket, but for what every change moves. */
  async function everything(ticketId: string) {
    const { version: _version, updatedAt: _at, ...ticket } = await rowOf(ticketId)
    const said = await desk.storage.db.select().from(replies).where(eq(replies.ticketId, ticketId))
    const people = await desk.storage.db
      .select()
      .from(participants)
      .where(eq(participants.ticketId, ticketId))
    return { ticket, said, people }
  }
  const listed = async (who: Who, input: object = {}) =>
    (await desk.as(who).tickets.list({ limit: 100, ...input })).data.map(({ id }) => id)

  it.each(['new', 'open', 'on_hold', 'resolved', 'closed'] as const)(
    'that was %s comes back exactly as it was',
    async (status: Status) => {
      const ticketId = await open()
      const { tickets: api, replies: write } = desk.as('sue')
      if (status !== 'new') {
        await api.assign({ ticketId, assigneeId: 'grace' })
        await write.create({ ticketId, body: 'Really?' })
        desk.clock.advance(minutes)
        await desk.as('ada').replies.create({ ticketId, body: 'Really.' })
        if (status !== 'open') await api.transition({ ticketId, status, reason: 'Because.' })
      }
      const before = await everything(ticketId)
      const shown = await desk.as('ada').tickets.get({ ticketId })
      desk.clock.advance(minutes)
      const marked = await desk.as('grace').tickets.markSpam({ ticketId })
      expect(marked).toMatchObject({
        spamAt: desk.clock.now().toISOString(),
        status,
        allowedTransitions: [],
      })
      desk.clock.advance(minutes)
      const back = await desk.as('grace').tickets.markNotSpam({ ticketId })
      expect(back).toMatchObject({ spamAt: null, status, version: marked.version + 1 })
      expect(await everything(ticketId)).toEqual(before)
      expect(await desk.as('ada').tickets.get({ ticketId })).toEqual(shown)
    },
  )

  it('does not exist on the customer side, also for an agent who requested it', async () => {
    const ticketId = await openSpam('grace')
    for (const who of ['carl', 'grace'] as const) {
      const { tickets: api, replies: write, participants: people } = desk.as(who)
      for (const attempt of [
        () => api.get({ ticketId }),
        () => api.events({ ticketId }),
        () => api.update({ ticketId, subject: 'x' }),
        () => api.transition({ ticketId, status: 'resolved' }),
        () => api.markSpam({ ticketId }),
        () => api.markNotSpam({ ticketId }),
        () => write.list({ ticketId }),
        () => write.create({ ticketId, body: 'x' }),
        () => people.list({ ticketId }),
        () => people.remove({ ticketId, personId: 'carl' }),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ status: 404, code: 'not_found' })
      }
      expect(await listed(who)).not.toContain(ticketId)
    }
    expect(await listed('grace', { spam: true })).not.toContain(ticketId)
    expect(await listed('hal', { spam: true })).toContain(ticketId)
  })

  it('is read by those who may undo it, and its history says who marked it', async () => {
    const ticketId = await openSpam()
    expect(await desk.as('grace').tickets.get({ ticketId })).toMatchObject({ side: 'agent' })
    const { data } = await desk.as('grace').tickets.events({ ticketId, order: 'desc', limit: 1 })
    expect(data).toMatchObject([
      { type: 'ticket.markedSpam', actor: { id: 'hal' }, audience: 'internal', data: {} },
    ])
    await desk.as('grace').tickets.markNotSpam({ ticketId })
    const history = (await desk.as('grace').tickets.events({ ticketId })).data
    expect(history.at(-1)).toMatchObject({ type: 'ticket.markedNotSpam', audience: 'internal' })
    const told = (await desk.as('ada').tickets.events({ ticketId })).data
    expect(told.map(({ type }) => type)).toEqual(['ticket.created'])
  })

  it('is not worked on', async () => {
    const ticketId = await openSpam()
    const before = await rowOf(ticketId)
    const { tickets: api, replies: write, participants: people } = desk.as('root')
    for (const change of [
      () => api.update({ ticketId, subject: 'Changed' }),
      () => api.transition({ ticketId, status: 'resolved' }),
      () => api.assign({ ticketId, assigneeId: 'hal' }),
      () => api.unassign({ ticketId }),
      () => api.transfer({ ticketId, teamId: 'billing' }),
      () => write.create({ ticketId, body: 'x' }),
      () => write.create({ ticketId, body: 'x', audience: 'internal' }),
      () => people.add({ ticketId, personId: 'ben' }),
      () => people.remove({ ticketId, personId: 'carl' }),
    ]) {
      await expect(change()).rejects.toMatchObject({
        status: 409,
        code: 'ticket_spam',
        message: expect.stringContaining('not spam first'),
      })
    }
    const bulk = await api.bulkTransition({ ticketIds: [ticketId], status: 'resolved' })
    expect(bulk.results).toMatchObject([{ ok: false, status: 409, code: 'ticket_spam' }])
    expect(await rowOf(ticketId)).toEqual(before)
  })

  it('leaves every list but its own, which counts, sorts and filters', async () => {
    const [first, live, second] = [await openSpam(), await open(), await openSpam()]
    const deletedSpam = await openSpam()
    await desk.as('sue').tickets.delete({ ticketId: deletedSpam })
    for (const input of [{}, { status: ['new'] }, { sort: 'updated' }, { requester: 'ada' }]) {
      const seen = await listed('grace', input)
      expect(seen).toContain(live)
      expect(seen).not.toContain(first)
    }
    const own = [...(await listed('hal', { spam: true }))]
    expect(own.slice(0, 2)).toEqual([second, first])
    expect(own).not.toContain(live)
    expect(own).not.toContain(deletedSpam)
    for (const sort of ['updated', 'priority', 'number']) {
      expect((await listed('hal', { spam: true, sort })).toSorted()).toEqual(own.toSorted())
    }
    const asc = await listed('hal', { spam: true, order: 'asc' })
    expect(asc).toEqual(own.toReversed())
    expect(await listed('hal', { spam: true, requester: 'ben' })).toEqual([])
    const counted = await desk.as('hal').tickets.list({ spam: true, count: true, limit: 1 })
    expect(counted.page.count?.value).toBe(own.length)
  })

  it('is listed over HTTP and by the client too', async () => {
    const ticketId = await openSpam()
    const answer = await desk.request('grace', 'GET', '/tickets?spam=true&limit=1')
    expect(((await answer.json()) as { data: object[] }).data).toMatchObject([{ id: ticketId }])
    const client = createHelpdeskClient({
      baseUrl: `http://app.example${desk.helpdesk.basePath}`,
      auth: { mode: 'bearer', getToken: () => 'grace' },
      fetch: (input, init) => desk.helpdesk.fetch(new Request(input, init)),
    })
    expect((await client.tickets.list({ spam: true, limit: 1 })).data[0]?.id).toBe(ticketId)
    const back = await client.tickets.markNotSpam({ ticketId })
    expect(back).toMatchObject({ id: ticketId, spamAt: null })
    const stale = client.tickets.markSpam({ ticketId, ifVersion: 1 })
    await expect(stale).rejects.toMatchObject({ status: 412 })
    const { version, spamAt } = await client.tickets.markSpam({ ticketId, ifVersion: back.version })
    expect([version, spamAt]).toEqual([back.version + 1, expect.any(String)])
  })

  it('is listed for those with the permission, and not together with deleted tickets', async () => {
    await expect(desk.as('ada').tickets.list({ spam: true })).rejects.toMatchObject({
      status: 403,
      extra: { permission: 'ticket.markSpam' },
    })
    await expect(desk.as('root').tickets.list({ spam: true, deleted: true })).rejects.toMatchObject(
      { status: 400, errors: [{ path: '/spam' }] },
    )
    const both = await desk.request('root', 'GET', '/tickets?spam=true&deleted=true')
    await expectProblem(both, 400, 'invalid_input')
  })

  it('is hidden from whom the host withholds the permission', async () => {
    const ticketId = await openSpam()
    untrusted.add('grace').add('root')
    try {
      await expect(desk.as('grace').tickets.get({ ticketId })).rejects.toMatchObject({
        status: 404,
      })
      await expect(desk.as('grace').tickets.list({ spam: true })).rejects.toMatchObject({
        status: 403,
      })
      await desk.as('sue').tickets.delete({ ticketId })
      expect(await listed('root', { deleted: true })).not.toContain(ticketId)
      for (const act of ['get', 'restore', 'purge'] as const) {
        await expect(desk.as('root').tickets[act]({ ticketId })).rejects.toMatchObject({
          status: 404,
        })
      }
      const live = await open()
      await expect(desk.as('root').tickets.markSpam({ ticketId: live })).rejects.toMatchObject({
        status: 403,
      })
    } finally {
      untrusted.clear()
    }
    expect(await listed('root', { deleted: true })).toContain(ticketId)
  })

  it('may be deleted, and is spam again when it is restored', async () => {
    const ticketId = await openSpam()
    await desk.as('sue').tickets.delete({ ticketId })
    await expect(desk.as('sue').tickets.get({ ticketId })).rejects.toMatchObject({ status: 404 })
    for (const act of ['markSpam', 'markNotSpam'] as const) {
      await expect(desk.as('root').tickets[act]({ ticketId })).rejects.toMatchObject({
        status: 409,
        code: 'ticket_deleted',
      })
    }
    const restored = await desk.as('root').tickets.restore({ ticketId })
    expect(restored).toMatchObject({ deletedAt: null, spamAt: expect.any(String) })
    await desk.as('sue').tickets.delete({ ticketId })
    await desk.as('root').tickets.purge({ ticketId })
    expect(await rowOf(ticketId)).toBeUndefined()
  })

  it('is no merged ticket, and none of one’s own', async () => {
    const ticketId = await open()
    const mergedIntoId = await open()
    await desk.storage.db.update(tickets).set({ mergedIntoId }).where(eq(tickets.id, ticketId))
    await expect(desk.as('root').tickets.markSpam({ ticketId })).rejects.toMatchObject({
      status: 409,
      code: 'ticket_merged',
    })
    const own = await open('grace')
    await expect(desk.as('grace').tickets.markSpam({ ticketId: own })).rejects.toMatchObject({
      status: 403,
    })
    await expect(desk.as('ada').tickets.markSpam({ ticketId: mergedIntoId })).rejects.toMatchObject(
      {
        status: 403,
      },
    )
  })

  it('stays as it is when it is marked again', async () => {
    const ticketId = await openSpam()
    const marked = await rowOf(ticketId)
    await desk.as('grace').tickets.markSpam({ ticketId })
    expect(await rowOf(ticketId)).toEqual(marked)
    await desk.as('grace').tickets.markNotSpam({ ticketId })
    const unmarked = await rowOf(ticketId)
    await desk.as('grace').tickets.markNotSpam({ ticketId })
    expect(await rowOf(ticketId)).toEqual(unmarked)
    const { data } = await desk.as('grace').tickets.events({ ticketId })
    expect(data.map(({ type }) => type)).toEqual([
      ...['ticket.created', 'ticket.markedSpam', 'ticket.markedNotSpam'],
    ])
  })

  it('does not close by itself', async () => {
    const ticketId = await open()
    await desk.as('grace').tickets.transition({ ticketId, status: 'resolved' })
    await desk.as('grace').tickets.markSpam({ ticketId })
    desk.clock.advance(8 * days)
    await desk.runDue()
    expect((await rowOf(ticketId)).status).toBe('resolved')
    await desk.as('grace').tickets.markNotSpam({ ticketId })
    desk.clock.advance(2 * 60 * minutes)
    await desk.runDue()
    expect((await rowOf(ticketId)).status).toBe('closed')
  })

  it('tells the hooks of plugins, which may refuse it', async () => {
    const genuine = await open('ada', 'Genuine')
    await expect(desk.as('grace').tickets.markSpam({ ticketId: genuine })).rejects.toMatchObject({
      status: 422,
      code: 'trusted',
    })
    changes.length = 0
    const ticketId = await openSpam()
    await desk.as('grace').tickets.markNotSpam({ ticketId })
    const told = changes
      .filter(({ before }) => before?.id === ticketId)
      .map(({ cause, before, after }) => [cause, before?.spamAt === null, after?.spamAt === null])
    expect(told).toEqual([
      ['ticket.markSpam', true, false],
      ['ticket.markNotSpam', false, true],
    ])
  })
})
