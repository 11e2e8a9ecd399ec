/** What every plugin owes its host, checked by the suite that other authors use as well. */
import { describePluginContract, type Fixture } from '@deskhand/testing'
import { type TagsPlugin, tags } from '../src/index.ts'
import { engines } from './support/desk.ts'

async function tagId({ as }: Fixture<readonly [TagsPlugin]>, name = 'vip'): Promise<string> {
  const { id } = await as('sue').tags.create({ name })
  return id
}

describePluginContract({
  plugin: tags(),
  databases: engines,
  samples: {
    'tags.list': () => ({ query: { limit: 5 } }),
    'tags.suggest': () => ({ query: { prefix: 'v' } }),
    'tags.statistics': () => ({}),
    'tags.create': () => ({ body: { name: 'vip', colour: '#ff8800', icon: 'star' } }),
    'tags.get': async (fixture) => ({ params: { tagId: await tagId(fixture) } }),
    'tags.update': async (fixture) => ({
      params: { tagId: await tagId(fixture) },
      body: { name: 'VIP', isPublic: true },
    }),
    'tags.delete': async (fixture) => ({ params: { tagId: await tagId(fixture) } }),
    'tags.merge': async (fixture) => ({
      params: { tagId: await tagId(fixture) },
      body: { intoId: await tagId(fixture, 'important') },
    }),
    'tags.of': () => ({}),
    'tags.add': async (fixture) => ({ body: { tagIds: [await tagId(fixture)] } }),
    'tags.set': async (fixture) => ({ body: { tagIds: [await tagId(fixture)] } }),
    'tags.remove': async (fixture) => ({ body: { tagIds: [await tagId(fixture)] } }),
    'tags.bulkAdd': async (fixture) => ({
      body: { ticketIds: [fixture.ticket.id], tagIds: [await tagId(fixture)] },
    }),
    'tags.bulkRemove': async (fixture) => ({
      body: { ticketIds: [fixture.ticket.id], tagIds: [await tagId(fixture)] },
    }),
  },
  fill: ({ ticket, as, secret }) => as('sue').tags.add({ ticketId: ticket.id, names: [secret] }),
  filters: { tags: ({ secret }) => ({ any: [secret] }) },
  inputs: {
    'ticket.create': {
      async tags(fixture) {
        await tagId(fixture)
        return ['vip']
      },
    },
  },
  logs: ['tagCounts'],
  events: [
    'tag.created',
    'tag.renamed',
    'tag.updated',
    'tag.deleted',
    'tag.merged',
    'tags.added',
    'tags.removed',
  ],
})
