import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { days, minutes, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { person } from '../../test/support/people.ts'
import { engines } from '../../test/support/storages.ts'
import type { Page, TicketListInput, TicketSummary } from './types.ts'

describe.each(engines)('the ticket list on $name', { retry: 0 }, (engine) => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = await openHelpdesk(engine)
    const who = ['ada', 'ben', 'carl'] as const
    for (let n = 0; n < 30; n += 1) {
      const { id: ticketId } = await desk
        .as(who[n % 3] ?? 'ada')
        .tickets.create({ subject: `T${n}`, description: 'x' })
      const priority = (['low', 'normal', 'high', 'urgent'] as const)[n % 4] ?? 'low'
      await desk.as('sue').tickets.update({ ticketId, priority })
      if (n % 2 === 0) {
        await desk.as('sue').tickets.transfer({
          ticketId,
          teamId: n % 4 === 0 ? 'billing' : 'technical',
          assigneeId: n % 4 === 0 ? 'grace' : 'hal',
        })
      }
      if (n % 5 === 0) await desk.as('hal').tickets.transition({ ticketId, status: 'on_hold' })
      if (n % 7 === 0) await desk.as('hal').tickets.transition({ ticketId, status: 'resolved' })
      // Three tickets share each moment, so pages are cut between equal times.
      if (n % 3 === 2) desk.clock.advance(minutes)
    }
  })
  afterAll(() => desk.close())

  async function all(by: Parameters<typeof desk.as>[0], input: TicketListInput = {}) {
    const subjects: string[] = []
    let cursor: string | null = null
    do {
      const page: Page<TicketSummary> = await desk
        .as(by)
        .tickets.list({ ...input, ...(cursor && { cursor }) })
      subjects.push(...page.data.map(({ subject }) => subject))
      cursor = page.page.nextCursor
      expect(page.page.hasMore).toBe(cursor !== null)
    } while (cursor)
    return subjects
  }

  it.each(['created', 'updated', 'priority', 'number'] as const)(
    'pages through every ticket once by %s, both ways',
    async (sort) => {
      const forward = await all('sue', { sort, order: 'asc', limit: 4 })
      expect(new Set(forward).size).toBe(30)
      expect(forward).toHaveLength(30)
      expect(await all('sue', { sort, order: 'desc', limit: 7 })).toEqual(forward.toReversed())
    },
  )

  it('merges several values in the order of the sort', async () => {
    const input = { status: ['new', 'open', 'resolved'], sort: 'created', order: 'asc' } as const
    const merged = await all('sue', { ...input, limit: 3 })
    const walked = await all('sue', { sort: 'created', order: 'asc', limit: 100 })
    expect(merged).toEqual(walked.filter((subject) => merged.includes(subject)))
    expect(merged.length).toBeGreaterThan(10)
  })

  it('sorts by rank, not by name', async () => {
    const { data } = await desk.as('sue').tickets.list({ sort: 'priority', limit: 100 })
    const ranks = data.map(({ priority }) => ['low', 'normal', 'high', 'urgent'].indexOf(priority))
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a))
  })

  it('filters by what people ask for', async () => {
    const of = async (input: TicketListInput) =>
      (await all('grace', { limit: 100, ...input })).length
    expect(await of({ assignee: 'me' })).toBe(8)
    expect(await of({ assignee: 'hal' })).toBeGreaterThanOrEqual(7)
    expect(await of({ team: 'billing' })).toBe(8)
    expect(await of({ requester: 'ada' })).toBe(10)
    expect(await of({ organisation: 'north' })).toBe(20)
    expect(await of({ priority: ['urgent', 'low'] })).toBe(15)
    expect(await of({ number: 7 })).toBe(1)
    expect(await of({ created: { to: '2026-03-02T09:03:00Z' } })).toBe(9)
    expect(await of({ resolved: { from: '2026-03-02T00:00:00Z' } })).toBe(5)
    expect(await of({ assignee: 'none', status: ['new'] })).toBeGreaterThan(0)
  })

  it('shows customers their own and filters by what they see', async () => {
    expect(await all('ben', { limit: 100 })).toHaveLength(10)
    expect(await all('ben', { requester: 'ada' })).toEqual([])
    expect(await all('ben', { status: ['on_hold'] })).toEqual([])
    const { data } = await desk.as('ben').tickets.list({ status: ['open'], limit: 100 })
    expect(data.every(({ status }) => status === 'open')).toBe(true)
    const held = await desk.as('sue').tickets.list({ status: ['on_hold'], requester: 'ben' })
    expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining(held.data.map(({ id }) => id)))
    await expect(desk.as('ben').tickets.list({ team: 'billing' })).rejects.toMatchObject({
      status: 400,
      errors: [{ path: '/team' }],
    })
    await expect(desk.as('ben').tickets.list({ deleted: true })).rejects.toMatchObject({
      status: 403,
    })
  })

  it('tells an agent nothing internal of a ticket that they requested', async () => {
    const own = await desk.as('hal').tickets.create({ subject: 'My chair', description: 'x' })
    await desk.as('sue').tickets.transfer({ ticketId: own.id, teamId: 'facilities' })
    const of = async (by: 'hal' | 'sue', input: TicketListInput) =>
      (await desk.as(by).tickets.list({ ...input, count: true })).page.count?.value
    expect(await of('sue', { team: 'facilities' })).toBe(1)
    expect(await of('hal', { team: 'facilities' })).toBe(0)
    expect(await of('hal', { requester: 'me' })).toBe(1)

    const before = desk.clock.now().toISOString()
    desk.clock.advance(minutes)
    const between = desk.clock.now().toISOString()
    const updated = (by: 'hal' | 'sue', range: TicketListInput['updated']) =>
      of(by, { number: own.number, updated: range })
    expect(await updated('hal', { from: own.updatedAt })).toBe(1)
    await desk.as('sue').replies.create({ ticketId: own.id, body: 'Ha.', audience: 'internal' })
    expect(await updated('sue', { from: between })).toBe(1)
    expect(await updated('hal', { from: between })).toBe(0)
    expect(await updated('hal', { to: between })).toBe(0)
    await desk.as('sue').replies.create({ ticketId: own.id, body: 'Here it is.' })
    expect(await updated('hal', { from: between })).toBe(1)
    expect(await updated('hal', { from: before, to: between })).toBe(0)
    await desk.as('root').tickets.delete({ ticketId: own.id })
    await desk.as('root').tickets.purge({ ticketId: own.id })
  })

  it('refuses a cursor of another sort, another person, or none at all', async () => {
    const { page } = await desk.as('sue').tickets.list({ limit: 2 })
    const cursor = page.nextCursor ?? ''
    const list = (input: TicketListInput, by: 'sue' | 'ada' = 'sue') =>
      desk.as(by).tickets.list(input)
    await expect(list({ cursor, sort: 'updated' })).rejects.toMatchObject({
      code: 'invalid_cursor',
    })
    await expect(list({ cursor, order: 'asc' })).rejects.toMatchObject({ code: 'invalid_cursor' })
    await expect(list({ cursor }, 'ada')).rejects.toMatchObject({ code: 'invalid_cursor' })
    await expect(list({ cursor: `${cursor}x` })).rejects.toMatchObject({ code: 'invalid_cursor' })
    expect(Buffer.from(cursor, 'base64url').toString()).not.toMatch(/\d{6}/)
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_cursor' })
  })

  it('counts when asked', async () => {
    const { page } = await desk.as('sue').tickets.list({ count: true, status: ['resolved'] })
    expect(page.count).toEqual({ value: 5, limit: 1_000 })
  })

  describe('by scope', () => {
    it('narrows agents to their teams and their own, by option', async () => {
      const narrow = await openHelpdesk(engine, { policy: { agentsSee: 'teams' } })
      const open = () => narrow.as('ada').tickets.create({ subject: 'x', description: 'x' })
      const [billing, technical, mine] = [await open(), await open(), await open()]
      await narrow.as('sue').tickets.transfer({ ticketId: billing.id, teamId: 'billing' })
      await narrow.as('sue').tickets.transfer({ ticketId: technical.id, teamId: 'technical' })
      await narrow.as('sue').tickets.assign({ ticketId: mine.id, assigneeId: 'grace' })
      const seen = (await narrow.as('grace').tickets.list()).data.map(({ id }) => id)
      expect(seen.toSorted()).toEqual([billing.id, mine.id].toSorted())
      await expect(
        narrow.as('grace').tickets.get({ ticketId: technical.id }),
      ).rejects.toMatchObject({ status: 404 })
      await narrow.close()
    })

    it("shows customers their organisation's tickets, by option, without letting them reply", async () => {
      const wide = await openHelpdesk(engine, { policy: { customersSeeOrganisation: true } })
      const { id: ticketId } = await wide
        .as('ada')
        .tickets.create({ subject: 'x', description: 'x' })
      expect((await wide.as('carl').tickets.list()).data.map(({ id }) => id)).toEqual([ticketId])
      expect((await wide.as('ben').tickets.list()).data).toEqual([])
      await expect(wide.as('carl').replies.create({ ticketId, body: 'x' })).rejects.toMatchObject({
        status: 403,
      })
      await wide.close()
    })

    it("takes the host's word, and the host may withhold but never grant", async () => {
      const own = await openHelpdesk(engine, {
        scope: (actor) => (actor.id === 'hal' ? {} : undefined),
        can: (actor, permission) => actor.role === 'customer' || permission !== 'ticket.assign',
      })
      const { id: ticketId } = await own
        .as('ada')
        .tickets.create({ subject: 'x', description: 'x' })
      expect((await own.as('hal').tickets.list()).data).toEqual([])
      await expect(
        own.as('grace').tickets.assign({ ticketId, assigneeId: 'grace' }),
      ).rejects.toMatchObject({ status: 403 })
      await expect(
        own.as('ada').tickets.assign({ ticketId, assigneeId: 'grace' }),
      ).rejects.toMatchObject({ status: 403 })
      await own.close()
    })
  })

  it('refuses actors that are none', () => {
    const actors = [
      null,
      {},
      { id: 'x', role: 'system' },
      { id: 'system', role: 'admin' },
      { id: '', role: 'admin' },
    ]
    for (const actor of actors) expect(() => desk.helpdesk.as(actor as never)).toThrow(TypeError)
    expect(() => desk.helpdesk.as({ ...person('ada'), role: 'king' as never })).toThrow(/role/)
  })

  it('keeps time ranges apart from the clock: a day later nothing has moved', async () => {
    desk.clock.advance(days)
    expect(await all('sue', { created: { from: '2026-03-03T00:00:00Z' } })).toEqual([])
  })
})
