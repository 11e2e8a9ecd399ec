/** Every statement of background work, read from its query plan while the queues are long. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Storage } from '../src/db/types.ts'
import { examineFeeds } from '../src/doctor/feeds.ts'
import { overdueWork } from '../src/doctor/overdue-work.ts'
import { deliveries, events, leases } from '../src/events/schema.ts'
import { listFailingFeeds, skipEvent } from '../src/feeds/failing.ts'
import { requestRebuild } from '../src/feeds/rebuild.ts'
import { listDeadWork, retryDeadWork } from '../src/jobs/dead.ts'
import { perTenantJob } from '../src/jobs/per-tenant.ts'
import { retentionJob } from '../src/jobs/retention.ts'
import { jobs } from '../src/jobs/schema.ts'
import { newUuidV7 } from '../src/kit/clock.ts'
import { migrate } from '../src/migrate/migrate.ts'
import type { JobDefinition } from '../src/plugin/background-parts.ts'
import { tickets } from '../src/tickets/schema.ts'
import { days, type TestClock, testClock } from './support/helpdesk.ts'
import { planFaults } from './support/plans.ts'
import { migratedDatabase, type TestRuntime, testRuntime } from './support/runtime.ts'
import { recordStatements, type Statement } from './support/statements.ts'
import { engines, type TestDatabase } from './support/storages.ts'

const total = 20_000
const states = ['waiting', 'running', 'dead'] as const

describe.each(engines)('background work on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage
  let clock: TestClock
  let desk: TestRuntime
  let steps = 0

  /** Most rows are done; of what is left most is not due yet, or nobody's here. */
  function queueRow(n: number) {
    const at = clock.now()
    const state = n % 10 === 0 ? (states[(n / 10) % 40] ?? 'waiting') : 'done'
    return {
      id: newUuidV7(),
      tenantId: `tenant${n % 7}`,
      name: ['test:free', 'test:other', 'gone:it'][n % 3] as string,
      state: state as 'waiting' | 'running' | 'done' | 'dead',
      attempts: 1,
      runAt: new Date(at.getTime() + (n % 3 === 0 ? -1 : 30) * 60_000),
      lockedBy: state === 'running' ? 'another' : null,
      lockedUntil: state === 'running' ? new Date(at.getTime() + (n % 4 ? 1 : -1) * 20_000) : null,
      finishedAt: state === 'done' || state === 'dead' ? new Date(at.getTime() - n * 1_000) : null,
      createdAt: at,
    }
  }

  function jobRow(n: number) {
    return {
      name: 'test:job',
      uniqueKey: n % 2 ? `key${n}` : null,
      uniqueWhile: n % 2 ? ('kept' as const) : null,
      payload: {},
      depth: 0,
    }
  }

  function event(n: number) {
    return {
      tenantId: `tenant${n % 7}`,
      id: newUuidV7(),
      position: n < total - 50 ? n + 1 : null,
      type: n % 1_000 === 0 ? 'y' : 'x',
      actorId: 'grace',
      via: 'api' as const,
      depth: 0,
      audience: 'internal' as const,
      data: {},
      createdAt: new Date(clock.now().getTime() - (total - n) * 60_000),
    }
  }

  function ticket(n: number) {
    const at = clock.now()
    return {
      tenantId: `tenant${n % 7}`,
      id: newUuidV7(),
      number: n,
      subject: 'x',
      description: 'x',
      descriptionHtml: 'x',
      status: 'open' as const,
      priority: 'normal' as const,
      requesterId: 'ada',
      createdBy: 'ada',
      metadata: {},
      reopenCount: 0,
      version: 1,
      publicVersion: 1,
      createdAt: at,
      updatedAt: at,
      publicUpdatedAt: at,
    }
  }

  function open(): TestRuntime {
    const fail = async () => {
      throw new Error('always')
    }
    const handle = async () => {
      if (Math.random() < 0.3) throw new Error('now and then')
    }
    return testRuntime({
      storage,
      clock,
      retention: { events: 10, doneWork: 0.1 },
      on: {
        free: { events: ['x'], handle },
        other: { events: ['x'], handle },
      },
      feeds: {
        busy: { events: ['x'], from: 'now', apply: async () => {}, rebuild: async () => null },
        rare: { events: ['y'], from: 'beginning', apply: async () => {} },
        failing: { events: ['x'], from: 'now', apply: fail },
      },
      jobs: [
        retentionJob,
        { name: 'test:job', schema: z.looseObject({}), run: handle },
        perTenantJob as JobDefinition,
        {
          name: 'test:fill',
          schema: z.strictObject({}),
          afterMigration: '0001-init',
          perTenant: true,
          run: handle,
        },
        {
          name: 'test:next',
          schema: z.strictObject({}),
          run: (call) =>
            call.transaction(async (inner) => {
              const options = { uniqueKey: 'unfinished', uniqueWhile: 'unfinished' } as const
              if (steps++ === 0) await inner.enqueue('test:next', {}, options)
            }),
        },
        { name: 'test:tick', schema: z.strictObject({}), every: 60_000, run: handle },
      ],
    })
  }

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
    clock = testClock()
    desk = open()
    await desk.background.runDue()
    const sql = { sqlite: 'select 1', postgres: 'select 1' }
    const migrations = [{ plugin: 'test', migrations: [{ id: '0001-init', ...sql }] }]
    await migrate(storage, migrations, { now: clock.now })
    const numbers = Array.from({ length: total }, (_, n) => n)
    for (let from = 0; from < total; from += 500) {
      const part = numbers.slice(from, from + 500)
      await storage.transaction(async (db) => {
        await db.insert(events).values(part.map(event))
        await db.insert(tickets).values(part.map(ticket))
        await db
          .insert(deliveries)
          .values(part.map((n) => ({ ...queueRow(n), position: n + 1 })))
          .onConflictDoNothing()
        await db.insert(jobs).values(part.map((n) => ({ ...queueRow(n), ...jobRow(n) })))
      })
    }
    await storage.db.update(leases).set({ progress: total })
    await storage.execute(storage.db, 'analyze')
  })
  afterAll(() => database.dispose())

  /** Each key twice, because the second request reads what is there. */
  async function enqueueWithKeys(): Promise<void> {
    for (const uniqueWhile of ['waiting', 'unfinished', 'kept'] as const) {
      const options = { uniqueKey: uniqueWhile, uniqueWhile }
      await desk.as('grace').transaction(async (call) => {
        await call.enqueue('test:next', {}, options)
        await call.enqueue('test:next', {}, options)
      })
    }
  }

  it('reads no table from end to end and sorts nothing that grows', async () => {
    const recorded = await recordStatements(engine.name, async () => {
      clock.advance(2 * 60_000)
      await desk.background.runDue({ ms: 400 })
      clock.advance(days)
      await desk.background.runDue({ ms: 400 })
      await enqueueWithKeys()
      // A new process enqueues what is to run after the migration.
      await open().background.runDue({ ms: 400 })
      const overdue = (await overdueWork(desk.runtime)).map(({ subject }) => subject)
      expect(overdue).toContain('job test:job')
      const admin = desk.as('root', 'tenant1')
      const { page, data } = await listDeadWork(admin, { limit: 5 })
      await listDeadWork(admin, { limit: 5, cursor: page.nextCursor ?? undefined })
      await retryDeadWork(admin, { id: data[0]?.id })
      await requestRebuild(desk.runtime, 'test:busy')
      await desk.background.runDue({ ms: 10_000 })
      await desk.emit('x', 'z')
      await desk.background.runDue({ ms: 10_000 })
      const [failing] = (await listFailingFeeds(admin)).data
      await skipEvent(admin, { name: failing?.name, eventId: failing?.event.id })
      await examineFeeds(desk.runtime, clock.now())
    })
    const distinct = new Map<string, Statement>()
    for (const statement of recorded) {
      if (/^\s*(select|with|update|delete)/i.test(statement.sql))
        distinct.set(shape(statement), statement)
    }
    expect(distinct.size).toBeGreaterThan(20)
    const found = (part: RegExp) => [...distinct.keys()].filter((sql) => part.test(sql)).length
    expect(found(/deskhand_feeds/)).toBeGreaterThan(12)
    expect(found(/"position" > /)).toBeGreaterThan(1)
    const faults: string[] = []
    for (const statement of distinct.values()) {
      const { scans, sorted } = await planFaults(storage, statement)
      if (scans.length > 0 || sorted > 1_000) faults.push(`${scans} ${sorted} ${statement.sql}`)
    }
    expect(faults).toEqual([])
  })
})

/** The statement without how many values its lists hold. */
function shape({ sql }: Statement): string {
  return sql
    .replaceAll(/(\$\d+|\?)(, (\$\d+|\?))*/g, '?')
    .replaceAll(/(when \? then \? ?)+/g, 'when')
}
