import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { testClock } from '../../test/support/helpdesk.ts'
import { migratedDatabase, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import type { Storage } from '../db/types.ts'
import type { JobDefinition } from '../plugin/background-parts.ts'
import { jobs } from './schema.ts'

const payloadSchema = z.strictObject({ n: z.number() })
type Payload = z.infer<typeof payloadSchema>

describe.each(engines)('jobs on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
  })
  afterAll(() => database.dispose())
  beforeEach(() => storage.db.delete(jobs))

  const job = (
    run: JobDefinition<Payload>['run'],
    more: Partial<JobDefinition<Payload>> = {},
  ): JobDefinition<Payload> => ({ name: 'test:count', schema: payloadSchema, run, ...more })

  it('runs as the system of the tenant that asked for it', async () => {
    const seen: unknown[] = []
    const { background, as, counted } = testRuntime({
      storage,
      jobs: [
        job(async (call, payload, { attempt, jobId, signal }) => {
          seen.push(call.actor.role, call.tenantId, payload, attempt, typeof jobId, signal.aborted)
        }),
      ],
    })
    await as('grace', 'acme').transaction((call) => call.enqueue('test:count', { n: 1 }))
    expect(await background.runDue()).toEqual({
      dispatched: 0,
      applied: 0,
      delivered: 0,
      jobs: 1,
      failed: 0,
    })
    expect(seen).toEqual(['system', 'acme', { n: 1 }, 1, 'string', false])
    expect(counted).toEqual([
      'deskhand_jobs_total test:count done',
      'deskhand_job_ms test:count done',
    ])
  })

  it('keeps the cause and the depth of the call that asked for it', async () => {
    const seen: unknown[] = []
    const { background, emit } = testRuntime({
      storage,
      on: {
        ask: {
          events: ['x'],
          handle: (call) => call.transaction((inner) => inner.enqueue('test:count', { n: 1 })),
        },
      },
      jobs: [job(async (call) => void seen.push(typeof call.causeId, call.depth))],
    })
    await background.runDue()
    await emit('x')
    await background.runDue()
    expect(seen).toEqual(['string', 1])
  })

  it('waits for its time', async () => {
    const clock = testClock()
    const runAt = new Date(clock.now().getTime() + 5_000)
    const { background, as } = testRuntime({ storage, clock, jobs: [job(async () => {})] })
    await as('grace').transaction((call) => call.enqueue('test:count', { n: 1 }, { runAt }))
    expect(await background.runDue()).toMatchObject({ jobs: 0 })
    await as('grace').transaction((call) => call.enqueue('test:count', { n: 2 }))
    expect(await background.runDue()).toMatchObject({ jobs: 1 })
    clock.advance(5_000)
    expect(await background.runDue()).toMatchObject({ jobs: 1 })
  })

  it('takes a unique key once in each tenant', async () => {
    const { background, as } = testRuntime({ storage, jobs: [job(async () => {})] })
    for (const tenantId of ['a', 'a', 'b']) {
      await as('grace', tenantId).transaction((call) =>
        call.enqueue('test:count', { n: 1 }, { uniqueKey: 'same' }),
      )
    }
    expect(await background.runDue()).toMatchObject({ jobs: 2 })
  })

  it('parks a job as dead after its own number of tries', async () => {
    const clock = testClock()
    const fail = async () => {
      throw new Error('no')
    }
    const { background, enqueue } = testRuntime({
      storage,
      clock,
      jobs: [job(fail, { maxAttempts: 2 })],
    })
    await enqueue('test:count', { n: 1 })
    await background.runDue()
    clock.advance(1_000)
    await background.runDue()
    expect(await storage.db.select().from(jobs)).toMatchObject([{ state: 'dead', attempts: 2 }])
  })

  it('refuses a job that nobody defines, and a payload that does not fit', async () => {
    const { enqueue } = testRuntime({ storage, jobs: [job(async () => {})] })
    await expect(enqueue('test:other')).rejects.toThrow('No installed plugin defines')
    await expect(enqueue('test:count', { n: 'one' })).rejects.toMatchObject({ status: 400 })
  })

  it('leaves jobs that this process does not define to others', async () => {
    const clock = testClock()
    const { enqueue } = testRuntime({ storage, jobs: [job(async () => {})] })
    const without = testRuntime({ storage, clock, jobs: [job(async () => {}, { name: 'test:y' })] })
    await enqueue('test:count', { n: 1 })
    expect(await without.background.runDue()).toMatchObject({ jobs: 0 })
    expect(await storage.db.select().from(jobs)).toMatchObject([{ state: 'waiting', attempts: 0 }])
    const lockedUntil = new Date(clock.now().getTime() - 1)
    const abandoned = { state: 'running', attempts: 1, lockedBy: 'dead', lockedUntil } as const
    await storage.db.update(jobs).set(abandoned)
    await without.background.runDue()
    expect(await storage.db.select().from(jobs)).toMatchObject([abandoned])
  })

  it('runs each job once when several processes claim at once', async () => {
    const seen: number[] = []
    const definition = job(async (_call, { n }) => void seen.push(n))
    const processes = [1, 2, 3].map(() =>
      testRuntime({ storage: database.open(), jobs: [definition] }),
    )
    await processes[0]?.as('grace').transaction(async (call) => {
      for (let n = 0; n < 60; n++) await call.enqueue('test:count', { n })
    })
    const results = await Promise.all(processes.map(({ background }) => background.runDue()))
    expect(results.reduce((sum, { jobs: count }) => sum + count, 0)).toBe(60)
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n))
  })
})
