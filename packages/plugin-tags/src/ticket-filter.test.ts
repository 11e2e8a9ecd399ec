import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, engines, newTicket, openDesk } from '../test/support/desk.ts'
import type { TagsFilter } from './types.ts'

type Page = Awaited<ReturnType<ReturnType<Desk['as']>['tickets']['list']>>

describe.each(engines)('the tag filter on $name', { retry: 0 }, (engine) => {
  let desk: Desk

  /** Tickets by the tags they have; `secret` is internal, `open*` are public. */
  const tagged = {
    none: [],
    secret: ['secret'],
    open: ['open1'],
    both: ['secret', 'open1'],
    all: ['secret', 'open1', 'open2'],
  } as const

  beforeAll(async () => {
    desk = await openDesk(engine)
    const sue = desk.as('sue')
    await sue.tags.create({ name: 'secret' })
    for (const name of ['open1', 'open2']) await sue.tags.create({ name, isPublic: true })
    for (const [subject, names] of Object.entries(tagged)) {
      desk.clock.advance(1_000)
      const ticketId = await newTicket(desk, { subject })
      await sue.tags.set({ ticketId, names })
    }
    desk.clock.advance(1_000)
    const ticketId = await newTicket(desk, { by: 'grace', subject: 'own' })
    await sue.tags.set({ ticketId, names: ['secret', 'open2'] })
  })
  afterAll(() => desk.close())

  async function found(who: 'grace' | 'hal' | 'ada', tags: TagsFilter, more: object = {}) {
    const { data } = await desk.as(who).tickets.list({ tags, ...more })
    return data.map(({ subject }) => subject)
  }

  const cases: readonly [TagsFilter, readonly string[]][] = [
    [{ any: ['SECRET'] }, ['own', 'all', 'both', 'secret']],
    [{ any: ['secret', 'open1', 'nobody'] }, ['own', 'all', 'both', 'open', 'secret']],
    [{ all: ['secret', 'open1'] }, ['all', 'both']],
    [{ all: ['secret', 'nobody'] }, []],
    [{ any: ['nobody'] }, []],
    [{ none: ['open1'] }, ['own', 'secret', 'none']],
    [{ none: ['nobody'] }, ['own', 'all', 'both', 'open', 'secret', 'none']],
    [{ any: ['open1', 'open2'], none: ['secret'] }, ['open']],
    [{ any: ['open1', 'secret'], all: ['open2'] }, ['own', 'all']],
    [{ all: ['secret'], none: ['open1', 'open2'] }, ['secret']],
  ]

  it.each(cases)('finds %j', async (filter, subjects) => {
    expect(await found('hal', filter)).toEqual(subjects)
    expect(await found('hal', filter, { order: 'asc' })).toEqual([...subjects].reverse())
    expect((await found('hal', filter, { sort: 'priority' })).toSorted()).toEqual(
      [...subjects].toSorted(),
    )
    expect(await found('hal', filter, { sort: 'number', status: ['new'] })).toEqual(subjects)
    const { page } = await desk.as('hal').tickets.list({ tags: filter, count: true, limit: 1 })
    expect(page.count?.value).toBe(subjects.length)
  })

  it('gives every match once, page by page', async () => {
    const filter = { any: ['open1', 'open2', 'secret'] }
    for (const sort of ['created', 'updated'] as const) {
      const subjects: string[] = []
      let cursor: string | null = null
      do {
        const page: Page = await desk
          .as('hal')
          .tickets.list({ tags: filter, limit: 2, sort, ...(cursor && { cursor }) })
        subjects.push(...page.data.map(({ subject }) => subject))
        cursor = page.page.nextCursor
      } while (cursor)
      expect(subjects.toSorted()).toEqual(['all', 'both', 'open', 'own', 'secret'])
    }
  })

  it('finds public tags only for customers, and says nothing of others', async () => {
    expect(await found('ada', { any: ['open1'] })).toEqual(['all', 'both', 'open'])
    expect(await found('ada', { any: ['secret'] })).toEqual([])
    expect(await found('ada', { any: ['secret', 'open2'] })).toEqual(['all'])
    expect(await found('ada', { none: ['secret'], any: ['open1'] })).toEqual([
      'all',
      'both',
      'open',
    ])
    const counted = await desk.as('ada').tickets.list({ tags: { any: ['secret'] }, count: true })
    expect(counted.page.count?.value).toBe(0)
  })

  it('goes by the side, not the role, on an agent’s own ticket', async () => {
    expect(await found('grace', { any: ['secret'] })).toEqual(['all', 'both', 'secret'])
    expect(await found('grace', { any: ['open2'] })).toEqual(['own', 'all'])
    expect(await found('grace', { all: ['open2', 'secret'] })).toEqual(['all'])
    expect(await found('grace', { none: ['secret'] })).toEqual(['own', 'open', 'none'])
    expect(await found('grace', { any: ['secret', 'open2'] })).toEqual([
      'own',
      'all',
      'both',
      'secret',
    ])
  })

  it('works over HTTP, and refuses what is not a filter', async () => {
    const ask = (query: string) => desk.request('hal', 'GET', `/tickets?${query}`)
    const answer = await ask('tags[all][]=secret&tags[all][]=open1&include[]=tags')
    const { data } = (await answer.json()) as { data: { subject: string; tags: unknown[] }[] }
    expect(data.map(({ subject, tags }) => [subject, tags.length])).toEqual([
      ['all', 3],
      ['both', 2],
    ])
    expect((await ask('tags[some][]=x')).status).toBe(400)
    await expect(desk.as('hal').tickets.list({ tags: {} })).rejects.toMatchObject({ status: 400 })
  })
})
