import { asc, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testClock } from '../../test/support/helpdesk.ts'
import { migratedDatabase, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import { acquireLease, dispatching, leaseMs } from '../background/lease.ts'
import type { Storage } from '../db/types.ts'
import { createDispatcher, type Dispatcher, dispatchBatch } from './dispatcher.ts'
import { deliveries, events, leases, subscribers } from './schema.ts'
import { registerSubscribers } from './subscribers.ts'

const nothing = async () => {}

describe.each(engines)('the dispatcher on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
  })
  afterAll(() => database.dispose())
  beforeEach(async () => {
    for (const table of [events, deliveries, leases, subscribers]) await storage.db.delete(table)
  })

  const positions = () =>
    storage.db
      .select({ type: events.type, position: events.position })
      .from(events)
      .orderBy(asc(events.position))

  const delivered = async () => {
    const rows = await storage.db
      .select({ name: deliveries.name, position: deliveries.position })
      .from(deliveries)
      .orderBy(asc(deliveries.position), asc(deliveries.name))
    return rows.map(({ name, position }) => `${position} ${name}`)
  }

  it('stamps what is committed, in order and without gaps', async () => {
    const { runtime, emit } = testRuntime({ storage })
    const dispatcher = createDispatcher(runtime, 'one')
    await emit('a', 'b')
    await emit('c')
    expect(await dispatcher.dispatch()).toEqual({ events: 3, next: 'idle' })
    await emit('d')
    expect(await dispatcher.dispatch()).toEqual({ events: 1, next: 'idle' })
    expect(await dispatcher.dispatch()).toEqual({ events: 0, next: 'idle' })
    expect(await positions()).toEqual([
      { type: 'a', position: 1 },
      { type: 'b', position: 2 },
      { type: 'c', position: 3 },
      { type: 'd', position: 4 },
    ])
  })

  it('works off more than one batch', async () => {
    const { runtime, emit } = testRuntime({ storage })
    const dispatcher = createDispatcher(runtime, 'one')
    await emit(...Array<string>(450).fill('many'))
    expect(await dispatcher.dispatch()).toEqual({ events: 200, next: 'more' })
    expect(await dispatcher.dispatch()).toEqual({ events: 200, next: 'more' })
    expect(await dispatcher.dispatch()).toEqual({ events: 50, next: 'idle' })
    const stamped = await positions()
    expect(stamped.map(({ position }) => position)).toEqual(stamped.map((_, n) => n + 1))
  })

  it('makes a delivery for each subscriber of a type, whichever process wrote the event', async () => {
    const subscribing = testRuntime({
      storage,
      on: {
        both: { events: ['a', 'b'], handle: nothing },
        first: { events: ['a', 'a'], handle: nothing },
      },
    })
    await registerSubscribers(subscribing.runtime)
    const other = testRuntime({ storage })
    await other.emit('a', 'b', 'c')
    await createDispatcher(other.runtime, 'other').dispatch()
    expect(await delivered()).toEqual(['1 test:both', '1 test:first', '2 test:both'])
  })

  it('gives a new subscriber what is stamped after it was registered', async () => {
    const writer = testRuntime({ storage })
    const dispatcher = createDispatcher(writer.runtime, 'one')
    await writer.emit('a')
    await dispatcher.dispatch()
    await writer.emit('a')
    const late = testRuntime({ storage, on: { late: { events: ['a'], handle: nothing } } })
    await registerSubscribers(late.runtime)
    await writer.emit('a')
    await dispatcher.dispatch()
    expect(await delivered()).toEqual(['2 test:late', '3 test:late'])
    expect(await storage.db.select().from(subscribers)).toMatchObject([{ since: 1 }])
  })

  it('follows a subscriber that changes its types and keeps since when it is registered', async () => {
    const writer = testRuntime({ storage })
    const register = (...types: string[]) =>
      registerSubscribers(
        testRuntime({ storage, on: { it: { events: types, handle: nothing } } }).runtime,
      )
    const dispatcher = createDispatcher(writer.runtime, 'one')
    await register('a')
    await writer.emit('a', 'b')
    await dispatcher.dispatch()
    await register('b')
    await writer.emit('a', 'b')
    await dispatcher.dispatch()
    expect(await delivered()).toEqual(['1 test:it', '4 test:it'])
    expect(await storage.db.select().from(subscribers)).toMatchObject([
      { name: 'test:it', types: ['b'], since: 0 },
    ])
  })

  it('starts where the counter stands after events were deleted', async () => {
    const { runtime, emit } = testRuntime({ storage })
    const dispatcher = createDispatcher(runtime, 'one')
    await emit('a', 'b')
    await dispatcher.dispatch()
    await storage.db.delete(events)
    await emit('c')
    await dispatcher.dispatch()
    expect(await positions()).toEqual([{ type: 'c', position: 3 }])
  })

  it('leaves the work to the holder of the lease', async () => {
    const clock = testClock()
    const { runtime, emit } = testRuntime({ storage, clock })
    await acquireLease(runtime, dispatching, 'another process')
    await emit('a')
    const dispatcher = createDispatcher(runtime, 'one')
    expect(await dispatcher.dispatch()).toEqual({ events: 0, next: 'elsewhere' })
    clock.advance(leaseMs + 1)
    expect(await dispatcher.dispatch()).toEqual({ events: 1, next: 'idle' })
  })

  it('fences off a dispatcher that comes back late', async () => {
    const clock = testClock()
    const { runtime, emit } = testRuntime({ storage, clock })
    const late = await acquireLease(runtime, dispatching, 'late')
    await emit('a')
    clock.advance(leaseMs + 1)
    const next = createDispatcher(runtime, 'next')
    expect(await next.dispatch()).toEqual({ events: 1, next: 'idle' })
    await emit('b')
    expect(late && (await dispatchBatch(runtime, late))).toBeNull()
    expect(await storage.db.select().from(events).where(isNull(events.position))).toHaveLength(1)
    expect(await next.dispatch()).toEqual({ events: 1, next: 'idle' })
    expect(await positions()).toEqual([
      { type: 'a', position: 1 },
      { type: 'b', position: 2 },
    ])
  })

  it('never stamps an event twice when many dispatch at once', async () => {
    const runtimes = [1, 2, 3].map(() => {
      const own = database.open()
      return testRuntime({ storage: own, clock: { now: () => new Date() } })
    })
    const subscriber = testRuntime({ storage, on: { all: { events: ['x'], handle: nothing } } })
    await registerSubscribers(subscriber.runtime)
    const writing = runtimes.map(async ({ emit }) => {
      for (let n = 0; n < 30; n++) await emit('x', 'x')
    })
    let isWriting = true
    const dispatching = runtimes.map(async ({ runtime }, index) => {
      const dispatcher: Dispatcher = createDispatcher(runtime, `process ${index}`)
      while (isWriting) {
        await dispatcher.dispatch()
        if (Math.random() < 0.3) await dispatcher.release()
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
      await dispatcher.release()
    })
    await Promise.all(writing)
    isWriting = false
    await Promise.all(dispatching)
    await createDispatcher(subscriber.runtime, 'last').dispatch()
    const stamped = await positions()
    expect(stamped.map(({ position }) => position)).toEqual(
      Array.from({ length: 180 }, (_, n) => n + 1),
    )
    expect(await delivered()).toEqual(stamped.map(({ position }) => `${position} test:all`))
  })
})

