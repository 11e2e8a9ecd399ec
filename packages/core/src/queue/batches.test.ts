/** Batches of which some rows wait for a slot, because those before them hang. */
import { inArray } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { type TestClock, testClock } from '../../test/support/helpdesk.ts'
import { migratedDatabase, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import type { Storage } from '../db/types.ts'
import { jobQueue } from '../jobs/job-queue.ts'
import { jobs } from '../jobs/schema.ts'
import { newUuidV7 } from '../kit/clock.ts'
import type { JobDefinition } from '../plugin/background-parts.ts'
import { createWorker, type WorkerOptions } from './worker.ts'

const never = 24 * 3_600_000
const slots = 4
/** A name leaves a slot to the others. */
const ofOneName = slots - 1

describe.each(engines)('batches on $name', (engine) => {
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
    await storage.db.delete(jobs)
  })

  const job = (name: string, run: JobDefinition['run']): JobDefinition => ({
    name,
    schema: z.strictObject({}),
    run,
  })

  /** Runs quickly for nine rows, so that a batch is claimed, and then hangs until `release`. */
  function stalling(name = 'test:stalling') {
    const { promise, resolve } = Promise.withResolvers<void>()
    const ids: string[] = []
    const seen = { ids, started: 0, running: 0, most: 0, release: resolve }
    onTestFinished(() => resolve())
    const run: JobDefinition['run'] = async (_call, _payload, { jobId }) => {
      ids.push(jobId)
      if (++seen.started <= 9) return
      seen.most = Math.max(seen.most, ++seen.running)
      await promise
      seen.running--
    }
    return { seen, job: job(name, run) }
  }

  function worker(definitions: JobDefinition[], options: Partial<WorkerOptions> = {}) {
    const { runtime, log } = testRuntime({ storage: database.open(), clock, jobs: definitions })
    const made = createWorker(runtime, [jobQueue(runtime)], {
      ...{ holder: newUuidV7(), concurrency: slots, lockMs: 30_000, longestWait: never },
      onNext() {},
      ...options,
    })
    onTestFinished(() => made.drain(0))
    return { ...made, log }
  }

  async function insert(name: string, count: number, attempts = 0): Promise<void> {
    const rows = Array.from({ length: count }, () => ({
      ...{ id: newUuidV7(), tenantId: 'default', name, payload: {}, depth: 0, attempts },
      ...{ state: 'waiting' as const, runAt: new Date(0), createdAt: clock.now() },
    }))
    await storage.db.insert(jobs).values(rows)
  }

  async function rowsThat(state: string) {
    return (await storage.db.select().from(jobs)).filter((row) => row.state === state)
  }

  const count = async (state: string) => (await rowsThat(state)).length

  /** Thirty rows, of which the worker has run nine, runs three, and has claimed more. */
  async function stalled(options: Partial<WorkerOptions> = {}, more: JobDefinition[] = []) {
    const { seen, job: definition } = stalling()
    await insert(definition.name, 30)
    const busy = worker([definition, ...more], options)
    await busy.fill()
    await expect.poll(() => count('done')).toBe(9)
    const claimed = await count('running')
    expect(claimed).toBeGreaterThan(ofOneName)
    return { busy, seen, claimed }
  }

  it('run in as many slots as a name may have', async () => {
    const { seen } = await stalled()
    expect(seen).toMatchObject({ started: 9 + ofOneName, running: ofOneName })
    seen.release()
    await expect.poll(() => count('done')).toBe(30)
    expect(seen).toMatchObject({ started: 30, most: ofOneName })
  })

  it('do not hold up another name', async () => {
    let others = 0
    const other = job('test:other', async () => void others++)
    const { busy, seen } = await stalled({}, [other])
    await insert('test:other', 50)
    await busy.fill()
    await expect.poll(() => others).toBe(50)
    expect(seen.started).toBe(9 + ofOneName)
  })

  it('take turns with those of another name, even in one slot', async () => {
    const order: string[] = []
    const definitions = ['long', 'short'].map((name) =>
      job(`test:${name}`, async () => void order.push(name)),
    )
    await insert('test:long', 100)
    await insert('test:short', 1)
    const single = worker(definitions, { concurrency: 1 })
    await single.fill()
    await expect.poll(() => count('done')).toBe(101)
    expect(order.indexOf('short')).toBeLessThan(50)
  })

  it('keep the locks of rows that wait', async () => {
    const { claimed } = await stalled({ lockMs: 60 })
    clock.advance(never)
    const locks = async () =>
      (await rowsThat('running')).map(({ lockedUntil }) => lockedUntil?.getTime())
    await expect.poll(locks).toEqual(Array(claimed).fill(clock.now().getTime() + 60))
  })

  it('give back what has not started when the worker stops, without a counted try', async () => {
    const { busy, seen } = await stalled()
    const draining = busy.drain(never)
    await expect.poll(() => count('waiting')).toBe(30 - 9 - ofOneName)
    for (const row of await rowsThat('waiting')) {
      expect(row).toMatchObject({ attempts: 0, lockedBy: null, lockedUntil: null })
    }
    expect(await count('running')).toBe(ofOneName)
    seen.release()
    await draining
    expect(await count('done')).toBe(9 + ofOneName)
    expect(seen.started).toBe(9 + ofOneName)
  })

  it('start nothing that was claimed while the worker was told to stop', async () => {
    let started = 0
    const definition = job('test:it', async () => void started++)
    await insert('test:it', 3)
    const own = database.open()
    const { runtime } = testRuntime({ storage: own, clock, jobs: [definition] })
    const queue = jobQueue(runtime)
    const pausing = createWorker(
      runtime,
      [
        {
          ...queue,
          async load(db, claimed) {
            pausing.pause()
            return queue.load(db, claimed)
          },
        },
      ],
      { ...{ holder: 'here', concurrency: slots, lockMs: 30_000 }, onNext() {} },
    )
    await pausing.fill()
    await pausing.drain(never)
    expect(started).toBe(0)
    expect(await storage.db.select().from(jobs)).toMatchObject(
      Array(3).fill({ state: 'waiting', attempts: 0 }),
    )
  })

  it('skip a row that waits and was taken over by another process', async () => {
    const { busy, seen } = await stalled({ lockMs: 60 })
    const waiting = (await rowsThat('running')).filter(({ id }) => !seen.ids.includes(id))
    const ids = waiting.map(({ id }) => id)
    await storage.db.update(jobs).set({ lockedBy: 'another' }).where(inArray(jobs.id, ids))
    await expect.poll(() => busy.log).toHaveLength(ids.length)
    expect(busy.log[0]?.message).toContain('Lost the lock')
    seen.release()
    await expect.poll(() => count('done')).toBe(30 - ids.length)
    expect(seen.ids).not.toContain(ids[0])
    expect(seen.started).toBe(30 - ids.length)
  })

  it('are shared with an idle process after a second', async () => {
    const { seen, job: definition } = stalling()
    await insert(definition.name, 30)
    const start = (run: JobDefinition['run']) => {
      const { background } = testRuntime({
        ...{ storage: database.open(), jobs: [{ ...definition, run }], pollMs: never },
      })
      background.start()
      onTestFinished(() => background.stop({ timeoutMs: 0 }))
    }
    start(definition.run)
    await expect.poll(() => seen.running).toBe(ofOneName)
    const attempts: number[] = []
    start(async (_call, _payload, { attempt }) => void attempts.push(attempt))
    await expect.poll(() => count('done')).toBe(30 - ofOneName)
    expect(attempts).toEqual(Array(30 - 9 - ofOneName).fill(1))
    expect(seen.running).toBe(ofOneName)
  })

  it('leave no slot free while a name has more rows', async () => {
    let started = 0
    const release = Promise.withResolvers<void>()
    onTestFinished(() => release.resolve())
    const hang = async () => {
      started++
      await release.promise
    }
    // Those that were tried before are claimed one by one.
    await insert('test:tried', 5, 1)
    await worker([job('test:tried', hang)]).fill()
    await expect.poll(() => started).toBe(ofOneName)
  })

  it('are tried again one by one after their process was killed', async () => {
    const { claimed } = await stalled()
    clock.advance(30_001)
    let most = 0
    const next = testRuntime({
      ...{ storage: database.open(), clock, concurrency: 1 },
      jobs: [
        job('test:stalling', async () => {
          const mine = (await rowsThat('running')).filter(({ attempts }) => attempts === 2)
          most = Math.max(most, mine.length)
        }),
      ],
    })
    await next.background.runDue()
    const recovered = (await rowsThat('waiting')).map(({ attempts }) => attempts)
    expect(recovered).toEqual(Array(claimed).fill(1))
    clock.advance(1_000)
    await next.background.runDue()
    expect(await count('done')).toBe(30)
    expect(most).toBe(1)
  })
})
