/** Extension points, tried with plugins that could not be written without them. */
import { afterAll, beforeAll, expect, expectTypeOf, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'
import { createHelpdesk } from '../create-helpdesk.ts'
import { sqlite } from '../db/drivers/sqlite.ts'
import type { HelpdeskPlugin, PluginContext } from './contract.ts'
import type { ExtensionPoints, MergeHandler } from './extension-points.ts'

interface Greeting {
  greet(name: string): string
}

declare module './extension-points.ts' {
  interface ExtensionPoints {
    'greeter.greetings': Greeting
  }
}

type GreeterApi = { greetAll(name: string): Promise<string[]> }

const greeter: HelpdeskPlugin<'greeter', GreeterApi> = {
  id: 'greeter',
  version: '1.0.0',
  core: '^0.0.0',
  setup: ({ provided }) => ({
    api: () => ({
      async greetAll(name) {
        const all = [...provided('greeter.greetings')]
        return all.map(([plugin, { greet }]) => `${plugin}: ${greet(name)}`)
      },
    }),
  }),
}

function greeting(id: string, word: string): HelpdeskPlugin {
  return {
    id,
    version: '1.0.0',
    core: '^0.0.0',
    setup: () => ({
      api: () => ({}),
      provides: { 'greeter.greetings': { greet: (name) => `${word}, ${name}` } },
    }),
  }
}

const plugins = [greeting('german', 'Hallo'), greeter, greeting('french', 'Salut')] as const
let desk: TestHelpdesk<typeof plugins>

beforeAll(async () => {
  desk = await openHelpdesk(engines[0] as (typeof engines)[number], { plugins })
})
afterAll(() => desk.close())

it('gives what the plugins provide, in the order of their installation', async () => {
  expect(await desk.as('ada').greeter.greetAll('Ada')).toEqual([
    'german: Hallo, Ada',
    'french: Salut, Ada',
  ])
})

it('says so when it is read in setup', () => {
  const eager: HelpdeskPlugin = {
    id: 'eager',
    version: '1.0.0',
    core: '^0.0.0',
    setup: ({ provided }) => {
      provided('merge')
      return { api: () => ({}) }
    },
  }
  expect(() =>
    createHelpdesk({
      database: sqlite({ file: ':memory:' }),
      secret: 'a secret that is only good for tests',
      authenticate: () => null,
      plugins: [eager],
    }),
  ).toThrow(/reads the extension point "merge" in setup\(\)/)
})

it('is typed by its points', () => {
  expectTypeOf<PluginContext['provided']>().parameter(0).toEqualTypeOf<keyof ExtensionPoints>()
  const read = (provided: PluginContext['provided']) => ({
    greetings: provided('greeter.greetings'),
    merge: provided('merge'),
    // @ts-expect-error Nobody declares this point.
    unknown: provided('greeter.farewells'),
  })
  expectTypeOf(read).returns.toMatchObjectType<{
    greetings: ReadonlyMap<string, Greeting>
    merge: ReadonlyMap<string, MergeHandler>
  }>()
})

it('lets a subscription take the events that other plugins name', async () => {
  const heard: string[] = []
  const index: HelpdeskPlugin<'index'> = {
    id: 'index',
    version: '1.0.0',
    core: '^0.0.0',
    setup: ({ provided }) => ({
      api: () => ({}),
      on: {
        texts: {
          events: () => [...provided('searchText').values()].flatMap((texts) => texts.changedBy),
          handle: async (_call, { type }) => void heard.push(type),
        },
      },
    }),
  }
  const labels: HelpdeskPlugin<'labels'> = {
    id: 'labels',
    version: '1.0.0',
    core: '^0.0.0',
    setup: () => ({
      api: () => ({}),
      provides: { searchText: { changedBy: ['ticket.created', 'ticket.assigned'] } },
    }),
  }
  const some = await openHelpdesk(engines[0] as (typeof engines)[number], {
    plugins: [index, labels],
  })
  const { id: ticketId } = await some.as('ada').tickets.create({ subject: 'x', description: 'x' })
  await some.as('grace').tickets.assign({ ticketId, assigneeId: 'grace' })
  await some.helpdesk.runDue()
  expect(heard.toSorted()).toEqual(['ticket.assigned', 'ticket.created'])
  await some.close()
})
