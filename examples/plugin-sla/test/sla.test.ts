/** What is promised, when it is kept, and what is told of it; on both databases. */
import { createTestHelpdesk, minutes, type TestHelpdesk } from '@deskhand/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { type SlaPlugin, type SlaState, sla } from '../src/index.ts'
import { databases } from './support/databases.ts'

const ask = { subject: 'Help', description: 'It is broken.' }

it('tells its version', () => {
  expect(sla().version).toBe(manifest.version)
})

it.each<[string, unknown]>([
  ['sla() takes an object of options, not 60. Write sla() or sla({ targets:', 60],
  ['the option "target". Did you mean "targets"?', { target: {} }],
  ['the option "targets.urgnt". Did you mean "targets.urgent"?', { targets: { urgnt: 5 } }],
  ['got 0 as the option "targets.urgent". It must be minutes above 0', { targets: { urgent: 0 } }],
  ['got NaN as the option "targets.low". It must be minutes', { targets: { low: Number.NaN } }],
  ['got 2 as the option "atRisk". It must be a part, from 0 to 1.', { atRisk: 2 }],
])('says %s', (message, options) => {
  expect(() => sla(options as never)).toThrow(message)
})

describe.each(databases)('a first answer on $name', (database) => {
  let desk: TestHelpdesk<readonly [SlaPlugin]>
  const breaches: string[] = []
  const onlooker = {
    id: 'onlooker',
    version: '1.0.0',
    core: '^0.0.0',
    setup: () => ({
      api: () => ({}),
      on: {
        breach: {
          events: ['sla.breached'],
          handle: async (_: unknown, { ticketId }: { ticketId: string | null }) =>
            void breaches.push(ticketId ?? ''),
        },
      },
    }),
  }

  beforeEach(async () => {
    breaches.length = 0
    desk = (await createTestHelpdesk({
      database,
      plugins: [sla({ targets: { low: null } }), onlooker],
    })) as unknown as typeof desk
    await desk.runDue()
  })
  afterEach(() => desk.close())

  type Priority = 'low' | 'normal' | 'high' | 'urgent'

  async function open(priority: Priority): Promise<string> {
    const { id } = await desk.as('grace').tickets.create({ ...ask, priority, requesterId: 'ada' })
    return id
  }
  const of = async (ticketId: string) => (await desk.as('grace').sla.of({ ticketId })).sla
  const reply = (who: 'ada' | 'grace', ticketId: string, more: object = {}) =>
    desk.as(who).replies.create({ ticketId, body: 'Well.', ...more })
  const list = async (...states: SlaState[]) => {
    const { data } = await desk.as('sue').tickets.list({ sla: states, include: ['sla'] })
    expect(data.every((ticket) => states.includes(ticket.sla?.state as SlaState))).toBe(true)
    return data.map(({ id }) => id)
  }
  /** The job runs every minute, and what it tells is delivered in the next round. */
  async function pass(ms: number): Promise<void> {
    desk.clock.advance(ms)
    await desk.runDue()
    await desk.runDue()
  }

  it('is due by the priority', async () => {
    const now = desk.clock.now().getTime()
    for (const [priority, hours] of [
      ['urgent', 1],
      ['high', 4],
      ['normal', 8],
    ] as const) {
      const dueAt = new Date(now + hours * 60 * minutes).toISOString()
      expect(await of(await open(priority))).toEqual({ state: 'on-track', dueAt, metAt: null })
    }
    expect(await of(await open('low'))).toBeNull()
  })

  it('is due sooner or later when the priority changes, or not promised any more', async () => {
    const ticketId = await open('low')
    const change = (priority: Priority) => desk.as('grace').tickets.update({ ticketId, priority })
    const opened = desk.clock.now().getTime()
    desk.clock.advance(10 * minutes)
    await change('urgent')
    expect((await of(ticketId))?.dueAt).toBe(new Date(opened + 60 * minutes).toISOString())
    await change('normal')
    expect((await of(ticketId))?.dueAt).toBe(new Date(opened + 480 * minutes).toISOString())
    await change('low')
    expect(await of(ticketId)).toBeNull()
    await reply('grace', ticketId)
    await change('high')
    expect(await of(ticketId)).toBeNull()
  })

  it('is an answer of the agent side to the customer, the first one', async () => {
    const ticketId = await open('urgent')
    await reply('ada', ticketId)
    await reply('grace', ticketId, { audience: 'internal' })
    expect(await of(ticketId)).toMatchObject({ state: 'on-track', metAt: null })
    desk.clock.advance(20 * minutes)
    await reply('grace', ticketId)
    const met = { state: 'met', metAt: desk.clock.now().toISOString() }
    expect(await of(ticketId)).toMatchObject(met)
    desk.clock.advance(20 * minutes)
    await reply('grace', ticketId)
    await desk.as('grace').tickets.update({ ticketId, priority: 'high' })
    expect(await of(ticketId)).toMatchObject(met)
  })

  it('is no longer waited for when a ticket is resolved', async () => {
    const [one, other] = [await open('urgent'), await open('urgent')]
    await desk.as('ada').tickets.transition({ ticketId: one, status: 'resolved' })
    await reply('grace', other, { audience: 'internal', status: 'resolved' })
    await pass(120 * minutes)
    expect([(await of(one))?.state, (await of(other))?.state]).toEqual(['met', 'met'])
    expect(breaches).toEqual([])
  })

  it('is told to be late once, whoever notices', async () => {
    const [unanswered, late, early] = [
      await open('urgent'),
      await open('urgent'),
      await open('high'),
    ]
    await pass(59 * minutes)
    expect(breaches).toEqual([])
    desk.clock.advance(2 * minutes)
    await reply('grace', late)
    await Promise.all([desk.runDue(), desk.runDue()])
    for (let n = 0; n < 3; n++) await pass(2 * minutes)
    await reply('grace', unanswered)
    await desk.as('grace').tickets.update({ ticketId: unanswered, priority: 'normal' })
    await pass(2 * minutes)
    expect(breaches.toSorted()).toEqual([unanswered, late].toSorted())
    expect(await of(unanswered)).toMatchObject({ state: 'breached', metAt: expect.any(String) })
    expect((await of(early))?.state).toBe('on-track')
    const { data } = await desk.as('grace').tickets.events({ ticketId: late })
    expect(data.filter(({ type }) => type === 'sla.breached')).toHaveLength(1)
    const seen = await desk.as('ada').tickets.events({ ticketId: late })
    expect(seen.data.some(({ type }) => type === 'sla.breached')).toBe(false)
  })

  it('is not missed on a ticket that was deleted', async () => {
    const ticketId = await open('urgent')
    await desk.as('sue').tickets.delete({ ticketId })
    await pass(120 * minutes)
    expect(breaches).toEqual([])
    await desk.as('root').tickets.restore({ ticketId })
    await pass(2 * minutes)
    expect(breaches).toEqual([ticketId])
  })

  it('filters and sorts the list', async () => {
    const [normal, urgent, high, met] = [
      await open('normal'),
      await open('urgent'),
      await open('high'),
      await open('urgent'),
    ] as const
    await reply('grace', met)
    await open('low')
    expect(await list('on-track')).toEqual([high, urgent, normal])
    desk.clock.advance(50 * minutes)
    expect(await list('at-risk')).toEqual([urgent])
    desk.clock.advance(20 * minutes)
    expect(await list('breached')).toEqual([urgent])
    await pass(1 * minutes)
    expect(await list('breached')).toEqual([urgent])
    expect(await list('breached', 'met')).toEqual([met, urgent])
    expect(await list('on-track', 'breached')).toEqual([high, urgent, normal])
    const { data, page } = await desk
      .as('sue')
      .tickets.list({ sort: 'slaDue', order: 'asc', limit: 2 })
    expect(data.map(({ id }) => id)).toEqual([urgent, high])
    const next = { cursor: page.nextCursor as string, sort: 'slaDue', order: 'asc' } as const
    expect((await desk.as('sue').tickets.list(next)).data.map(({ id }) => id)).toEqual([normal])
  })

  it('is nothing that customers know of', async () => {
    const { id: ticketId } = await desk.as('ada').tickets.create(ask)
    await expect(desk.as('ada').sla.of({ ticketId })).rejects.toMatchObject({ status: 403 })
    const own = await desk.as('grace').tickets.create(ask)
    await expect(desk.as('grace').sla.of({ ticketId: own.id })).rejects.toMatchObject({
      status: 403,
    })
    expect(await list('on-track')).toEqual([own.id, ticketId])
    const { data } = await desk.as('grace').tickets.list({ sla: ['on-track'] })
    expect(data.map(({ id }) => id)).toEqual([ticketId])
  })
})
