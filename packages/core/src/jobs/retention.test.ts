import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type TestClock, testClock } from '../../test/support/helpdesk.ts'
import {
  migratedDatabase,
  type TestRuntime,
  type TestRuntimeOptions,
  testRuntime,
} from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import type { Storage } from '../db/types.ts'
import { deliveries, events, leases, subscribers } from '../events/schema.ts'
import { idempotencyKeys } from '../http/schema.ts'
import { retentionJob } from './retention.ts'
import { jobs, schedules } from './schema.ts'
import { deleteEvents } from './sweeps.ts'

const hour = 3_600_000
const day = 24 * hour

describe.each(engines)('retention on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage
  let clock: TestClock

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
  })
  afterAll(() => database.dispose())
  beforeEach(async () => {
    clock = testClock()
    const tables = [events, deliveries, jobs, schedules, leases, subscribers, idempotencyKeys]
    for (const table of tables) await storage.db.delete(table)
  })

  const desk = (options: Partial<TestRuntimeOptions> = {}) =>
    testRuntime({ storage, clock, jobs: [retentionJob], ...options })

  /** Lets `ms` pass and the sweeps run. */
  async function later({ background }: TestRuntime, ms: number): Promise<void> {
    clock.advance(ms)
    await background.runDue()
  }

  const quiet = { it: { events: ['x'], handle: async () => {} } }
  const types = async () => (await storage.db.select().from(events)).map(({ type }) => type)
  const states = async () => (await storage.db.select().from(deliveries)).map(({ state }) => state)

  it('keeps what is done for a week', async () => {
    const runs = desk({ on: quiet })
    await runs.background.runDue()
    await runs.emit(...Array<string>(3).fill('x'))
    await runs.background.runDue()
    await later(runs, 6 * day)
    expect(await states()).toEqual(['done', 'done', 'done'])
    await later(runs, 1 * day + hour)
    expect(await states()).toEqual([])
    expect(await types()).toEqual(['x', 'x', 'x'])
    const kept = await storage.db.select().from(jobs)
    expect(kept.length).toBeLessThanOrEqual(2)
  })

  it('works off more than one batch', async () => {
    const runs = desk({ retention: { events: 1 } })
    await runs.background.runDue()
    for (let n = 0; n < 6; n++) await runs.emit(...Array<string>(200).fill('x'))
    await runs.background.runDue()
    await later(runs, 2 * day)
    expect(await types()).toEqual([])
  })

  it('deletes events of one tenant after the other', async () => {
    const runs = desk({ retention: { events: 1 } })
    await runs.background.runDue()
    const emit = (tenantId: string, type: string) =>
      runs.as('grace', tenantId).transaction(async (call) => call.emit({ type }))
    for (const tenantId of ['a', 'b', 'z']) await emit(tenantId, 'old')
    await runs.background.runDue()
    clock.advance(day)
    for (const tenantId of ['b', 'c']) await emit(tenantId, 'new')
    await later(runs, hour)
    expect(await types()).toEqual(['new', 'new'])
  })

  it('keeps an event until all its subscribers are done with it', async () => {
    let isBroken = true
    const runs = desk({
      retention: { events: 1, deadWork: null },
      on: {
        it: {
          events: ['x'],
          async handle() {
            if (isBroken) throw new Error('broken')
          },
        },
      },
    })
    await runs.background.runDue()
    await runs.emit('x', 'unheard')
    await runs.background.runDue()
    await later(runs, 2 * day)
    expect(await types()).toEqual(['x'])
    for (let tries = 0; tries < 20; tries++) await later(runs, 2 * hour)
    expect(await states()).toEqual(['dead'])
    expect(await types()).toEqual(['x'])
    isBroken = false
    await storage.db.update(deliveries).set({ state: 'waiting', finishedAt: null })
    await later(runs, hour)
    await later(runs, hour)
    expect(await types()).toEqual([])
  })

  it('keeps an event that was not dispatched yet, however old it is', async () => {
    const runs = desk()
    await runs.emit('x')
    clock.advance(2 * day)
    const sweep = deleteEvents(clock.now())
    while (await sweep(runs.as('root')));
    expect(await types()).toEqual(['x'])
    await runs.background.runDue()
    while (await sweep(runs.as('root')));
    expect(await types()).toEqual([])
  })

  it('keeps events for good, and what is dead for 90 days, unless told otherwise', async () => {
    const runs = desk()
    await runs.background.runDue()
    await runs.emit('x')
    await storage.db.insert(jobs).values({
      id: runs.runtime.newId(),
      tenantId: 'default',
      name: 'core:retention',
      payload: {},
      state: 'dead',
      attempts: 20,
      runAt: clock.now(),
      depth: 0,
      finishedAt: clock.now(),
      createdAt: clock.now(),
    })
    const dead = async () =>
      (await storage.db.select().from(jobs)).filter(({ state }) => state === 'dead').length
    await later(runs, 89 * day)
    expect(await dead()).toBe(1)
    await later(runs, 2 * day)
    expect(await dead()).toBe(0)
    expect(await types()).toEqual(['x'])
  })

  it('keeps an idempotency key for a day, also one whose answer was removed', async () => {
    const runs = desk()
    await runs.background.runDue()
    const row = (requestKey: string, createdAt: Date, status: number) => ({
      tenantId: 'default',
      actorKey: 'grace',
      requestKey,
      fingerprint: status === 410 ? '' : 'f',
      status,
      createdAt,
    })
    const [old, recent] = [clock.now(), new Date(clock.now().getTime() + 2 * hour)]
    await storage.db
      .insert(idempotencyKeys)
      .values([
        row('old', old, 201),
        row('old, removed', old, 410),
        row('new', recent, 201),
        row('new, removed', recent, 410),
      ])
    await later(runs, day + hour)
    const kept = (await storage.db.select().from(idempotencyKeys)).map((one) => one.requestKey)
    expect(kept.toSorted()).toEqual(['new', 'new, removed'])
  })

  it('forgets a subscriber that no process has any more, and parks what waits for it', async () => {
    await desk({ on: quiet }).background.runDue()
    const without = desk()
    const moreThanOneBatch = 501
    await without.emit(...Array<string>(moreThanOneBatch).fill('x'))
    await without.background.runDue()
    const [claimed] = await storage.db.select().from(deliveries).limit(1)
    const byDeadProcess = { state: 'running', lockedBy: 'dead', lockedUntil: clock.now() } as const
    await storage.db
      .update(deliveries)
      .set(byDeadProcess)
      .where(eq(deliveries.id, `${claimed?.id}`))
    await later(without, 29 * day)
    const before = [...Array(moreThanOneBatch - 1).fill('waiting'), 'running']
    expect((await states()).toSorted()).toEqual(before.toSorted())
    await later(without, 2 * day)
    expect(await states()).toEqual(Array(moreThanOneBatch).fill('dead'))
    expect(await storage.db.select().from(subscribers)).toEqual([])
    await without.emit('x')
    await without.background.runDue()
    expect(await states()).toHaveLength(moreThanOneBatch)
  })

  it('pulls back a retry that a wrong clock put far ahead', async () => {
    const runs = desk({ on: quiet })
    await runs.background.runDue()
    await runs.emit('x')
    await desk().background.runDue()
    const runAt = new Date(clock.now().getTime() + 365 * day)
    await storage.db.update(deliveries).set({ runAt, attempts: 1 })
    await later(runs, hour)
    await runs.background.runDue()
    expect(await states()).toEqual(['done'])
  })

  it('leaves a job alone that was asked for later', async () => {
    let runs = 0
    const definition = {
      name: 'test:later',
      schema: z.strictObject({}),
      run: async () => void runs++,
    }
    const one = desk({ jobs: [retentionJob, definition] })
    await one.background.runDue()
    const runAt = new Date(clock.now().getTime() + 30 * day)
    await one.as('grace').transaction((call) => call.enqueue('test:later', {}, { runAt }))
    await later(one, 29 * day)
    await one.background.runDue()
    expect(runs).toBe(0)
    await later(one, day)
    expect(runs).toBe(1)
  })
})
