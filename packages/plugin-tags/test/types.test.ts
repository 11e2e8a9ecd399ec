/** What TypeScript knows of the plugin, in process and over HTTP. */
import type { createHelpdesk, Helpdesk } from '@deskhand/core'
import { createHelpdeskClient } from '@deskhand/core/client'
import { type Call, ConfigurationError } from '@deskhand/core/plugin'
import { createTestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { tagsClient } from '../src/client.ts'
import { type Tag, type TagsApi, type TagsPlugin, type TicketTag, tags } from '../src/index.ts'
import type { Desk } from './support/desk.ts'

describe('the types', () => {
  it('are written out', () => {
    expectTypeOf(tags).returns.toEqualTypeOf<TagsPlugin>()
    expectTypeOf(tags({ agentsMayCreate: true })).toEqualTypeOf<TagsPlugin>()
    // @ts-expect-error an option that does not exist
    expect(() => tags({ customersMayCreate: true })).toThrow(ConfigurationError)
    type Made = ReturnType<typeof createHelpdesk<readonly [TagsPlugin]>>
    expectTypeOf<Made>().toEqualTypeOf<Helpdesk<readonly [TagsPlugin]>>()
    expectTypeOf<Made>().toExtend<Helpdesk>()
    expectTypeOf<NonNullable<ReturnType<Call['plugin']>>>().toExtend<TagsApi>()
  })

  it('know inputs, filters and fields of helpdesk.as(actor)', () => {
    function calls(api: ReturnType<Desk['as']>) {
      expectTypeOf(api.tags).toEqualTypeOf<TagsApi>()
      expectTypeOf(api.tags.create({ name: 'x' })).resolves.toEqualTypeOf<Tag>()
      const found = api.tickets.list({ tags: { any: ['vip'] }, include: ['tags'] })
      expectTypeOf(found.then(({ data }) => data[0]?.tags)).resolves.toEqualTypeOf<
        readonly TicketTag[] | undefined
      >()
      const got = api.tickets.get({ ticketId: '', include: ['tags'] })
      expectTypeOf(got.then((ticket) => ticket.tags)).resolves.toEqualTypeOf<readonly TicketTag[]>()
      void api.tickets.create({ subject: 'x', description: 'y', tags: ['vip'] })
      // @ts-expect-error tags were not included
      void api.tickets.get({ ticketId: '' }).then((ticket) => ticket.tags)
      // @ts-expect-error a plugin that is not installed
      void api.watchers
      // @ts-expect-error a filter that does not exist
      void api.tickets.list({ labels: ['vip'] })
      // @ts-expect-error a part of the filter that does not exist
      void api.tickets.list({ tags: { some: ['vip'] } })
      // @ts-expect-error a field that does not exist
      void api.tickets.list({ include: ['labels'] })
      // @ts-expect-error an input that takes names
      void api.tickets.create({ subject: 'x', description: 'y', tags: [1] })
      // @ts-expect-error an icon that is not in the list
      void api.tags.create({ name: 'x', icon: 'dragon' })
    }
    expectTypeOf(calls).toBeFunction()
  })

  it('are gone without the plugin', () => {
    function calls(api: ReturnType<Helpdesk<readonly []>['as']>) {
      // @ts-expect-error the plugin is not installed
      void api.tags
      // @ts-expect-error nor is its filter
      void api.tickets.list({ tags: { any: ['vip'] } })
      // @ts-expect-error nor its field
      void api.tickets.list({ include: ['tags'] })
      // @ts-expect-error nor its input
      void api.tickets.create({ subject: 'x', description: 'y', tags: ['vip'] })
    }
    expectTypeOf(calls).toBeFunction()
  })
})

describe('the client', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await createTestHelpdesk({ plugins: [tags()] })
  })
  afterAll(() => desk.close())

  const clientOf = (id: string) =>
    createHelpdeskClient({
      baseUrl: 'http://app.example/helpdesk',
      auth: { mode: 'bearer', getToken: () => id },
      fetch: (url, init) => desk.helpdesk.fetch(new Request(url, init)),
      plugins: [tagsClient()],
    })

  it('has every call of the API', async () => {
    const sue = clientOf('sue')
    expectTypeOf(sue.tags.create).parameter(0).toEqualTypeOf<Parameters<TagsApi['create']>[0]>()
    const tag = await sue.tags.create({ name: 'Billing', icon: 'cart', isPublic: true })
    expectTypeOf(tag).toEqualTypeOf<Tag>()
    const { id: ticketId } = await clientOf('ada').tickets.create({
      subject: 'x',
      description: 'y',
    })
    expect((await sue.tags.add({ ticketId, names: ['billing', 'new'] })).data).toHaveLength(2)
    expect((await sue.tags.remove({ ticketId, tagIds: [tag.id] })).data).toHaveLength(1)
    expect((await sue.tags.set({ ticketId, names: ['billing'] })).data).toMatchObject([
      { name: 'Billing' },
    ])
    expect((await sue.tags.of({ ticketId })).data).toHaveLength(1)
    expect((await sue.tags.list({ limit: 1 })).page.hasMore).toBe(true)
    expect((await sue.tags.suggest({ prefix: 'b' })).data).toMatchObject([{ open: 1, total: 1 }])
    expect((await sue.tags.statistics()).data).toHaveLength(2)
    expect(await sue.tags.get({ tagId: tag.id })).toEqual(tag)
    expect(await sue.tags.update({ tagId: tag.id, name: 'Bills' })).toMatchObject({ name: 'Bills' })
    const many = { ticketIds: [ticketId], names: ['new'] }
    expect(await sue.tags.bulkAdd(many)).toEqual({ results: [{ ticketId, ok: true }] })
    expect(await sue.tags.bulkRemove(many)).toEqual({ results: [{ ticketId, ok: true }] })
    const { id: intoId } = await sue.tags.create({ name: 'Money' })
    expect(await sue.tags.merge({ tagId: tag.id, intoId })).toMatchObject({
      tickets: 1,
      tag: { name: 'Money' },
    })
    expect(await sue.tags.delete({ tagId: intoId })).toEqual({ tickets: 1 })
  })

  it('knows filters, fields and inputs of core’s calls', async () => {
    const sue = clientOf('sue')
    await sue.tickets.create({
      subject: 'x',
      description: 'y',
      requesterId: 'ada',
      tags: ['vip', 'gold'],
    })
    const { data } = await sue.tickets.list({ tags: { all: ['VIP', 'gold'] }, include: ['tags'] })
    expectTypeOf(data[0]?.tags).toEqualTypeOf<readonly TicketTag[] | undefined>()
    expect(data.map((ticket) => ticket.tags.map(({ name }) => name))).toEqual([['gold', 'vip']])
    // @ts-expect-error a filter that does not exist
    await expect(sue.tickets.list({ labels: ['vip'] })).rejects.toMatchObject({ status: 400 })
    // @ts-expect-error a field that does not exist
    await expect(sue.tickets.list({ include: ['labels'] })).rejects.toMatchObject({ status: 400 })
    // @ts-expect-error a plugin that is not installed
    expect(sue.watchers).toBeUndefined()
  })
})
