import { createTestHelpdesk, type TestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, names } from '../test/support/desk.ts'
import { type MergingPlugin, merging } from '../test/support/merging.ts'
import { type TagsPlugin, tags } from './index.ts'

/** With core first, `ticket.changed` runs before the tags of the merged ticket are moved. */
const orders = engines.flatMap((engine) => [
  { engine, name: engine.name, order: 'core first', reversed: false },
  { engine, name: engine.name, order: 'core last', reversed: true },
])

describe.each(orders)('the handlers of tags on $name, $order', ({ engine, reversed }) => {
  let desk: TestHelpdesk<readonly [TagsPlugin, MergingPlugin]>

  beforeAll(async () => {
    desk = await createTestHelpdesk({ database: engine, plugins: [tags(), merging({ reversed })] })
  })
  afterAll(() => desk.close())

  async function ticketWith(...wanted: string[]) {
    const { id } = await desk.as('ada').tickets.create({ subject: 'x', description: 'y' })
    await desk.as('sue').tags.set({ ticketId: id, names: wanted })
    return id
  }
  const tagsOf = async (ticketId: string) => (await desk.as('root').tags.of({ ticketId })).data

  async function counted() {
    const { data } = await desk.as('root').tags.statistics({ limit: 100 })
    return Object.fromEntries(data.map(({ name, open }) => [name, open]))
  }

  it('gives the target what it lacks, and takes it back', async () => {
    const [from, to] = [await ticketWith('both', 'only'), await ticketWith('both', 'mine')]
    const before = [await tagsOf(from), await tagsOf(to)]
    const counts = await counted()
    const manifests = await desk.as('root').merging.merge(from, to)
    expect(names(await tagsOf(to))).toEqual(['both', 'mine', 'only'])
    expect(await counted()).toMatchObject({ both: 1, only: 1, mine: 1 })
    expect((await desk.as('root').tickets.list({ tags: { any: ['only'] } })).data).toHaveLength(1)
    await desk.as('root').merging.undo(manifests)
    expect([await tagsOf(from), await tagsOf(to)]).toEqual(before)
    expect(await counted()).toEqual(counts)
    expect(counts).toMatchObject({ both: 2, only: 1, mine: 1 })
  })

  it('undoes exactly whatever became of the tags meanwhile', async () => {
    const root = desk.as('root')
    const [from, to] = [await ticketWith('one', 'two', 'three'), await ticketWith('four')]
    const manifests = await root.merging.merge(from, to)
    const idOf = async (name: string) =>
      (await tagsOf(to)).find((tag) => tag.name === name)?.id as string
    await root.tags.update({ tagId: await idOf('one'), name: 'uno' })
    await root.tags.merge({ tagId: await idOf('two'), intoId: await idOf('four') })
    await root.tags.delete({ tagId: await idOf('three') })
    await root.tags.add({ ticketId: to, names: ['since'] })
    await root.merging.undo(manifests)
    expect(names(await tagsOf(to))).toEqual(['four', 'since'])
    expect(names(await tagsOf(from))).toEqual(['four', 'uno'])
  })

  it('merges chains, last in first out', async () => {
    const root = desk.as('root')
    const [a, b, c] = [await ticketWith('a1'), await ticketWith('b1'), await ticketWith('c1')]
    const first = await root.merging.merge(a, b)
    const second = await root.merging.merge(b, c)
    expect(names(await tagsOf(c))).toEqual(['a1', 'b1', 'c1'])
    await root.merging.undo(second)
    expect(names(await tagsOf(c))).toEqual(['c1'])
    expect(names(await tagsOf(b))).toEqual(['a1', 'b1'])
    await root.merging.undo(first)
    expect(names(await tagsOf(b))).toEqual(['b1'])
  })

  it('forgets who made a tag and who added it', async () => {
    const person = { id: 'leaver', name: 'Leaver', role: 'admin' } as const
    const ticketId = await ticketWith()
    const leaver = desk.helpdesk.as(person)
    await leaver.tags.add({ ticketId, names: ['left behind'] })
    const addKeyed = async () => {
      const [path, body] = [`/tickets/${ticketId}/tags`, { names: ['more'] }]
      const answer = await desk.request('sue', 'POST', path, body, { 'idempotency-key': 'k' })
      return `${answer.status} ${await answer.text()}`
    }
    expect(await addKeyed()).toMatch(/^200 .*"leaver"/)
    const { replacementId } = await desk.as('root').people.erase({ personId: 'leaver' })
    expect(await addKeyed()).toMatch(/^410 (?!.*leaver).*"answer_removed"/)
    const tag = (await tagsOf(ticketId)).find(({ name }) => name === 'left behind')
    expect(tag?.addedBy?.id).toBe(replacementId)
    expect((await desk.as('root').tags.get({ tagId: tag?.id ?? '' })).createdBy.id).toBe(
      replacementId,
    )
  })

  it('goes with a purged ticket', async () => {
    const root = desk.as('root')
    const ticketId = await ticketWith('purged')
    await root.tickets.delete({ ticketId })
    await root.tickets.purge({ ticketId })
    const [tag] = (await root.tags.suggest({ prefix: 'purged' })).data
    expect(tag).toMatchObject({ open: 0, total: 0 })
    expect(await root.tags.delete({ tagId: tag?.id ?? '' })).toEqual({ tickets: 0 })
  })
})
