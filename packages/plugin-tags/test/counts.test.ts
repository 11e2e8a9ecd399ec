/** The counts of tags never drift from the tickets they count. */

import { rows, sql } from '@deskhand/core/db'
import { type HelpdeskPlugin, input } from '@deskhand/core/plugin'
import { createTestHelpdesk, days, type TestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type TagsPlugin, tags } from '../src/index.ts'
import { engines } from './support/desk.ts'
import { type Manifests, type MergingPlugin, merging } from './support/merging.ts'
import { countedSlowly } from './support/truth.ts'

const names = ['a', 'b', 'c', 'd']

/** The same numbers in each run. */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
}

describe.each(engines)('counts of tags on $name', (engine) => {
  let desk: TestHelpdesk<readonly [TagsPlugin, MergingPlugin]>

  beforeAll(async () => {
    desk = await createTestHelpdesk({ database: engine, plugins: [tags(), merging()] })
    for (const name of names) await desk.as('root').tags.create({ name })
  })
  afterAll(() => desk.close())

  const statistics = async () =>
    (await desk.as('root').tags.statistics({ limit: 100 })).data
      .map(({ name, open, total }) => ({ name, open, total }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))

  it('stay true through anything that happens to tickets', async () => {
    const roll = dice(engine.name.length)
    const root = desk.as('root')
    const tickets: string[] = []
    const merges: { from: string; manifests: Manifests }[] = []
    const pick = () => tickets[roll(tickets.length)] as string
    const some = () => names.filter(() => roll(2) === 0)
    const steps: readonly (() => Promise<unknown>)[] = [
      async () => {
        const { id } = await desk.as('grace').tickets.create({
          subject: 'x',
          description: 'y',
          requesterId: 'ada',
          tags: some(),
        })
        tickets.push(id)
      },
      () => root.tags.add({ ticketId: pick(), names: some() }),
      () => root.tags.remove({ ticketId: pick(), names: some() }),
      () => root.tags.set({ ticketId: pick(), names: some() }),
      () => root.tags.bulkAdd({ ticketIds: [pick(), pick()], names: some() }),
      () => root.tickets.transition({ ticketId: pick(), status: 'resolved' }),
      () => root.tickets.transition({ ticketId: pick(), status: 'closed', reason: 'Done.' }),
      () => root.tickets.transition({ ticketId: pick(), status: 'open' }),
      () => root.tickets.bulkTransition({ ticketIds: [pick(), pick()], status: 'resolved' }),
      () => desk.as('ada').replies.create({ ticketId: pick(), body: 'Still broken.' }),
      () => root.replies.create({ ticketId: pick(), body: 'Fixed.', status: 'resolved' }),
      () => root.tickets.assign({ ticketId: pick(), assigneeId: 'grace' }),
      () => root.tickets.delete({ ticketId: pick() }),
      () => root.tickets.restore({ ticketId: pick() }),
      () => root.tickets.purge({ ticketId: pick() }),
      () => root.tickets.markSpam({ ticketId: pick() }),
      () => root.tickets.markNotSpam({ ticketId: pick() }),
      async () => {
        const [from, to] = [pick(), pick()]
        if (from === to || merges.some((merge) => merge.from === from)) return
        merges.push({ from, manifests: await root.merging.merge(from, to) })
      },
      async () => {
        const last = merges.pop()
        if (last) await root.merging.undo(last.manifests)
      },
      async () => {
        desk.clock.advance(2 * days)
        await desk.helpdesk.runDue()
      },
    ]
    for (let n = 0; n < 12; n++) await steps[0]?.()
    let done = 0
    for (let n = 0; n < 250; n++) {
      await steps[roll(steps.length)]?.().then(
        () => {
          done += 1
        },
        (error) => {
          if (error.name !== 'HelpdeskError') throw error
        },
      )
      if (n % 10 === 0) expect(await statistics()).toEqual(await countedSlowly(desk.storage))
    }
    expect(done).toBeGreaterThan(100)
    expect(await statistics()).toEqual(await countedSlowly(desk.storage))
    expect((await statistics()).some(({ open = 0, total = 0 }) => open > 0 && total > open)).toBe(
      true,
    )
  })

  it('come back with a transaction that fails', async () => {
    const before = await statistics()
    const { id } = await desk.as('ada').tickets.create({ subject: 'x', description: 'y' })
    const host = desk.helpdesk.transaction(async (tx) => {
      await desk.helpdesk.as({ id: 'root', role: 'admin' }, { tx }).tags.add({
        ticketId: id,
        names: ['a'],
      })
      throw new Error('The host changed its mind.')
    })
    await expect(host).rejects.toThrow('changed its mind')
    expect(await statistics()).toEqual(before)
  })

  it('are made of few rows, however many changes there were', async () => {
    const ticketId = (await desk.as('ada').tickets.create({ subject: 'x', description: 'y' })).id
    for (let n = 0; n < 80; n++) {
      await desk.as('root').tags.add({ ticketId, names: ['d'] })
      await desk.as('root').tags.remove({ ticketId, names: ['d'] })
    }
    const [row] = await rows<{ n: number }>(
      desk.storage.db,
      sql`select count(*) as n from deskhand_tag_counts`,
    )
    expect(Number(row?.n)).toBeLessThan(names.length * 80)
    expect(await statistics()).toEqual(await countedSlowly(desk.storage))
  })

  it('are put right for what happened while the plugin was not installed', async () => {
    const root = desk.as('root')
    const make = async () =>
      (
        await desk.as('grace').tickets.create({
          subject: 'x',
          description: 'y',
          requesterId: 'ada',
          tags: ['a', 'b'],
        })
      ).id
    const [resolved, purged] = [await make(), await make()]
    await rows(
      desk.storage.db,
      sql`update deskhand_tickets set status = 'resolved' where id = ${resolved}`,
    )
    await rows(desk.storage.db, sql`delete from deskhand_tickets where id = ${purged}`)
    expect(await statistics()).not.toEqual(await countedSlowly(desk.storage))
    desk.clock.advance(2 * days)
    await desk.helpdesk.runDue()
    expect(await statistics()).toEqual(await countedSlowly(desk.storage))
    await root.tickets.transition({ ticketId: resolved, status: 'in_progress' })
    expect(await statistics()).toEqual(await countedSlowly(desk.storage))
  })
})

it.each(engines)(
  'count a new ticket as what another input made of it, on $name',
  async (engine) => {
    const solving: HelpdeskPlugin = {
      id: 'solving',
      version: '0.0.0',
      core: '^0.0.0',
      setup: () => ({
        api: () => ({}),
        inputs: {
          'ticket.create': {
            solved: input('ticket.create', {
              schema: z.literal(true),
              async apply(call, _solved, { result }) {
                const move = { ticketId: result.id, status: 'resolved' } as const
                await call.asSystem().core.tickets.transition(move)
              },
            }),
          },
        },
      }),
    }
    const desk = await createTestHelpdesk({ database: engine, plugins: [solving, tags()] })
    const ask = { subject: 'x', description: 'y', requesterId: 'ada', tags: ['a'], solved: true }
    await desk.as('root').tickets.create(ask)
    const { data } = await desk.as('root').tags.statistics()
    expect(data).toMatchObject([{ name: 'a', open: 0, total: 1 }])
    await desk.close()
  },
)
