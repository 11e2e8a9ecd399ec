import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, engines, names, newTicket, openDesk } from '../test/support/desk.ts'

describe.each(engines)('the list of tags on $name', (engine) => {
  let desk: Desk

  beforeAll(async () => {
    desk = await openDesk(engine)
  })
  afterAll(() => desk.close())

  it('creates a tag as it was typed, and refuses the same name', async () => {
    const sue = desk.as('sue')
    const tag = await sue.tags.create({ name: '  Größe ', colour: '#1D4ED8', icon: 'flag' })
    expect(tag).toMatchObject({
      name: 'Größe',
      colour: '#1d4ed8',
      textColour: '#ffffff',
      icon: 'flag',
      isPublic: false,
      createdBy: { id: 'sue' },
      createdAt: desk.clock.now().toISOString(),
    })
    expect(await sue.tags.get({ tagId: tag.id })).toEqual(tag)
    for (const name of ['größe', 'GRÖSSE', 'Gro\u0308ße ']) {
      await expect(sue.tags.create({ name })).rejects.toMatchObject({ code: 'name_taken' })
    }
    await expect(sue.tags.create({ name: 'x', colour: 'red' })).rejects.toMatchObject({
      errors: [{ path: '/colour' }],
    })
  })

  it('renames, recolours and publishes', async () => {
    const sue = desk.as('sue')
    const { id: tagId } = await sue.tags.create({ name: 'Old' })
    await sue.tags.create({ name: 'Taken' })
    expect(
      await sue.tags.update({ tagId, name: 'OLD', colour: '#fff', icon: 'bug' }),
    ).toMatchObject({
      name: 'OLD',
      colour: '#ffffff',
      textColour: '#000000',
      icon: 'bug',
    })
    await expect(sue.tags.update({ tagId, name: 'taken' })).rejects.toMatchObject({ status: 409 })
    expect(await sue.tags.update({ tagId, name: 'New', icon: null })).toMatchObject({
      name: 'New',
      icon: null,
    })
    await expect(sue.tags.create({ name: 'new' })).rejects.toMatchObject({ code: 'name_taken' })
    await expect(sue.tags.update({ tagId: crypto.randomUUID(), name: 'x' })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('merges two tags and says on how many tickets the one was', async () => {
    const sue = desk.as('sue')
    const from = await sue.tags.create({ name: 'colour' })
    const into = await sue.tags.create({ name: 'color' })
    const [one, two] = [await newTicket(desk), await newTicket(desk)]
    await sue.tags.set({ ticketId: one, names: ['colour'] })
    await desk.as('grace').tags.set({ ticketId: two, names: ['colour', 'color'] })
    const { tag, tickets } = await sue.tags.merge({ tagId: from.id, intoId: into.id })
    expect({ name: tag.name, tickets }).toEqual({ name: 'color', tickets: 2 })
    for (const ticketId of [one, two]) {
      expect(names((await sue.tags.of({ ticketId })).data)).toEqual(['color'])
    }
    await expect(sue.tags.get({ tagId: from.id })).rejects.toMatchObject({ status: 404 })
    await expect(sue.tags.merge({ tagId: into.id, intoId: into.id })).rejects.toMatchObject({
      status: 400,
    })
    const [counted] = (await sue.tags.suggest({ prefix: 'color' })).data
    expect(counted).toMatchObject({ open: 2, total: 2 })
  })

  it('deletes a tag in use and says on how many tickets it was', async () => {
    const sue = desk.as('sue')
    const { id: tagId } = await sue.tags.create({ name: 'doomed' })
    const ticketId = await newTicket(desk)
    await sue.tags.set({ ticketId, names: ['doomed'] })
    expect(await sue.tags.delete({ tagId })).toEqual({ tickets: 1 })
    expect((await sue.tags.of({ ticketId })).data).toEqual([])
    await expect(sue.tags.delete({ tagId })).rejects.toMatchObject({ status: 404 })
    expect((await sue.tickets.list({ tags: { any: ['doomed'] } })).data).toEqual([])
  })

  it('pages by name', { retry: 0 }, async () => {
    const other = desk.as('sue', 'pages')
    for (const name of ['d', 'B', 'a', 'C']) await other.tags.create({ name })
    const first = await other.tags.list({ limit: 3 })
    expect(names(first.data)).toEqual(['a', 'B', 'C'])
    const { nextCursor } = first.page
    const second = await other.tags.list({ limit: 3, cursor: nextCursor ?? '' })
    expect(names(second.data)).toEqual(['d'])
    expect(second.page).toEqual({ hasMore: false, nextCursor: null })
    await expect(other.tags.statistics({ cursor: nextCursor ?? '' })).rejects.toMatchObject({
      code: 'invalid_cursor',
    })
  })

  it('counts nothing for an agent who does not see all tickets', async () => {
    const scoped = await openDesk(engine, {}, { policy: { agentsSee: 'teams' } })
    const ticketId = await newTicket(scoped)
    for (const name of ['beta', 'alpha', 'gamma']) await scoped.as('sue').tags.create({ name })
    await scoped.as('sue').tags.add({ ticketId, names: ['gamma', 'beta'] })
    expect(await scoped.as('sue').tags.suggest({ limit: 1 })).toMatchObject({
      data: [{ total: 1, open: 1 }],
    })

    const { tags } = scoped.as('grace')
    const suggested = (await tags.suggest()).data
    expect(names(suggested)).toEqual(['alpha', 'beta', 'gamma'])
    expect(names((await tags.suggest({ prefix: 'g' })).data)).toEqual(['gamma'])
    const first = await tags.statistics({ limit: 2 })
    const second = await tags.statistics({ limit: 2, cursor: first.page.nextCursor ?? '' })
    expect(names([...first.data, ...second.data])).toEqual(['alpha', 'beta', 'gamma'])
    expect(second.page).toEqual({ hasMore: false, nextCursor: null })
    for (const tag of [...suggested, ...first.data, ...second.data]) {
      expect(Object.keys(tag)).not.toEqual(expect.arrayContaining(['open']))
      expect(Object.keys(tag)).not.toEqual(expect.arrayContaining(['total']))
    }
    await scoped.close()
  })

  it('lets agents create tags by option, and never publish them', async () => {
    await expect(desk.as('grace').tags.create({ name: 'mine' })).rejects.toMatchObject({
      status: 403,
    })
    const open = await openDesk(engine, { agentsMayCreate: true })
    expect((await open.as('grace').tags.create({ name: 'mine' })).name).toBe('mine')
    await expect(
      open.as('grace').tags.create({ name: 'ours', isPublic: true }),
    ).rejects.toMatchObject({ status: 403, extra: { permission: 'tags:manage' } })
    await open.close()
  })

  it('gives each role what it may do', { retry: 0 }, async () => {
    const { id: tagId } = await desk.as('sue').tags.create({ name: 'roles' })
    const { id: other } = await desk.as('sue').tags.create({ name: 'roles too' })
    const ticketId = await newTicket(desk)
    const allowed = {
      ada: [],
      grace: ['list', 'suggest', 'statistics', 'get', 'add', 'bulkAdd'],
      sue: ['list', 'suggest', 'statistics', 'get', 'add', 'bulkAdd', 'update', 'merge', 'delete'],
      root: ['list', 'suggest', 'statistics', 'get', 'add', 'bulkAdd', 'update', 'merge', 'delete'],
    }
    for (const [who, expected] of Object.entries(allowed)) {
      const { tags } = desk.as(who as keyof typeof allowed)
      const tries = {
        list: () => tags.list(),
        suggest: () => tags.suggest(),
        statistics: () => tags.statistics(),
        get: () => tags.get({ tagId }),
        add: () => tags.add({ ticketId, tagIds: [tagId] }),
        bulkAdd: () => tags.bulkAdd({ ticketIds: [ticketId], tagIds: [tagId] }),
        update: () => tags.update({ tagId, colour: '#123456' }),
        merge: () => tags.merge({ tagId: crypto.randomUUID(), intoId: other }),
        delete: () => tags.delete({ tagId: crypto.randomUUID() }),
      }
      const done: string[] = []
      for (const [name, attempt] of Object.entries(tries)) {
        const status = await attempt().then(
          () => 200,
          (error) => error.status,
        )
        if (status !== 403) done.push(name)
      }
      expect([who, done]).toEqual([who, expected])
    }
  })
})
