/** What subscribers are told of tags, and who may hear of it. */
import type { DeliveredEvent, HelpdeskPlugin } from '@deskhand/core/plugin'
import { createTestHelpdesk, type TestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, newTicket } from '../test/support/desk.ts'
import { type TagsPlugin, tags } from './index.ts'

const types = [
  ...['tag.renamed', 'tag.updated', 'tag.merged', 'tag.deleted'],
  ...['tags.added', 'tags.removed'],
]

const listening = (told: DeliveredEvent[]): HelpdeskPlugin => ({
  id: 'listening',
  version: '1.0.0',
  core: '^0.0.0',
  setup: () => ({
    api: () => ({}),
    on: {
      tags: {
        events: types,
        handle: async (_call, event) => void told.push(event),
      },
    },
  }),
})

describe.each(engines)('events of tags on $name', (engine) => {
  const told: DeliveredEvent[] = []
  let desk: TestHelpdesk<readonly [TagsPlugin, HelpdeskPlugin]>

  beforeAll(async () => {
    desk = await createTestHelpdesk({ database: engine, plugins: [tags(), listening(told)] })
  })
  afterAll(() => desk.close())

  /** What `work` tells: type, audience and data of each event. */
  async function toldOf(work: () => Promise<unknown>) {
    told.length = 0
    await work()
    await desk.runDue()
    const inOrder = told.toSorted((a, b) => a.position - b.position)
    return inOrder.map(({ type, audience, data }) => [type, audience, data])
  }

  async function create(name: string, isPublic = false): Promise<string> {
    const { id } = await desk.as('sue').tags.create({ name, isPublic })
    return id
  }

  const update = (tagId: string, changes: object) =>
    toldOf(() => desk.as('sue').tags.update({ tagId, ...changes }))

  it('are public where a tag becomes public, or was until now', async () => {
    const tagId = await create('one')
    const fields = ['isPublic']
    for (const isPublic of [true, false]) {
      expect(await update(tagId, { isPublic })).toEqual([
        ['tag.updated', 'public', { tagId, fields }],
      ])
    }
  })

  it.each([
    ['public', true],
    ['internal', false],
  ] as const)('of a tag that is %s are so too', async (audience, isPublic) => {
    const tagId = await create(`tag ${audience}`, isPublic)
    const colour = '#123456'
    expect(await update(tagId, { name: `new ${audience}`, colour })).toEqual([
      ['tag.renamed', audience, { tagId }],
      ['tag.updated', audience, { tagId, fields: ['colour'] }],
    ])
    expect(await update(tagId, { colour })).toEqual([])
    expect(await toldOf(() => desk.as('sue').tags.delete({ tagId }))).toEqual([
      ['tag.deleted', audience, { tagId, tickets: 0 }],
    ])
  })

  it.each([
    [true, true, 'public'],
    [true, false, 'internal'],
    [false, true, 'internal'],
    [false, false, 'internal'],
  ] as const)('of a merge (public: %s into %s) are %s', async (from, into, audience) => {
    const tagId = await create(`from ${from} ${into}`, from)
    const intoId = await create(`into ${from} ${into}`, into)
    expect(await toldOf(() => desk.as('sue').tags.merge({ tagId, intoId }))).toEqual([
      ['tag.merged', audience, { tagId, intoId, tickets: 0 }],
    ])
  })

  it('tell public and internal tags of a ticket apart', async () => {
    const ticketId = await newTicket(desk)
    const [shown, hidden] = [await create('shown', true), await create('hidden')]
    const tagIds = [shown, hidden]
    for (const [what, type] of [
      ['add', 'tags.added'],
      ['remove', 'tags.removed'],
    ] as const) {
      expect(await toldOf(() => desk.as('grace').tags[what]({ ticketId, tagIds }))).toEqual([
        [type, 'public', { tagIds: [shown] }],
        [type, 'internal', { tagIds: [hidden] }],
      ])
    }
  })
})
