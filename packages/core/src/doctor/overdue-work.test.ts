import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { days, minutes, type TestClock, testClock } from '../../test/support/helpdesk.ts'
import { migratedDatabase, type TestRuntime, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import type { Storage } from '../db/types.ts'
import { deliveries, events, leases, subscribers } from '../events/schema.ts'
import { feeds } from '../feeds/schema.ts'
import { retryDeadWork } from '../jobs/dead.ts'
import { retentionJob } from '../jobs/retention.ts'
import { jobs, schedules } from '../jobs/schema.ts'
import type { JobDefinition } from '../plugin/background-parts.ts'
import { overdueWork } from './overdue-work.ts'

const hour = 60 * minutes

describe.each(engines)('overdue work on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage
  let clock: TestClock
  let isBroken: boolean
  /** A process with every plugin, and one without. */
  let desk: TestRuntime
  let bare: TestRuntime

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
  })
  afterAll(() => database.dispose())
  beforeEach(async () => {
    for (const table of [events, deliveries, jobs, leases, subscribers, schedules, feeds]) {
      await storage.db.delete(table)
    }
    clock = testClock()
    isBroken = false
    const handle = async () => {
      if (isBroken) throw new Error('not today')
    }
    const retention = retentionJob as JobDefinition
    desk = testRuntime({
      storage,
      clock,
      on: { it: { events: ['x'], handle } },
      jobs: [
        retention,
        // The pauses between tries are random: with few tries, the job could be dead within hours.
        { name: 'test:job', schema: z.strictObject({}), maxAttempts: 1_000, run: handle },
      ],
    })
    bare = testRuntime({ storage: database.open(), clock, jobs: [retention] })
  })

  const subjects = async (from = desk) =>
    (await overdueWork(from.runtime)).map(({ subject }) => subject)

  /** Time goes by while a host calls `runDue` once a minute. */
  async function pass(ms: number, worker = desk): Promise<void> {
    for (let passed = 0; passed < ms; passed += minutes) {
      clock.advance(minutes)
      await worker.background.runDue()
    }
  }

  describe('is seen when', () => {
    it('no process was ever started', async () => {
      await desk.emit('x')
      clock.advance(hour)
      expect(await subjects()).toEqual([])
      clock.advance(1)
      const [overdue] = await overdueWork(desk.runtime)
      expect(overdue?.subject).toBe('background')
      expect(overdue?.detail).toMatch(/due since 20.*helpdesk\.start\(\).*helpdesk\.runDue\(\)/)
    })

    it('the only process has died', async () => {
      await desk.background.runDue()
      await desk.enqueue('test:job')
      clock.advance(2 * hour)
      expect(await subjects()).not.toContain('background')
      clock.advance(1)
      expect(await subjects()).toEqual(['background'])
      await desk.background.runDue()
      expect(await subjects()).toEqual([])
    })

    it('no process runs a name', async () => {
      await desk.background.runDue()
      await desk.emit('x')
      await desk.enqueue('test:job')
      await pass(hour + 2 * minutes, bare)
      expect(await subjects()).toEqual(['delivery test:it', 'job test:job'])
      const [, known] = await overdueWork(desk.runtime)
      expect(known?.detail).toMatch(/A job of "test:job" has been due since .*start\(\)/)
      const [, unknown] = await overdueWork(bare.runtime)
      expect(unknown?.detail).toMatch(/No plugin of this process.*rows from deskhand_jobs/)
    })

    it('a retry is due and new rows always come before it', async () => {
      isBroken = true
      await desk.enqueue('test:job')
      await desk.background.runDue()
      await pass(hour + minutes, bare)
      await desk.enqueue('test:job')
      expect(await subjects()).toEqual(['job test:job'])
    })

    it('the only process with a name has died while it ran a row', async () => {
      await desk.enqueue('test:job')
      await bare.background.runDue()
      const lockedUntil = new Date(clock.now().getTime() + minutes / 2)
      await storage.db
        .update(jobs)
        .set({ state: 'running', attempts: 1, lockedBy: 'dead', lockedUntil })
      await pass(hour, bare)
      expect(await subjects()).toEqual([])
      await pass(minutes, bare)
      expect(await subjects()).toEqual(['job test:job'])
    })

    it('events are not dispatched', async () => {
      await desk.background.runDue()
      await pass(30 * minutes)
      await desk.emit('x')
      clock.advance(hour + 1)
      expect(await subjects()).toEqual(['background'])
    })

    it('a feed is behind', async () => {
      await desk.background.runDue()
      await addFeed()
      await desk.emit('x')
      await pass(hour)
      expect(await subjects()).toEqual([])
      await pass(minutes)
      expect(await subjects()).toEqual(['feed test:feed'])
    })

    it('a feed has not even looked at events that are not for it', async () => {
      await desk.background.runDue()
      await addFeed({ types: ['rare'] })
      await desk.emit(...Array.from({ length: 1_900 }, () => 'y'))
      await pass(hour + minutes)
      expect(await subjects()).toEqual([])
      await desk.emit(...Array.from({ length: 200 }, () => 'y'))
      await pass(hour + minutes)
      expect(await subjects()).toEqual(['feed test:feed'])
    })
  })

  describe('is not seen', () => {
    it('in a fresh database, started or not', async () => {
      expect(await subjects()).toEqual([])
      clock.advance(30 * days)
      expect(await subjects()).toEqual([])
      await desk.background.runDue()
      expect(await subjects()).toEqual([])
    })

    it('where a host calls runDue once a minute, also after its clock has jumped', async () => {
      for (const jump of [0, 3 * hour, -5 * hour, 30 * days, -31 * days]) {
        clock.advance(jump)
        await desk.background.runDue()
        await desk.emit('x')
        await desk.enqueue('test:job')
        expect([jump, await subjects()]).toEqual([jump, []])
        await pass(70 * minutes)
        expect([jump, await subjects()]).toEqual([jump, []])
      }
    })

    it('in a job that is to run later', async () => {
      await desk.background.runDue()
      const runAt = new Date(clock.now().getTime() + 5 * hour)
      await desk.as('grace').transaction((call) => call.enqueue('test:job', {}, { runAt }))
      await pass(5 * hour, bare)
      expect(await subjects()).toEqual([])
    })

    it('in a delivery and a job that fail and wait for another try', async () => {
      isBroken = true
      await desk.background.runDue()
      await desk.emit('x')
      await desk.enqueue('test:job')
      await pass(3 * hour)
      expect(await storage.db.select().from(jobs).where(eq(jobs.name, 'test:job'))).toMatchObject([
        { state: 'waiting', lastError: 'Error: not today' },
      ])
      expect(await subjects()).toEqual([])
    })

    it('in dead work that was just put back', async () => {
      isBroken = true
      await desk.enqueue('test:job')
      await desk.background.runDue()
      await storage.db
        .update(jobs)
        .set({ state: 'dead', finishedAt: clock.now() })
        .where(eq(jobs.name, 'test:job'))
      await pass(5 * hour)
      expect(await subjects()).toEqual([])
      const [dead] = await storage.db.select().from(jobs).where(eq(jobs.name, 'test:job'))
      await retryDeadWork(desk.as('root'), { id: dead?.id })
      expect(await subjects()).toEqual([])
    })

    it('in a feed that fails, is being rebuilt or wants nothing', async () => {
      await desk.background.runDue()
      await desk.emit('x')
      await addFeed({ name: 'test:failing', attempts: 3 })
      await addFeed({ name: 'test:rebuilding', rebuildTenant: '' })
      await addFeed({ name: 'test:idle', types: [] })
      await addFeed({ name: 'test:other', types: ['other'] })
      await pass(2 * hour)
      expect(await subjects()).toEqual([])
    })
  })

  async function addFeed(more: Partial<typeof feeds.$inferInsert> = {}): Promise<void> {
    await storage.db.insert(feeds).values({
      name: 'test:feed',
      types: ['x'],
      position: 0,
      movedAt: clock.now(),
      missesEvents: false,
      attempts: 0,
      retryAt: new Date(0),
      seenAt: clock.now(),
      ...more,
    })
  }
})
