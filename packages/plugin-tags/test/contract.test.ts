import { describePluginContract, sqliteMemory } from '@deskhand/testing'
import { postgres } from '../../core/test/support/databases.ts'
import { tags } from '../src/index.ts'

describePluginContract({
  plugin: tags({ agentsMayCreate: true }),
  databases: [sqliteMemory, postgres],
  fill: ({ as, agent, ticket, secret }) =>
    as(agent).tags.add({ ticketId: ticket.id, names: [secret, `${secret} again`] }),
  samples: {
    'tags.list': () => ({}),
    'tags.suggest': () => ({ query: { prefix: 'v' } }),
    'tags.statistics': () => ({}),
    'tags.create': () => ({ body: { name: 'VIP', colour: '#1d4ed8', icon: 'star' } }),
    'tags.get': async ({ as }) => ({ params: { tagId: (await newTag(as('sue').tags)).id } }),
    'tags.update': async ({ as }) => ({
      params: { tagId: (await newTag(as('sue').tags)).id },
      body: { name: 'Renamed', isPublic: true },
    }),
    'tags.delete': async ({ as }) => ({ params: { tagId: (await newTag(as('sue').tags)).id } }),
    'tags.merge': async ({ as }) => ({
      params: { tagId: (await newTag(as('sue').tags)).id },
      body: { intoId: (await newTag(as('sue').tags)).id },
    }),
    'tags.of': () => ({}),
    'tags.add': () => ({ body: { names: ['VIP'] } }),
    'tags.set': () => ({ body: { names: ['VIP'] } }),
    'tags.remove': ({ secret }) => ({ body: { names: [secret] } }),
    'tags.bulkAdd': ({ ticket }) => ({ body: { ticketIds: [ticket.id], names: ['VIP'] } }),
    'tags.bulkRemove': ({ ticket, secret }) => ({
      body: { ticketIds: [ticket.id], names: [secret] },
    }),
  },
  filters: { tags: ({ secret }) => ({ any: [secret] }) },
  inputs: { 'ticket.create': { tags: () => ['vip', 'gold'] } },
})

let made = 0

function newTag(api: { create(input: { name: string }): Promise<{ id: string }> }) {
  made += 1
  return api.create({ name: `sample ${made}` })
}
