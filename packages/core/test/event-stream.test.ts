/** `GET /events/stream` on both databases: who hears what, in which order, and from where. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { EventReader, SentEvent } from './support/event-reader.ts'
import { openHelpdesk, type TestHelpdesk } from './support/helpdesk.ts'
import { expectProblem } from './support/http.ts'
import { engines } from './support/storages.ts'
import { listenTo } from './support/stream-listen.ts'

const ask = { subject: 'Help', description: 'It is broken.' }

const typesOf = (events: readonly SentEvent[]) => events.map(({ data }) => data.type)

describe.each(engines)('the stream on $name', (engine) => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = await openHelpdesk(engine)
  })
  afterAll(() => desk.close())

  async function listen(who: string, query = '', lastEventId?: string): Promise<EventReader> {
    const reader = await listenTo(desk.helpdesk, who, lastEventId, query)
    onTestFinished(() => reader.cancel())
    return reader
  }

  const open = (who: 'ada' | 'ben' | 'grace' = 'ada', tenant?: string) =>
    desk.as(who, tenant).tickets.create(ask)

  /** What a reader heard before the event by which a ticket is closed, which everybody on it hears. */
  const heardBefore = async (reader: EventReader, ticketId: string) => {
    const all = await reader.until(
      ({ data }) => data.type === 'reply.created' && data.ticketId === ticketId,
    )
    return all.slice(0, -1)
  }

  it('says what the log says, and where the ticket stands', async () => {
    const grace = await listen('grace')
    const { id: ticketId } = await open()
    await desk.as('grace').tickets.update({ ticketId, priority: 'urgent' })
    const [created, updated] = await grace.until(({ data }) => data.type === 'ticket.updated')
    const { version } = await desk.as('grace').tickets.get({ ticketId })
    const { data: log } = await desk.as('grace').tickets.events({ ticketId })
    expect(created?.data).toEqual({ ...log[0], ticketId, version: expect.any(Number) })
    expect(updated?.data).toEqual({ ...log[1], ticketId, version })
    expect(updated?.data).toMatchObject({ data: { fields: ['priority'] } })
  })

  it('tells customers of their tickets what customers may know', async () => {
    const { id: ticketId } = await open('ada')
    const [ada, ben, grace] = [await listen('ada'), await listen('ben'), await listen('grace')]
    const metadata = { secret: 'secret-4711' }
    await desk.as('grace').tickets.update({ ticketId, priority: 'high', metadata })
    await desk.as('grace').replies.create({ ticketId, body: 'secret-4711', audience: 'internal' })
    await desk.as('sue').tickets.transfer({ ticketId, teamId: 'secret-4711' })
    await desk.as('grace').tickets.transition({ ticketId, status: 'on_hold' })
    await desk.as('grace').replies.create({ ticketId, body: 'Wait.' })
    const heard = await heardBefore(ada, ticketId)
    expect(typesOf(heard)).toEqual(['ticket.updated', 'ticket.transitioned'])
    expect(JSON.stringify(heard)).not.toMatch(/secret|email|metadata|on_hold|internal/)
    expect(heard[0]?.data).toMatchObject({ data: { fields: ['priority'] }, actor: { id: 'grace' } })
    expect(typesOf(await heardBefore(grace, ticketId))).toEqual([
      ...['ticket.updated', 'note.created', 'ticket.transferred', 'ticket.transitioned'],
    ])
    const own = await open('ben')
    expect((await ben.next())?.data).toMatchObject({ ticketId: own.id, type: 'ticket.created' })
  })

  it('never crosses tenants', async () => {
    const [here, there] = [await listen('root'), await listen('root@acme')]
    const elsewhere = await open('ada', 'acme')
    const own = await open('ada')
    expect((await there.next())?.data).toMatchObject({ ticketId: elsewhere.id })
    expect((await here.next())?.data).toMatchObject({ ticketId: own.id })
    const crossed = await listen('root', '', there.lastId())
    expect((await crossed.next())?.name).toBe('reset')
  })

  it('goes on after the last event, without a gap and without repeating', async () => {
    const first = await listen('grace')
    const { id: ticketId } = await open()
    const [created] = await first.until(({ data }) => data.ticketId === ticketId)
    await first.cancel()
    const sent: string[] = []
    for (let n = 0; n < 120; n++) {
      const input = { ticketId, metadata: { n } }
      await desk.as('grace').tickets.update(input)
      sent.push('ticket.updated')
    }
    const second = await listen('grace', '', created?.id)
    await desk.as('grace').replies.create({ ticketId, body: 'Done.' })
    const heard = await heardBefore(second, ticketId)
    expect(typesOf(heard)).toEqual(sent)
    const ids = heard.map(({ data }) => data.id)
    expect(new Set(ids).size).toBe(ids.length)
    const third = await listen('grace', '', heard[99]?.id)
    expect((await heardBefore(third, ticketId)).map(({ data }) => data.id)).toEqual(ids.slice(100))
  })

  it('tells of spam those who may undo it, and the others that it is gone', async () => {
    const { id: ticketId } = await open('ada')
    await desk.as('ada').participants.add({ ticketId, personId: 'carl' })
    const [ada, carl, grace] = [await listen('ada'), await listen('carl'), await listen('grace')]
    await desk.as('sue').tickets.markSpam({ ticketId })
    for (const reader of [ada, carl]) {
      expect(await reader.next()).toMatchObject({ name: 'gone', data: { ticketId } })
    }
    const { version } = await desk.as('grace').tickets.get({ ticketId })
    expect((await grace.next())?.data).toMatchObject({
      ...{ ticketId, type: 'ticket.markedSpam', audience: 'internal', version },
    })
    await desk.as('grace').tickets.markNotSpam({ ticketId })
    expect((await grace.next())?.data).toMatchObject({ ticketId, type: 'ticket.markedNotSpam' })
    await desk.as('grace').replies.create({ ticketId, body: 'Sorry.' })
    expect(await heardBefore(ada, ticketId)).toMatchObject([])
  })

  it('says no more of what turned out to be spam than that it is gone', async () => {
    const first = await listen('ada')
    const { id: ticketId } = await open('ada')
    const [created] = await first.until(({ data }) => data.ticketId === ticketId)
    await first.cancel()
    await desk.as('ada').replies.create({ ticketId, body: 'Buy now!' })
    await desk.as('sue').tickets.markSpam({ ticketId })
    await desk.as('sue').tickets.delete({ ticketId })
    const second = await listen('ada', '', created?.id)
    expect(await second.next()).toMatchObject({ name: 'gone', data: { ticketId } })
    const next = await open('ada')
    expect((await second.next())?.data).toMatchObject({ ticketId: next.id })
  })

  it('says that spam is gone when it is deleted, to those who saw it', async () => {
    const { id: ticketId } = await open('ada')
    await desk.as('sue').tickets.markSpam({ ticketId })
    const [ada, grace] = [await listen('ada'), await listen('grace')]
    await desk.as('sue').tickets.delete({ ticketId })
    expect(await grace.next()).toMatchObject({ name: 'gone', data: { ticketId } })
    const next = await open('ada')
    expect((await ada.next())?.data).toMatchObject({ ticketId: next.id })
  })

  it('says that a ticket is gone to who was taken off it, whatever came of it since', async () => {
    const { id: ticketId } = await open('ada')
    await desk.as('ada').participants.add({ ticketId, personId: 'carl' })
    const first = await listen('carl')
    await desk.as('grace').replies.create({ ticketId, body: 'Hello.' })
    const said = await first.next()
    await first.cancel()
    await desk.as('ada').participants.remove({ ticketId, personId: 'carl' })
    await desk.as('sue').tickets.markSpam({ ticketId })
    const second = await listen('carl', '', said?.id)
    expect(await second.next()).toMatchObject({ name: 'gone', data: { ticketId } })
  })

  it('starts anew after an id that it never gave', async () => {
    for (const id of ['x', 'AAAA', 'z'.repeat(3_000)]) {
      const reader = await listen('grace', '', id)
      const { id: ticketId } = await open()
      const [first, second] = await reader.until(({ data }) => data.ticketId === ticketId)
      expect([first?.name, second?.data.ticketId]).toEqual(['reset', ticketId])
    }
  })

  it('of one ticket is of that one, for those who see it', async () => {
    const [one, other] = [await open('ada'), await open('ada')]
    const reader = await listen('ada', `?ticketId=${one.id}`)
    for (const { id: ticketId } of [other, one]) {
      await desk.as('grace').replies.create({ ticketId, body: 'Hello.' })
    }
    expect((await reader.next())?.data).toMatchObject({ ticketId: one.id, type: 'reply.created' })
    const path = (id: string) => `/events/stream?ticketId=${id}`
    await expectProblem(await desk.request('ben', 'GET', path(one.id)), 404, 'not_found')
    await expectProblem(await desk.request('ada', 'GET', path('x')), 400, 'invalid_input')
    await expectProblem(await desk.request(null, 'GET', path(one.id)), 401, 'unauthenticated')
  })

  it('says when a ticket is gone', async () => {
    const { id: ticketId } = await open('ada')
    await desk.as('ada').participants.add({ ticketId, personId: 'carl' })
    const [carl, ben, grace, root] = [
      ...[await listen('carl'), await listen('ben'), await listen('grace'), await listen('root')],
    ] as [EventReader, EventReader, EventReader, EventReader]
    await desk.as('ada').participants.remove({ ticketId, personId: 'carl' })
    expect(await carl.next()).toMatchObject({ name: 'gone', data: { ticketId } })
    await desk.as('sue').tickets.delete({ ticketId })
    const [, gone] = await grace.until(({ name }) => name === 'gone')
    expect(gone?.data).toEqual({ ticketId })
    expect(typesOf(await root.until(({ data }) => data.type === 'ticket.deleted'))).toHaveLength(2)
    const next = await open('ben')
    expect((await ben.next())?.data).toMatchObject({ ticketId: next.id })
  })
})
