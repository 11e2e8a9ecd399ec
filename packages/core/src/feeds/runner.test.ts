import { AsyncLocalStorage } from 'node:async_hooks'
import { eq } from 'drizzle-orm'
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
import { createSeen, see, seen, seenBy } from '../../test/support/seen.ts'
import { recordStatements, type Statement } from '../../test/support/statements.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import { createBackground } from '../background/background.ts'
import { SerializationFailure } from '../db/errors.ts'
import type { Storage } from '../db/types.ts'
import { createDispatcher, type Dispatcher } from '../events/dispatcher.ts'
import { deliveries, events, leases, subscribers } from '../events/schema.ts'
import { jobs } from '../jobs/schema.ts'
import { newUuidV7, systemClock } from '../kit/clock.ts'
import type { Feed } from '../plugin/background-parts.ts'
import { feeds } from './schema.ts'

const never = 10 * 60_000

/** A feed that writes down what it gets. */
const watching = (name: string, types: readonly string[] = ['x']): Feed => ({
  events: types,
  from: 'now',
  apply: (call, given) => see(call, name, given),
})

describe.each(engines)('feeds on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage
  let started: TestRuntime[]

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
    await createSeen(storage)
  })
  afterAll(() => database.dispose())
  beforeEach(async () => {
    started = []
    for (const table of [events, deliveries, jobs, leases, subscribers, feeds, seen]) {
      await storage.db.delete(table)
    }
  })
  afterEach(async () => {
    await Promise.all(started.map(({ background }) => background.stop({ timeoutMs: 0 })))
  })

  const process = (options: Partial<TestRuntimeOptions> = {}): TestRuntime =>
    testRuntime({ storage: database.open(), tables: { seen }, clock: systemClock, ...options })

  /** One that only works when it is woken: the slow poll never comes. */
  async function start(options: Partial<TestRuntimeOptions> = {}): Promise<TestRuntime> {
    const one = process({ pollMs: never, ...options })
    one.background.start()
    started.push(one)
    const names = Object.keys(options.feeds ?? {})
    await expect.poll(() => storage.db.select().from(feeds)).toHaveLength(names.length)
    return one
  }

  const rowOf = async (name: string) =>
    (
      await storage.db
        .select()
        .from(feeds)
        .where(eq(feeds.name, `test:${name}`))
    )[0]

  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

  it('applies the events of its types once, in their order, by tenant', async () => {
    const batches: string[] = []
    const { background, as, emit } = process({
      feeds: {
        it: {
          events: () => ['x', 'y'],
          from: 'now',
          async apply(call, given) {
            batches.push(`${call.tenantId} ${given.map(({ position }) => position)}`)
            await see(call, 'it', given)
          },
        },
      },
    })
    await background.runDue()
    for (const tenantId of ['b', 'a', 'b']) {
      await as('grace', tenantId).transaction(async (call) => {
        for (const type of ['x', 'z', 'y']) call.emit({ type, data: { n: 1 } })
      })
    }
    expect(await background.runDue()).toMatchObject({ dispatched: 9, applied: 6 })
    expect(batches).toEqual(['b 1,3,7,9', 'a 4,6'])
    expect(await background.runDue()).toMatchObject({ applied: 0 })
    await emit('z')
    await background.runDue()
    expect(await seenBy(storage.db, 'it')).toEqual([1, 3, 4, 6, 7, 9])
  })

  it('gives the plugin the whole event and a call of the system', async () => {
    let got: unknown
    const { background, as } = process({
      feeds: {
        it: {
          events: ['x'],
          from: 'now',
          async apply({ actor, tenantId, via, inTransaction }, [event]) {
            got = { actor: actor.id, tenantId, via, inTransaction, event }
          },
        },
      },
    })
    await background.runDue()
    await as('grace', 'acme').transaction(async (call) =>
      call.emit({ type: 'x', audience: 'public', aboutId: 'ada', data: { n: 1 } }),
    )
    await background.runDue()
    const [stored] = await storage.db.select().from(events)
    const { id, createdAt } = stored ?? {}
    expect(got).toEqual({
      actor: 'system',
      tenantId: 'acme',
      via: 'job',
      inTransaction: true,
      event: {
        id,
        position: 1,
        type: 'x',
        ticketId: null,
        actorId: 'grace',
        aboutId: 'ada',
        via: 'api',
        causeId: null,
        audience: 'public',
        data: { n: 1 },
        createdAt,
      },
    })
  })

  it('is woken by each commit of its own process', async () => {
    const { emit } = await start({ feeds: { it: watching('it') } })
    for (let count = 1; count <= 5; count++) {
      await emit('x')
      await expect.poll(() => seenBy(storage.db, 'it')).toEqual(upTo(count))
    }
  })

  it('is woken when another process commits and a third one dispatches', async () => {
    await start({ feeds: { it: watching('it') } })
    const other = process({ feeds: {} })
    await other.emit('x')
    await expect.poll(() => seenBy(storage.db, 'it')).toEqual([1])
  })

  /** An event that nobody is told of. */
  const insertQuietly = (storage: Storage) =>
    storage.db.insert(events).values({
      ...{ tenantId: 'default', id: newUuidV7(), type: 'x', actorId: 'grace', via: 'api' },
      ...{ depth: 0, audience: 'internal', data: {}, createdAt: new Date() },
    })

  it('is woken when its own process gives out positions', async () => {
    let wakes = 0
    const own = process({ feeds: { it: watching('it') } })
    const dispatcher = createDispatcher(own.runtime, 'own')
    const spied: Dispatcher = {
      ...dispatcher,
      onDispatch: (wake) =>
        dispatcher.onDispatch(() => {
          wakes++
          wake()
        }),
    }
    const background = createBackground(own.runtime, { pollMs: never }, spied)
    background.start()
    started.push({ ...own, background })
    await expect.poll(() => storage.db.select().from(feeds)).toHaveLength(1)
    await insertQuietly(own.runtime.storage)
    await dispatcher.dispatch()
    expect(wakes).toBe(1)
    await expect.poll(() => seenBy(storage.db, 'it')).toEqual([1])
  })

  it('is announced to other processes when there are feeds', async () => {
    let wakes = 0
    const { runtime } = process({ feeds: { it: watching('it') } })
    const unlisten = await database.open().listen(() => wakes++)
    await insertQuietly(runtime.storage)
    const before = wakes
    await createDispatcher(runtime, 'own').dispatch()
    await expect.poll(() => wakes).toBeGreaterThan(before)
    await unlisten()
  })

  it('applies each event once while several processes run the same feeds', async () => {
    const names = ['one', 'two', 'three']
    const all = Object.fromEntries(names.map((name) => [name, watching(name)]))
    const processes = [
      await start({ feeds: all }),
      await start({ feeds: all }),
      await start({ feeds: all }),
    ]
    const emitted = 60
    for (let n = 0; n < emitted / 6; n++) {
      await Promise.all(processes.map(({ emit }) => emit('x', 'x')))
    }
    for (const name of names) {
      await expect.poll(() => seenBy(storage.db, name), { timeout: 60_000 }).toEqual(upTo(emitted))
    }
    // The primary key refuses what is applied twice, so nothing has failed.
    expect(processes.flatMap(({ log }) => log)).toEqual([])
  })

  it('halves a batch that fails, down to one event, and never skips that one', async () => {
    const sizes: number[] = []
    let isBroken = true
    const { background, emit, log, counted } = process({
      clock: testClock(),
      feeds: {
        it: {
          ...watching('it'),
          async apply(call, given) {
            sizes.push(given.length)
            await see(call, 'it', given)
            if (isBroken && given.some(({ position }) => position === 7)) throw new Error('seven')
          },
        },
      },
    })
    await background.runDue()
    await emit(...Array<string>(10).fill('x'))
    expect(await background.runDue()).toMatchObject({ applied: 6 })
    expect(sizes[0]).toBe(10)
    expect(sizes.at(-1)).toBe(1)
    expect(await seenBy(storage.db, 'it')).toEqual(upTo(6))
    const [seventh] = await storage.db.select().from(events).where(eq(events.position, 7))
    expect(await rowOf('it')).toMatchObject({
      position: 6,
      attempts: 1,
      lastError: 'Error: seven',
      failedPosition: 7,
    })
    expect(log).toMatchObject([
      {
        level: 'warn',
        fields: {
          feed: 'test:it',
          eventId: seventh?.id,
          type: 'x',
          tenantId: 'default',
          position: 7,
          attempts: 1,
        },
      },
    ])
    expect(counted).toContain('deskhand_feed_failures_total test:it')
    isBroken = false
    expect(await background.runDue()).toMatchObject({ applied: 0 })
  })

  it('tries a failing event again and again, alone, and goes on after it with growing batches', async () => {
    const clock = testClock()
    const sizes: number[] = []
    let left = 30
    const { background, emit } = process({
      clock,
      feeds: {
        it: {
          ...watching('it'),
          async apply(call, given) {
            sizes.push(given.length)
            await see(call, 'it', given)
            if (given[0]?.position === 1 && left-- > 0) throw new Error('not yet')
          },
        },
      },
    })
    await background.runDue()
    await emit(...Array<string>(100).fill('x'))
    for (let n = 0; n < 40; n++) {
      await background.runDue()
      clock.advance(60 * 60_000)
    }
    expect(await seenBy(storage.db, 'it')).toEqual(upTo(100))
    const tries = sizes.indexOf(2)
    expect(sizes.slice(7, tries)).toEqual(Array(tries - 7).fill(1))
    expect(sizes.slice(tries).some((size) => size > 2)).toBe(true)
    expect(await rowOf('it')).toMatchObject({
      position: 100,
      attempts: 0,
      lastError: null,
      failedPosition: null,
    })
  })

  it('wakes by itself when a try is due', async () => {
    let tries = 0
    const { emit } = await start({
      feeds: {
        it: {
          ...watching('it'),
          async apply(call, given) {
            if (++tries < 3) throw new Error('not yet')
            await see(call, 'it', given)
          },
        },
      },
    })
    await emit('x')
    await expect.poll(() => seenBy(storage.db, 'it'), { timeout: 60_000 }).toEqual([1])
    expect(tries).toBe(3)
  })

  it('does not hold up the others while one feed fails', async () => {
    const failing = {
      ...watching('failing'),
      async apply() {
        throw new Error('always')
      },
    }
    const { background, emit } = process({
      feeds: { a: watching('a'), failing, z: watching('z') },
    })
    await background.runDue()
    for (let n = 0; n < 3; n++) await emit('x', 'x')
    await background.runDue()
    expect(await seenBy(storage.db, 'a')).toEqual(upTo(6))
    expect(await seenBy(storage.db, 'z')).toEqual(upTo(6))
    expect(await seenBy(storage.db, 'failing')).toEqual([])
  })

  it('tries a failing event alone in a process that is new to it', async () => {
    const clock = testClock()
    const sizes: number[] = []
    const broken: Feed = {
      ...watching('it'),
      async apply(_call, given) {
        sizes.push(given.length)
        throw new Error('always')
      },
    }
    const first = process({ clock, feeds: { it: broken } })
    await first.background.runDue()
    await first.emit('x', 'x', 'x')
    await first.background.runDue()
    clock.advance(60_000)
    sizes.length = 0
    await process({ clock, feeds: { it: broken } }).background.runDue()
    expect(sizes).toEqual([1])
  })

  it('is well again when the event at which it failed is no longer for it', async () => {
    const clock = testClock()
    const apply = async () => {
      throw new Error('no')
    }
    const failing = process({ clock, feeds: { it: { ...watching('it', ['x', 'y']), apply } } })
    await failing.background.runDue()
    await failing.emit('x')
    await failing.background.runDue()
    expect(await rowOf('it')).toMatchObject({ attempts: 1, failedPosition: 1 })
    clock.advance(1_000)
    const mended = process({ clock, feeds: { it: watching('it', ['y']) } })
    expect(await mended.background.runDue()).toMatchObject({ applied: 0 })
    expect(await rowOf('it')).toMatchObject({ attempts: 0, failedPosition: null, position: 1 })
  })

  it('gives all tenants of a batch together the time of one, and splits the batch', async () => {
    const applied: string[] = []
    const reached = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const first = Promise.withResolvers<void>()
    const { background, as } = process({
      feeds: {
        it: {
          ...watching('it'),
          async apply(call, given) {
            applied.push(call.tenantId)
            await see(call, 'it', given)
            reached[applied.length - 1]?.resolve()
            if (applied.length === 1) await first.promise
            if (applied.length === 2) await new Promise(() => {})
          },
        },
      },
    })
    await background.runDue()
    for (const tenantId of ['a', 'b']) {
      await as('grace', tenantId).transaction(async (call) => call.emit({ type: 'x' }))
    }
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const running = background.runDue()
    await reached[0]?.promise
    await vi.advanceTimersByTimeAsync(3_000)
    first.resolve()
    await reached[1]?.promise
    await vi.advanceTimersByTimeAsync(2_000)
    vi.useRealTimers()
    await running
    expect(applied).toEqual(['a', 'b', 'a', 'b'])
    expect(await seenBy(storage.db, 'it')).toEqual([1, 2])
  })

  it('does not count a conflict of the database as a failure of the event', async () => {
    const own = database.open()
    const outermost = new AsyncLocalStorage<object>()
    const tried = new Set<unknown>()
    const { emit, counted } = await start({
      storage: {
        ...own,
        transaction(work, options) {
          const run = () => own.transaction(work, { ...options, retryFor: 100 })
          return outermost.run(outermost.getStore() ?? {}, run)
        },
      },
      feeds: {
        it: {
          ...watching('it'),
          async apply(call, given) {
            tried.add(outermost.getStore())
            if (tried.size < 2) throw new SerializationFailure('two at once')
            await see(call, 'it', given)
          },
        },
      },
    })
    await emit('x')
    await expect.poll(() => seenBy(storage.db, 'it'), { timeout: 60_000 }).toEqual([1])
    expect(counted).not.toContain('deskhand_feed_failures_total test:it')
  })

  it('follows a cursor that was set back, as by a backup', async () => {
    const { background, emit } = process({ feeds: { it: watching('it') } })
    await background.runDue()
    await emit('x', 'x')
    await background.runDue()
    await storage.db.update(feeds).set({ position: 0 })
    await storage.db.delete(seen)
    await background.runDue()
    expect(await seenBy(storage.db, 'it')).toEqual([1, 2])
  })

  it('loses and repeats nothing when it stops during a backlog', async () => {
    const emitted = 300
    const reached = Promise.withResolvers<void>()
    const slow = {
      ...watching('it'),
      apply: async (call, given) => {
        await see(call, 'it', given)
        if ((given.at(-1)?.position ?? 0) > 60) reached.resolve()
      },
    } satisfies Feed
    const first = await start({ feeds: { it: slow } })
    await first.emit(...Array<string>(emitted).fill('x'))
    await reached.promise
    await first.background.stop({ timeoutMs: 0 })
    const applied = await seenBy(storage.db, 'it')
    expect(applied).toEqual(upTo(applied.length))
    expect((await rowOf('it'))?.position).toBe(applied.length)
    const second = await start({ feeds: { it: watching('it') } })
    second.background.wake()
    await expect.poll(() => seenBy(storage.db, 'it'), { timeout: 60_000 }).toEqual(upTo(emitted))
  })

  it('does not keep runDue waiting while the loop has a backlog', async () => {
    const slow: Feed = {
      ...watching('it'),
      async apply(call, given) {
        await see(call, 'it', given)
        await new Promise((resolve) => setTimeout(resolve, 3 * given.length))
      },
    }
    const it = await start({ feeds: { it: slow } })
    await it.background.stop()
    await it.emit(...Array<string>(1_000).fill('x'))
    it.background.start()
    await expect.poll(() => seenBy(storage.db, 'it')).not.toEqual([])
    await it.background.runDue({ ms: 50 })
    expect((await rowOf('it'))?.position).toBeLessThan(1_000)
    await expect.poll(() => seenBy(storage.db, 'it'), { timeout: 20_000 }).toEqual(upTo(1_000))
  })

  it('rolls back an apply that does not end, when it stops', async () => {
    const hanging = Promise.withResolvers<void>()
    const { background, emit, log } = await start({
      feeds: {
        it: {
          ...watching('it'),
          async apply(call, given) {
            await see(call, 'it', given)
            hanging.resolve()
            await new Promise(() => {})
          },
        },
      },
    })
    await emit('x')
    await hanging.promise
    await background.stop({ timeoutMs: 20 })
    expect(await seenBy(storage.db, 'it')).toEqual([])
    expect(await rowOf('it')).toMatchObject({ position: 0, attempts: 0 })
    expect(log).toEqual([])
    const next = process({ feeds: { it: watching('it') } })
    await next.background.runDue()
    expect(await seenBy(storage.db, 'it')).toEqual([1])
  })

  it('runs the jobs that it enqueues, one event deeper', async () => {
    const depths: number[] = []
    const { background, emit } = process({
      feeds: {
        it: {
          events: ['x'],
          from: 'now',
          apply: (call, given) => call.enqueue('test:send', { n: given.length }),
        },
      },
      jobs: [
        {
          name: 'test:send',
          schema: z.strictObject({ n: z.int() }),
          async run(call) {
            depths.push(call.depth)
          },
        },
      ],
    })
    await background.runDue()
    await emit('x')
    expect(await background.runDue()).toMatchObject({ applied: 1, jobs: 1 })
    expect(depths).toEqual([1])
  })

  it('ends a chain of feeds and jobs that trigger each other, and stays healthy', async () => {
    const { background, emit, counted } = process({
      feeds: {
        it: {
          ...watching('it'),
          async apply(call, given) {
            await see(call, 'it', given)
            await call.enqueue('test:again', {})
          },
        },
      },
      jobs: [
        {
          name: 'test:again',
          schema: z.strictObject({}),
          run: (call) => call.transaction(async (inner) => inner.emit({ type: 'x' })),
        },
      ],
    })
    await background.runDue()
    await emit('x')
    await background.runDue()
    expect(await seenBy(storage.db, 'it')).toEqual(upTo(11))
    expect(counted.filter((name) => name === 'deskhand_jobs_total test:again dead')).toHaveLength(1)
    expect(await rowOf('it')).toMatchObject({ attempts: 0 })
  })

  it('writes nothing for events of other types until there are many', async () => {
    const { background, emit } = process({ feeds: { it: watching('it') } })
    await background.runDue()
    const movedTo = async () => (await rowOf('it'))?.position
    await emit(...Array<string>(600).fill('other'))
    await background.runDue()
    await emit(...Array<string>(300).fill('other'))
    await background.runDue()
    expect(await movedTo()).toBe(0)
    await emit(...Array<string>(200).fill('other'))
    await background.runDue()
    expect(await movedTo()).toBe(1_100)
    await emit('x')
    await background.runDue()
    expect(await seenBy(storage.db, 'it')).toEqual([1_101])
  })

  it('moves past events of other types within ten minutes', async () => {
    const clock = testClock()
    const { background, emit } = process({ clock, feeds: { it: watching('it') } })
    await background.runDue()
    await emit('other')
    await background.runDue()
    clock.advance(11 * 60_000)
    await background.runDue()
    expect(await rowOf('it')).toMatchObject({ position: 1 })
  })

  it('reads the database once a poll while there is nothing to do, however many feeds there are', async () => {
    const all = Object.fromEntries(upTo(5).map((n) => [`it${n}`, watching(`it${n}`)]))
    const { emit } = await start({ feeds: all, pollMs: 20 })
    await emit('other')
    await expect.poll(async () => (await storage.db.select().from(leases))[0]?.progress).toBe(1)
    const ofFeeds = ({ sql }: Statement) => /deskhand_feeds|"position" > /.test(sql)
    const looks = (recorded: readonly Statement[]) =>
      expect.poll(() => recorded.filter(ofFeeds).length).toBeGreaterThan(5)
    const recordKinds = async () => {
      const recorded = await recordStatements(engine.name, looks)
      return new Set(recorded.filter(ofFeeds).map(({ sql }) => sql)).size
    }
    await expect.poll(recordKinds).toBe(1)
  })
})