describe('the dispatcher between transactions that overlap', () => {
  const [, postgres] = engines

  it('puts what commits later after what was read before', async () => {
    if (!postgres) throw new Error('No Postgres to test on.')
    const database = await migratedDatabase(postgres)
    const storage = database.open()
    const { runtime, as, emit } = testRuntime({ storage })
    const dispatcher = createDispatcher(runtime, 'one')
    const written = Promise.withResolvers<void>()
    const commit = Promise.withResolvers<void>()

    const slow = storage.transaction(async (db) => {
      await db.insert(events).values({
        tenantId: 'default',
        id: runtime.newId(),
        type: 'slow',
        actorId: as('grace').actor.id,
        via: 'api',
        depth: 0,
        audience: 'internal',
        data: {},
        createdAt: runtime.clock.now(),
      })
      written.resolve()
      await commit.promise
    })
    await written.promise
    await emit('quick')
    expect(await dispatcher.dispatch()).toEqual({ events: 1, next: 'idle' })
    commit.resolve()
    await slow
    expect(await dispatcher.dispatch()).toEqual({ events: 1, next: 'idle' })

    const inOrder = await storage.db.select().from(events).orderBy(asc(events.position))
    expect(inOrder.map(({ type }) => type)).toEqual(['quick', 'slow'])
    expect(inOrder.map(({ seq }) => seq)).toEqual([2, 1])
    await database.dispose()
  })
})
