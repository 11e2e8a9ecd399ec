/** Clocks that jump by hours, back and forth, and clocks of two processes that don't agree. */
import {
  type Actor,
  createHelpdesk,
  HelpdeskError,
  type HelpdeskPlugin,
  type Logger,
  type Status,
  type Storage,
} from '@deskhand/core'
import { rows, sql } from '@deskhand/core/db'
import { job } from '@deskhand/core/plugin'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { engines, type SharedDatabase } from '../src/engines.ts'
import { brokenInvariants } from '../src/invariants.ts'
import { createRandom, type Random } from '../src/random.ts'
import { seed, times } from '../src/settings.ts'

const minute = 60_000
const hour = 60 * minute
const every = 10 * minute
const sue: Actor = { id: 'sue', role: 'supervisor' }
const ada: Actor = { id: 'ada', role: 'customer' }
const states: readonly Status[] = [
  'open',
  'in_progress',
  'pending',
  'on_hold',
  'resolved',
  'closed',
]
const quiet: Logger = { debug() {}, info() {}, warn() {}, error() {} }

interface Trial {
  /** Called by a subscription to `ticket.created`. */
  readonly handle?: () => Promise<void>
  readonly tick?: () => void
}

function trial({ handle = async () => {}, tick = () => {} }: Trial): HelpdeskPlugin<'trial'> {
  const ticking = job({
    name: 'trial:tick',
    schema: z.strictObject({}),
    every,
    run: async () => tick(),
  })
  return {
    id: 'trial',
    version: '0.0.0',
    core: '^0.0.0',
    setup: () => ({
      api: () => ({}),
      on: { created: { events: ['ticket.created'], handle } },
      jobs: [ticking],
    }),
  }
}

function unfinishedTicks({ db }: Storage): Promise<unknown[]> {
  return rows(
    db,
    sql`select id from deskhand_jobs where name = 'trial:tick' and finished_at is null`,
  )
}

