/** What customers learn of tags: public ones on their tickets, and nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, engines, names, newTicket, openDesk } from '../test/support/desk.ts'

describe.each(engines)('tags by audience on $name', { retry: 0 }, (engine) => {
  let desk: Desk
  let ticketId: string
  let own: string
  let publicId: string

  beforeAll(async () => {
    desk = await openDesk(engine)
    const sue = desk.as('sue')
    ticketId = await newTicket(desk)
    own = await newTicket(desk, { by: 'grace' })
    await sue.tags.create({ name: 'internal' })
    publicId = (await sue.tags.create({ name: 'public', isPublic: true })).id
    for (const id of [ticketId, own]) {
      await sue.tags.set({ ticketId: id, names: ['internal', 'public'] })
    }
  })
  afterAll(() => desk.close())

  it('shows customers the looks of public tags', async () => {
    const { tags } = await desk.as('ada').tickets.get({ ticketId, include: ['tags'] })
    expect(tags).toEqual([
      {
        id: publicId,
        name: 'public',
        colour: expect.stringMatching(/^#/),
        textColour: expect.stringMatching(/^#/),
        icon: null,
      },
    ])
  })

  it('shows agents on their own tickets what customers see, and the rest elsewhere', async () => {
    const { data } = await desk.as('grace').tickets.list({ include: ['tags'] })
    const byId = new Map(data.map((ticket) => [ticket.id, ticket.tags]))
    expect(names(byId.get(own))).toEqual(['public'])
    expect(byId.get(own)?.[0]).not.toHaveProperty('addedBy')
    expect(names(byId.get(ticketId))).toEqual(['internal', 'public'])
    expect(names((await desk.as('grace').tags.of({ ticketId: own })).data)).toEqual(['public'])
  })

  it('refuses agents to tag their own tickets', async () => {
    const grace = desk.as('grace')
    for (const change of [grace.tags.add, grace.tags.remove, grace.tags.set]) {
      await expect(change({ ticketId: own, names: ['public'] })).rejects.toMatchObject({
        status: 403,
      })
    }
  })

  it('hides a tag from customers again when it stops being public', async () => {
    const sue = desk.as('sue')
    const seen = async () =>
      names((await desk.as('ada').tickets.get({ ticketId, include: ['tags'] })).tags)
    await sue.tags.update({ tagId: publicId, isPublic: false })
    expect(await seen()).toEqual([])
    await sue.tags.update({ tagId: publicId, isPublic: true })
    expect(await seen()).toEqual(['public'])
  })

  it('keeps customers from every route, whatever exists', async () => {
    const unknown = crypto.randomUUID()
    for (const [method, path, body] of [
      ['GET', '/tags'],
      ['GET', '/tags/suggest?prefix=int'],
      ['GET', '/tags/statistics'],
      ['GET', `/tags/${publicId}`],
      ['GET', `/tags/${unknown}`],
      ['POST', '/tags', { name: 'x' }],
      ['PATCH', `/tags/${publicId}`, { name: 'x' }],
      ['DELETE', `/tags/${publicId}`],
      ['POST', `/tags/${publicId}/merge`, { intoId: unknown }],
      ['POST', '/tags/bulk-add', { ticketIds: [ticketId], names: ['public'] }],
      ['POST', '/tags/bulk-remove', { ticketIds: [ticketId], names: ['public'] }],
      ['GET', `/tickets/${ticketId}/tags`],
      ['POST', `/tickets/${ticketId}/tags`, { names: ['public'] }],
      ['PUT', `/tickets/${ticketId}/tags`, { names: ['public'] }],
      ['POST', `/tickets/${ticketId}/tags/remove`, { names: ['public'] }],
    ] as const) {
      const answer = await desk.request('ada', method, path, body)
      expect([method, path, answer.status]).toEqual([method, path, 403])
    }
    const elsewhere = await desk.request('ben', 'GET', `/tickets/${ticketId}/tags`)
    expect([403, 404]).toContain(elsewhere.status)
  })

  it('lets nobody reach over tenants', async () => {
    const other = desk.as('sue', 'other')
    await expect(other.tags.get({ tagId: publicId })).rejects.toMatchObject({ status: 404 })
    await expect(other.tags.update({ tagId: publicId, name: 'x' })).rejects.toMatchObject({
      status: 404,
    })
    await expect(other.tags.delete({ tagId: publicId })).rejects.toMatchObject({ status: 404 })
    await expect(other.tags.add({ ticketId, names: ['x'] })).rejects.toMatchObject({ status: 404 })
    expect((await other.tags.list()).data).toEqual([])
    expect((await other.tags.statistics()).data).toEqual([])
    expect((await other.tags.create({ name: 'public' })).name).toBe('public')
    const { id } = await desk.as('ada', 'other').tickets.create({ subject: 'x', description: 'y' })
    await expect(other.tags.add({ ticketId: id, tagIds: [publicId] })).rejects.toMatchObject({
      errors: [{ path: '/tagIds/0' }],
    })
    const found = await other.tickets.list({ tags: { any: ['public'] } })
    expect(found.data).toEqual([])
  })
})
