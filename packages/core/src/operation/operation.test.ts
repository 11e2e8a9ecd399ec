/** Hooks of several plugins around one operation. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'
import type { HelpdeskPlugin, PluginParts } from '../plugin/contract.ts'
import { input } from '../plugin/define.ts'
import type { TicketCreateInput } from '../tickets/types.ts'

function plugin(id: string, parts: Omit<PluginParts, 'api'>): HelpdeskPlugin {
  return { id, version: '1.0.0', core: '^0.0.0', setup: () => ({ api: () => ({}), ...parts }) }
}

/** Notes what it sees, and adds its id to the subject. */
function marking(id: string, journal: string[]): HelpdeskPlugin {
  return plugin(id, {
    hooks: {
      'ticket.create': {
        before(_call, { input }) {
          journal.push(`before ${id}: ${input.subject}`)
          return { ...input, subject: `${input.subject} ${id}` }
        },
        after(_call, { input, result }) {
          journal.push(`after ${id}: ${input.subject} became ${result.subject}`)
        },
      },
    },
  })
}

/** Adds to the input what its description names. */
const additions: Readonly<Record<string, object>> = {
  priority: { priority: 'urgent' },
  requester: { requesterId: 'ben' },
  rating: { rating: 5 },
  nonsense: { colour: 'red' },
}

/** Moves a reply to the ticket that its body names. */
const diverting = plugin('diverting', {
  hooks: {
    'reply.create': {
      before: (_call, { input }) =>
        input.body.startsWith('to ') ? { ...input, ticketId: input.body.slice(3) } : undefined,
    },
  },
})

const adding: HelpdeskPlugin = {
  ...plugin('adding', {
    inputs: {
      'ticket.create': {
        rating: input('ticket.create', {
          schema: z.int(),
          permission: 'adding:rate',
          apply: async () => {},
        }),
      },
    },
    hooks: {
      'ticket.create': {
        before: (_call, { input }) =>
          ({ ...input, ...additions[input.description] }) as TicketCreateInput,
      },
    },
  }),
  permissions: { 'adding:rate': { roles: ['agent'], description: 'Rate tickets' } },
}

type Place = 'before hook' | 'input' | 'after hook'

/** Waits for `hang` in the place that the input `hang` names. */
function hangs(hang: () => Promise<undefined>): HelpdeskPlugin {
  const hangIf = (condition: boolean) => (condition ? hang() : undefined)
  const asked = (given: object) => (given as { hang?: Place }).hang
  return plugin('hanging', {
    inputs: {
      'ticket.create': {
        hang: input('ticket.create', {
          schema: z.string(),
          apply: async (_call, place) => await hangIf(place === 'input'),
        }),
      },
    },
    hooks: {
      'ticket.create': {
        before: (_call, { input }) => hangIf(asked(input) === 'before hook'),
        after: (_call, { input }) => hangIf(asked(input) === 'after hook'),
      },
    },
  })
}

describe.each(engines)('an operation on $name', (engine) => {
  const journal: string[] = []
  let hanging: PromiseWithResolvers<void>
  let released: PromiseWithResolvers<undefined>
  let desk: TestHelpdesk<readonly HelpdeskPlugin[]>

  beforeAll(async () => {
    const plugins: readonly HelpdeskPlugin[] = [
      marking('one', journal),
      marking('two', journal),
      adding,
      diverting,
      hangs(() => {
        hanging.resolve()
        return released.promise
      }),
    ]
    desk = await openHelpdesk(engine, { plugins })
  })
  afterAll(() => desk.close())
  beforeEach(() => {
    journal.length = 0
    hanging = Promise.withResolvers()
    released = Promise.withResolvers()
  })
  afterEach(() => {
    vi.useRealTimers()
    released.resolve(undefined)
  })

  const create = (by: 'ada' | 'grace', description: string, extra: object = {}) =>
    desk.as(by).tickets.create({ subject: 'Help', description, ...extra })

  async function count(): Promise<unknown> {
    const { page } = await desk.as('root').tickets.list({ count: true })
    return page.count?.value
  }

  it('runs the hooks of all plugins in order, each with what the one before made of the input', async () => {
    await create('ada', 'x')
    expect(journal).toEqual([
      'before one: Help',
      'before two: Help one',
      'after one: Help one two became Help one two',
      'after two: Help one two became Help one two',
    ])
  })

  it.each([
    ['priority', 'ticket.prioritise'],
    ['requester', 'ticket.createFor'],
    ['rating', 'adding:rate'],
  ])('asks again whether the actor may, when a hook adds a %s', async (what, permission) => {
    const before = await count()
    await expect(create('ada', what)).rejects.toMatchObject({
      code: 'forbidden',
      extra: { permission },
    })
    expect(await count()).toEqual(before)
    await create('grace', what)
  })

  it('refuses a hook that names another ticket than the one that is locked', async () => {
    const [{ id: ticketId }, other] = [await create('ada', 'x'), await create('ada', 'x')]
    const diverted = desk.as('ada').replies.create({ ticketId, body: `to ${other.id}` })
    await expect(diverted).rejects.toThrow(/"reply.create" changed "ticketId"/)
    for (const id of [ticketId, other.id]) {
      expect(await desk.as('ada').replies.list({ ticketId: id })).toMatchObject({ data: [] })
    }
  })

  it('reads again what a hook made of the input', async () => {
    await expect(create('grace', 'nonsense')).rejects.toMatchObject({
      status: 400,
      errors: [{ path: '/colour' }],
    })
  })

  it.each<Place>(['before hook', 'input', 'after hook'])(
    'is rolled back when one %s takes too long',
    async (hang) => {
      const before = await count()
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const creating = create('ada', 'x', { hang }).catch((error: unknown) => error)
      await hanging.promise
      await vi.advanceTimersByTimeAsync(5_000)
      expect(await creating).toMatchObject({ code: 'hook_timeout', status: 500 })
      vi.useRealTimers()
      expect(await count()).toEqual(before)
      await create('ada', 'x')
    },
  )
})
