import { setImmediate } from 'node:timers/promises'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
  vi,
} from 'vitest'
import { z } from 'zod'
import { testClock } from '../../test/support/helpdesk.ts'
import {
  migratedDatabase,
  type TestRuntime,
  type TestRuntimeOptions,
  testRuntime,
} from '../../test/support/runtime.ts'
import { recordStatements, type Statement } from '../../test/support/statements.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import type { Storage } from '../db/types.ts'
import { deliveries, events, leases, subscribers } from '../events/schema.ts'
import { jobs, schedules } from '../jobs/schema.ts'
import { type Clock, systemClock } from '../kit/clock.ts'
import { createBackground } from './background.ts'
import { acquireLease, dispatching, leaseMs } from './lease.ts'

const never = 10 * 60_000

describe.each(engines)('background work on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage
  let started: TestRuntime[]

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
  })
  afterAll(() => database.dispose())
  beforeEach(async () => {
    started = []
    for (const table of [events, deliveries, jobs, schedules, leases, subscribers]) {
      await storage.db.delete(table)
    }
  })
  afterEach(async () => {
    await Promise.all(started.map(({ background }) => background.stop({ timeoutMs: 0 })))
  })

  /** One that only works when it is woken: the slow poll never comes. */
  function start(options: Partial<TestRuntimeOptions> = {}): TestRuntime {
    const process = testRuntime({
      storage: database.open(),
      clock: systemClock,
      pollMs: never,
      ...options,
    })
    process.background.start()
    started.push(process)
    return process
  }

  const isRegistered = () =>
    expect.poll(() => storage.db.select().from(subscribers)).not.toHaveLength(0)

  const states = async () =>
    (await storage.db.select().from(deliveries)).map(({ state }) => state).sort()

  it('is woken by each commit of its own process', async () => {
    let count = 0
    const { emit } = start({ on: { it: { events: ['x'], handle: async () => void count++ } } })
    await isRegistered()
    for (let n = 1; n <= 15; n++) {
      await emit('x')
      await expect.poll(() => count).toBe(n)
      await expect.poll(states).toEqual(Array(n).fill('done'))
    }
  })

  it('is woken by what another process commits', async () => {
    const own = database.open()
    let wakes = 0
    const listen: Storage['listen'] = (wake) =>
      own.listen(() => {
        wakes++
        wake()
      })
    const arrived = Promise.withResolvers<void>()
    start({
      storage: { ...own, listen },
      on: { it: { events: ['x'], handle: async () => arrived.resolve() } },
    })
    await isRegistered()
    await testRuntime({ storage: database.open(), clock: systemClock }).emit('x')
    await arrived.promise
    await expect.poll(() => wakes).toBeGreaterThan(0)
  })

  it('wakes by itself when a retry is due', async () => {
    const attempts: number[] = []
    const { emit } = start({
      on: {
        it: {
          events: ['x'],
          async handle(_call, { attempt }) {
            attempts.push(attempt)
            if (attempt < 3) throw new Error('not yet')
          },
        },
      },
    })
    await isRegistered()
    await emit('x')
    await expect.poll(() => attempts, { timeout: 60_000 }).toEqual([1, 2, 3])
  })

  it('goes on by itself until a backlog is worked off', async () => {
    const seen = { one: 0, other: 0 }
    const { emit } = start({
      on: {
        one: { events: ['x'], handle: async () => void seen.one++ },
        other: { events: ['x'], handle: async () => void seen.other++ },
      },
    })
    await isRegistered()
    await emit(...Array<string>(250).fill('x'))
    await expect.poll(() => seen, { timeout: 60_000 }).toEqual({ one: 250, other: 250 })
  })

  it('wakes by itself for a schedule', async () => {
    let ticks = 0
    const tick = { name: 'test:tick', schema: z.strictObject({}), every: 100 }
    start({ jobs: [{ ...tick, run: async () => void ticks++ }] })
    await expect.poll(() => ticks, { timeout: 60_000 }).toBeGreaterThan(3)
  })

  it('writes nothing while there is nothing to do', async () => {
    start({ pollMs: 20, on: { it: { events: ['x'], handle: async () => {} } } })
    await isRegistered()
    const severalRounds = (recorded: readonly Statement[]) =>
      expect
        .poll(() => recorded.filter(({ sql }) => sql === recorded[0]?.sql).length)
        .toBeGreaterThan(10)
    const recordWrites = async () => {
      const statements = await recordStatements(engine.name, severalRounds)
      return statements.filter(({ sql }) => !/^\s*select/i.test(sql))
    }
    await expect.poll(recordWrites).toEqual([])
  })

  it('finishes what runs before it stops, and takes nothing new, even in a round under way', async () => {
    const own = database.open()
    const reached = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    let begun = 0
    const gated: Storage = {
      ...own,
      async transaction(work, options) {
        if (begun === 0) return own.transaction(work, options)
        reached.resolve()
        await goOn.promise
        return own.transaction(work, options).finally(release.resolve)
      },
    }
    const { background } = start({
      storage: gated,
      on: {
        it: {
          events: ['x'],
          async handle() {
            begun++
            await release.promise
          },
        },
      },
    })
    await isRegistered()
    const { emit } = testRuntime({ storage: database.open(), clock: systemClock })
    await emit('x')
    await expect.poll(() => begun).toBe(1)
    await emit('x')
    await reached.promise
    const stopping = background.stop()
    goOn.resolve()
    await stopping
    expect(begun).toBe(1)
    expect(await states()).toEqual(['done', 'waiting'])
    expect(await acquireLease({ storage, clock: systemClock }, dispatching, 'next')).not.toBeNull()
  })

  it('aborts what takes too long to stop and gives it back', async () => {
    const aborted = Promise.withResolvers<void>()
    const own = database.open()
    let running = 0
    const counted: Storage = {
      ...own,
      transaction(work, options) {
        running++
        return own.transaction(work, options).finally(() => running--)
      },
    }
    const { background, enqueue } = start({
      storage: counted,
      jobs: [
        {
          name: 'test:long',
          schema: z.strictObject({}),
          run: (_call, _payload, { signal }) =>
            new Promise((_, reject) =>
              signal.addEventListener('abort', () => {
                aborted.resolve()
                reject(new Error('aborted'))
              }),
            ),
        },
      ],
    })
    await enqueue('test:long')
    const state = async () => (await storage.db.select().from(jobs))[0]?.state
    await expect.poll(state).toBe('running')
    await background.stop({ timeoutMs: 20 })
    await aborted.promise
    // An outcome is written down a moment after it is there.
    for (let n = 0; n < 3; n++) await setImmediate()
    await expect.poll(() => running).toBe(0)
    expect(await storage.db.select().from(jobs)).toMatchObject([
      { state: 'waiting', attempts: 0, lockedBy: null, lastError: null },
    ])
  })

  it('starts and stops any number of times', async () => {
    let count = 0
    const { background, emit } = start({
      on: { it: { events: ['x'], handle: async () => void count++ } },
    })
    background.start()
    await isRegistered()
    await Promise.all([background.stop(), background.stop()])
    await background.stop()
    await emit('x')
    // By another process, which has nothing to deliver it to.
    await testRuntime({ storage: database.open(), clock: systemClock }).background.runDue()
    expect(count).toBe(0)
    background.start()
    void background.stop()
    background.start()
    await expect.poll(() => count).toBe(1)
  })

  it('outlives a database that is not there', async () => {
    let isGone = true
    let count = 0
    const own = database.open()
    const flaky: Storage = {
      ...own,
      listen: (wake) => (isGone ? Promise.reject(new Error('gone')) : own.listen(wake)),
    }
    const { background, emit, log } = start({
      storage: flaky,
      on: { it: { events: ['x'], handle: async () => void count++ } },
    })
    await expect.poll(() => log.length).toBeGreaterThan(0)
    expect(log[0]).toMatchObject({ level: 'error', fields: { failures: 1 } })
    isGone = false
    await isRegistered()
    await emit('x')
    await expect.poll(() => count).toBe(1)
    await background.stop()
  })

  it('outlives a logger and metrics that throw', async () => {
    const attempts: number[] = []
    const storage = database.open()
    const { runtime, emit } = testRuntime({
      storage,
      clock: systemClock,
      on: {
        it: {
          events: ['x'],
          async handle(_call, { attempt }) {
            attempts.push(attempt)
            if (attempt < 2) throw new Error('not yet')
          },
        },
      },
    })
    const fail = () => {
      throw new Error('the host has a bug')
    }
    const background = createBackground({
      ...runtime,
      logger: { debug: fail, info: fail, warn: fail, error: fail },
      metrics: { count: fail, duration: fail },
    })
    await background.runDue()
    await emit('x')
    background.start()
    await expect.poll(() => attempts, { timeout: 60_000 }).toEqual([1, 2])
    await background.stop()
  })

  it('writes an outcome down later when the database was away just then', async () => {
    const own = database.open()
    let isGone = false
    let count = 0
    const flaky: Storage = {
      ...own,
      transaction: (work, options) =>
        isGone ? Promise.reject(new Error('gone')) : own.transaction(work, options),
    }
    const { emit, log } = start({
      storage: flaky,
      pollMs: 50,
      on: {
        it: {
          events: ['x'],
          async handle() {
            count++
            isGone = true
          },
        },
      },
    })
    await isRegistered()
    await emit('x')
    await expect.poll(() => log.length).toBeGreaterThan(0)
    expect(log[0]?.message).toContain('Could not write the outcomes')
    isGone = false
    const state = async () => (await storage.db.select().from(deliveries))[0]?.state
    await expect.poll(state, { timeout: 60_000 }).toBe('done')
    expect(count).toBe(1)
  })

  describe('runDue', () => {
    it('starts nothing new when its time is over', async () => {
      const now = performance.now.bind(performance)
      let passed = 0
      const time = vi.spyOn(performance, 'now').mockImplementation(() => now() + passed)
      onTestFinished(() => time.mockRestore())
      let count = 0
      const { background, as } = testRuntime({
        // Of its own, so that nothing else remembers times to come.
        storage: database.open(),
        concurrency: 1,
        jobs: [
          {
            name: 'test:slow',
            schema: z.strictObject({}),
            async run(call) {
              if (++count === 3) passed = 3_600_000
              // Longer than a claim, so that the round finds its only slot taken and ends.
              for (let n = 0; n < 5; n++) await call.db.select().from(jobs).limit(1)
            },
          },
        ],
      })
      await as('grace').transaction(async (call) => {
        for (let n = 0; n < 100; n++) await call.enqueue('test:slow', {})
      })
      await background.runDue({ ms: 3_600_000 })
      // The round that is under way comes to its end.
      expect(count).toBeLessThan(50)
      const rows = await storage.db.select().from(jobs)
      expect(rows.filter(({ state }) => state === 'done')).toHaveLength(count)
      expect(rows.filter(({ state }) => state === 'waiting')).toHaveLength(100 - count)
      expect(await background.runDue({ ms: 0 })).toMatchObject({ jobs: 0 })
    })

    it.each<unknown>([50_000, { ms: '50' }, { ms: -1 }, { ms: Number.NaN }])(
      'refuses %j as its options',
      async (options) => {
        const { background } = start({})
        await expect(background.runDue(options as object)).rejects.toThrow('runDue({ ms: 50_000 })')
      },
    )

    it('works beside a loop that is started', async () => {
      let count = 0
      const { background, emit } = start({
        on: { it: { events: ['x'], handle: async () => void count++ } },
      })
      await isRegistered()
      await emit(...Array<string>(30).fill('x'))
      await Promise.all([background.runDue(), background.runDue()])
      expect(count).toBe(30)
      await emit('x')
      await expect.poll(() => count).toBe(31)
    })

    it('waits for the lease of a process that died while it dispatched', async () => {
      const clock = testClock()
      let looks = Number.NEGATIVE_INFINITY
      const patient: Clock = {
        now() {
          if (++looks === 20) clock.advance(leaseMs)
          return clock.now()
        },
      }
      const { runtime, background, emit } = testRuntime({ storage, clock: patient })
      await acquireLease(runtime, dispatching, 'died')
      await emit('x')
      looks = 0
      expect(await background.runDue()).toMatchObject({ dispatched: 1 })
    })

    it('writes down what it could not at first, without waiting for its time to be over', async () => {
      let failures = 0
      const flaky: Storage = {
        ...storage,
        transaction(work, options) {
          if (failures === 0) return storage.transaction(work, options)
          failures--
          return Promise.reject(new Error('gone'))
        },
      }
      const { background, emit, log } = testRuntime({
        storage: flaky,
        on: {
          it: {
            events: ['x'],
            async handle() {
              failures = 3
            },
          },
        },
      })
      await background.runDue()
      await emit('x')
      expect(await background.runDue({ ms: 3_600_000 })).toMatchObject({ delivered: 1, failed: 0 })
      expect(log).toHaveLength(3)
      expect(log[0]?.message).toContain('Could not write the outcomes')
    })

    it('fails when the database does', async () => {
      const broken: Storage = {
        ...storage,
        transaction: () => Promise.reject(new Error('gone')),
      }
      const { background } = testRuntime({
        storage: broken,
        on: { it: { events: ['x'], handle: async () => {} } },
      })
      await expect(background.runDue()).rejects.toThrow('gone')
    })
  })
})