describe.each(engines)('clocks on $name', ({ name, create }) => {
  let database: SharedDatabase
  let opened: { close(): Promise<unknown>; stop(options: { timeoutMs: number }): Promise<void> }[]
  let storages: Storage[]
  let random: Random

  beforeEach(async () => {
    database = await create()
    opened = []
    storages = []
    random = createRandom(`${seed}/clocks on ${name}`)
    console.info(`${name}: pnpm prove clocks --seed ${seed}`)
  })

  afterEach(async () => {
    for (const helpdesk of opened) await helpdesk.stop({ timeoutMs: 100 })
    for (const storage of storages) await storage.close()
    await database.remove()
  })

  /** One process's part, with a clock of its own. */
  async function desk(now: () => number, parts: Trial = {}) {
    const storage = database.open()
    storages.push(storage)
    const helpdesk = createHelpdesk({
      database: storage,
      secret: 'a secret that is only good for proofs',
      authenticate: () => null,
      plugins: [trial(parts)],
      clock: { now: () => new Date(now()) },
      logger: quiet,
    })
    opened.push(helpdesk)
    await helpdesk.migrate()
    return { helpdesk, storage }
  }

  const opening = { subject: 'When?', description: 'It is not clear.' }

  test('no time of a ticket lies before the one that came before it', async () => {
    let now = Date.now()
    const { helpdesk, storage } = await desk(() => now)
    const agent = helpdesk.as(sue).tickets
    const { id: ticketId } = await helpdesk.as(ada).tickets.create(opening)
    let before = await agent.get({ ticketId })
    for (let n = 0; n < times(60, 600); n++) {
      now += random.between(-5 * hour, 5 * hour)
      const operations = [
        () => agent.update({ ticketId, metadata: { n } }),
        () => agent.transition({ ticketId, status: random.pick(states), reason: 'So it is.' }),
        () => agent.assign({ ticketId, assigneeId: random.pick(['sue', 'grace']) }),
        () => helpdesk.as(sue).replies.create({ ticketId, body: `${n}` }),
        () => helpdesk.as(sue).replies.create({ ticketId, body: `${n}`, audience: 'internal' }),
        () => helpdesk.as(ada).replies.create({ ticketId, body: `${n}` }),
      ]
      await random
        .pick(operations)()
        .catch((error: unknown) => {
          // A move that the table does not have, or a reply to a closed ticket.
          if (!(error instanceof HelpdeskError) || error.status !== 409) throw error
        })
      const after = await agent.get({ ticketId })
      expect(after.version).toBeGreaterThanOrEqual(before.version)
      expect(after.version).toBeLessThanOrEqual(before.version + 1)
      expect(after.updatedAt >= before.updatedAt).toBe(true)
      const { createdAt, updatedAt } = after
      const others = [
        ...[after.firstResponseAt, after.resolvedAt, after.closedAt, after.waitingSince],
      ].filter((time) => time !== null)
      for (const time of others) expect(createdAt <= time && time <= updatedAt, `${n}`).toBe(true)
      if (after.closedAt && after.resolvedAt) expect(after.closedAt >= after.resolvedAt).toBe(true)
      before = after
    }
    const { data } = await helpdesk.as(sue).replies.list({ ticketId, limit: 100 })
    const moments = data.map(({ createdAt }) => createdAt)
    expect(moments).toEqual(moments.toSorted())
    expect(await brokenInvariants(storage)).toEqual([])
  })

  test('a schedule neither stalls nor storms', async () => {
    let now = Date.parse('2026-03-02T09:00:00.000Z')
    let ran = 0
    const { helpdesk } = await desk(() => now, { tick: () => ran++ })
    await helpdesk.runDue()
    for (let round = 0; round < times(25, 200); round++) {
      // Whole hours, so that the clock comes by the same times again.
      now += random.between(-6, 6) * hour
      const before = ran
      await helpdesk.runDue()
      expect(ran - before, 'one tick for all that were missed').toBeLessThanOrEqual(1)
      const resumed = ran
      // Within a tick and the minute that clocks may differ by, it goes on.
      for (let passed = 0; passed < every + minute; passed += minute) {
        now += minute
        await helpdesk.runDue()
      }
      expect(ran - resumed, `round ${round}`).toBeGreaterThanOrEqual(1)
      expect(ran - resumed, `round ${round}`).toBeLessThanOrEqual(2)
    }
  })

  test.each([5, -5])(
    'a process whose clock is %s hours off hangs: another one takes its work over at once',
    async (hours) => {
      const hanging = Promise.withResolvers<void>()
      const started = vi.fn()
      const wrong = await desk(() => Date.now() + hours * hour, {
        handle: () => {
          started()
          return hanging.promise
        },
      })
      await wrong.helpdesk.as(ada).tickets.create(opening)
      await wrong.helpdesk.start()
      await expect.poll(() => started).toHaveBeenCalled()

      let delivered = 0
      const right = await desk(Date.now, { handle: async () => void delivered++ })
      await right.helpdesk.as(ada).tickets.create(opening)
      await vi.waitFor(
        async () => {
          await right.helpdesk.runDue()
          expect(delivered).toBe(2)
        },
        { timeout: 60_000, interval: 250 },
      )
      hanging.resolve()
    },
  )

  test('a handler that runs while the clock jumps ahead is not run a second time', async () => {
    let ahead = 0
    const running = Promise.withResolvers<void>()
    let runs = 0
    let ticks = 0
    const { helpdesk, storage } = await desk(() => Date.now() + ahead, {
      handle: () => {
        runs++
        return running.promise
      },
      tick: () => ticks++,
    })
    await helpdesk.as(ada).tickets.create(opening)
    await helpdesk.start()
    await expect.poll(() => runs).toBe(1)
    const rounds: Promise<unknown>[] = []
    for (let n = 0; n < 2; n++) {
      const before = ticks
      ahead += 3 * hour
      rounds.push(helpdesk.runDue())
      // Comes at the end of a round, which frees what nobody keeps locked any more.
      await expect.poll(() => ticks).toBeGreaterThan(before)
      // The next tick starts no job while the job of this one is not finished.
      await expect.poll(() => unfinishedTicks(storage)).toEqual([])
    }
    expect(runs).toBe(1)
    running.resolve()
    await Promise.all(rounds)
    await helpdesk.runDue()
    expect(runs).toBe(1)
  })
})
