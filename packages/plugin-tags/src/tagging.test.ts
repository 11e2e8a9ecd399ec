import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, engines, names, newTicket, openDesk } from '../test/support/desk.ts'

describe.each(engines)('tags on tickets, on $name', (engine) => {
  let desk: Desk
  let ticketId: string

  beforeAll(async () => {
    desk = await openDesk(engine)
    await desk.as('sue').tags.create({ name: 'Billing', colour: '#ABC' })
    await desk.as('sue').tags.create({ name: 'Refund' })
    await desk.as('sue').tags.create({ name: 'VIP', isPublic: true, icon: 'star' })
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    ticketId = await newTicket(desk)
  })

  it('adds by name without regard to case and space, and keeps who added them', async () => {
    const { data } = await desk.as('grace').tags.add({ ticketId, names: [' billing ', 'BILLING'] })
    expect(data).toEqual([
      {
        id: expect.any(String),
        name: 'Billing',
        colour: '#aabbcc',
        textColour: '#000000',
        icon: null,
        isPublic: false,
        addedBy: expect.objectContaining({ id: 'grace', name: 'Grace' }),
        addedAt: desk.clock.now().toISOString(),
      },
    ])
    await desk.as('hal').tags.add({ ticketId, names: ['billing'] })
    const [same] = (await desk.as('hal').tags.of({ ticketId })).data
    expect(same?.addedBy?.id).toBe('grace')
  })

  it('adds by id, removes and sets', async () => {
    const grace = desk.as('grace')
    const { data: all } = await grace.tags.list()
    const idOf = (name: string) => all.find((tag) => tag.name === name)?.id as string
    await grace.tags.add({ ticketId, tagIds: [idOf('VIP')], names: ['Refund'] })
    expect(names((await grace.tags.of({ ticketId })).data)).toEqual(['Refund', 'VIP'])
    const removed = await grace.tags.remove({ ticketId, names: ['refund', 'nobody knows it'] })
    expect(names(removed.data)).toEqual(['VIP'])
    const set = await grace.tags.set({ ticketId, names: ['billing'], tagIds: [idOf('Refund')] })
    expect(names(set.data)).toEqual(['Billing', 'Refund'])
    expect(names((await grace.tags.set({ ticketId, names: [] })).data)).toEqual([])
  })

  it('creates unknown names for those who may', async () => {
    await expect(desk.as('grace').tags.add({ ticketId, names: ['urgent'] })).rejects.toMatchObject({
      status: 403,
      extra: { permission: 'tags:create' },
    })
    const { data } = await desk.as('sue').tags.set({ ticketId, names: ['Urgent', 'vip'] })
    expect(names(data)).toEqual(['Urgent', 'VIP'])
    expect(names((await desk.as('grace').tags.add({ ticketId, names: ['urgent'] })).data)).toEqual([
      'Urgent',
      'VIP',
    ])
  })

  it('refuses unknown ids, too many tags and names without letters', async () => {
    const sue = desk.as('sue')
    await expect(sue.tags.add({ ticketId, tagIds: [crypto.randomUUID()] })).rejects.toMatchObject({
      code: 'invalid_input',
      errors: [{ path: '/tagIds/0' }],
    })
    await expect(sue.tags.add({ ticketId, names: ['\u200b'] })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    const many = Array.from({ length: 50 }, (_, n) => `many ${n}`)
    await sue.tags.set({ ticketId, names: many })
    await expect(sue.tags.add({ ticketId, names: ['vip'] })).rejects.toMatchObject({
      status: 409,
      code: 'too_many_tags_on_ticket',
    })
  })

  it('takes tags at creation', async () => {
    const ticket = await desk.as('grace').tickets.create({
      subject: 'Invoice',
      description: 'Is wrong.',
      requesterId: 'ada',
      tags: ['billing', 'VIP'],
    })
    const { tags } = await desk.as('grace').tickets.get({ ticketId: ticket.id, include: ['tags'] })
    expect(names(tags)).toEqual(['Billing', 'VIP'])
    await expect(
      desk.as('ada').tickets.create({ subject: 'x', description: 'y', tags: ['vip'] }),
    ).rejects.toMatchObject({ status: 403 })
  })

  it('changes many tickets with a result for each', async () => {
    const other = await newTicket(desk)
    const own = await newTicket(desk, { by: 'grace' })
    const missing = crypto.randomUUID()
    const ticketIds = [ticketId, own, missing, other]
    const { results } = await desk.as('grace').tags.bulkAdd({ ticketIds, names: ['billing'] })
    expect(results).toEqual([
      { ticketId, ok: true },
      expect.objectContaining({ ticketId: own, ok: false, status: 403 }),
      expect.objectContaining({ ticketId: missing, ok: false, status: 404 }),
      { ticketId: other, ok: true },
    ])
    await desk.as('grace').tags.bulkRemove({ ticketIds: [other], names: ['billing'] })
    const { data } = await desk.as('grace').tickets.list({ include: ['tags'] })
    const tagsOf = (id: string) => names(data.find((ticket) => ticket.id === id)?.tags)
    expect(tagsOf(ticketId)).toEqual(['Billing'])
    expect(tagsOf(other)).toEqual([])
    expect(tagsOf(own)).toEqual([])
  })

  it('tells of what changed, by id and audience', async () => {
    await desk.as('sue').tags.add({ ticketId, names: ['VIP', 'Billing'] })
    await desk.as('sue').tags.add({ ticketId, names: ['VIP', 'Billing'] })
    await desk.as('sue').tags.remove({ ticketId, names: ['Billing'] })
    const told = async (id: 'sue' | 'ada') =>
      (await desk.as(id).tickets.events({ ticketId })).data
        .filter(({ type }) => type.startsWith('tag'))
        .map(({ type, audience, data }) => [type, audience, Object.keys(data)])
    expect(await told('sue')).toEqual([
      ['tags.added', 'public', ['tagIds']],
      ['tags.added', 'internal', ['tagIds']],
      ['tags.removed', 'internal', ['tagIds']],
    ])
    expect(await told('ada')).toEqual([['tags.added', 'public', []]])
  })
})
