import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { testClock } from '../../test/support/helpdesk.ts'
import { migratedDatabase, type TestRuntime, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import type { Storage } from '../db/types.ts'
import type { DeliveredEvent } from '../plugin/background-parts.ts'
import { deliveries, events, leases, subscribers } from './schema.ts'
import { registerSubscribers } from './subscribers.ts'

const hour = 3_600_000

/** A process that stands still, as if dead, and is gone before the next test. */
function runUntil(death: PromiseWithResolvers<void>, { background }: TestRuntime): void {
  const run = background.runDue({ ms: 100 })
  onTestFinished(async () => {
    death.resolve()
    await run
  })
}

describe.each(engines)('deliveries on $name', (engine) => {
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

  const states = async () => {
    const rows = await storage.db
      .select()
      .from(deliveries)
      .orderBy(deliveries.position, deliveries.name)
    return rows.map(({ name, position, state }) => `${position} ${name} ${state}`)
  }

  it('hands an event to its subscriber, as the system of its tenant', async () => {
    const seen: unknown[] = []
    const { background, as } = testRuntime({
      storage,
      on: {
        it: {
          events: ['greeted'],
          async handle(call, event) {
            seen.push({ ...event, deliveryId: typeof event.deliveryId })
            seen.push([
              call.actor.role,
              call.tenantId,
              call.via,
              call.causeId === event.id,
              call.depth,
            ])
          },
        },
      },
    })
    await background.runDue()
    await as('grace', 'acme').transaction(async (call) => {
      call.emit({
        type: 'greeted',
        audience: 'public',
        aboutId: 'ada',
        data: { how: 'warmly' },
      })
    })
    expect(await background.runDue()).toEqual({
      dispatched: 1,
      applied: 0,
      delivered: 1,
      jobs: 0,
      failed: 0,
    })
    expect(seen).toEqual([
      {
        id: expect.any(String),
        deliveryId: 'string',
        attempt: 1,
        position: 1,
        type: 'greeted',
        ticketId: null,
        actorId: 'grace',
        aboutId: 'ada',
        via: 'api',
        causeId: null,
        audience: 'public',
        data: { how: 'warmly' },
        createdAt: expect.any(Date),
      },
      ['system', 'acme', 'job', true, 1],
    ])
    expect(await states()).toEqual(['1 test:it done'])
    expect(await background.runDue()).toEqual({
      dispatched: 0,
      applied: 0,
      delivered: 0,
      jobs: 0,
      failed: 0,
    })
  })

  it('delivers what a handler leads to, and stops a circle', async () => {
    let count = 0
    const { background, emit, log } = testRuntime({
      storage,
      on: {
        echo: {
          events: ['said'],
          async handle(call) {
            count++
            await call.transaction(async (inner) => inner.emit({ type: 'said' }))
          },
        },
      },
    })
    await background.runDue()
    await emit('said')
    expect(await background.runDue()).toEqual({
      dispatched: 11,
      applied: 0,
      delivered: 10,
      jobs: 0,
      failed: 1,
    })
    expect(count).toBe(10)
    expect(await states()).toContain('11 test:echo dead')
    expect(log.at(-1)?.message).toContain('gave up')
  })

  it('tries again later and later, with the same delivery id', async () => {
    const clock = testClock()
    const tries: DeliveredEvent[] = []
    const { background, emit, log } = testRuntime({
      storage,
      clock,
      on: {
        it: {
          events: ['x'],
          async handle(_call, event) {
            tries.push(event)
            if (tries.length < 3) throw new Error('no\0t yet \ud800')
          },
        },
      },
    })
    await background.runDue()
    await emit('x')
    expect(await background.runDue()).toMatchObject({ delivered: 0, failed: 1 })
    const [row] = await storage.db.select().from(deliveries)
    expect(row).toMatchObject({ state: 'waiting', attempts: 1, lastError: 'Error: not yet \ufffd' })
    expect(row?.runAt.getTime()).toBeLessThanOrEqual(clock.now().getTime() + 1_000)
    clock.advance(1_000)
    expect(await background.runDue()).toMatchObject({ delivered: 0, failed: 1 })
    clock.advance(2_000)
    expect(await background.runDue()).toMatchObject({ delivered: 1, failed: 0 })
    expect(tries.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
    expect(new Set(tries.map(({ deliveryId }) => deliveryId))).toHaveProperty('size', 1)
    expect(await states()).toEqual(['1 test:it done'])
    expect(log.map(({ message }) => message)).toEqual([
      expect.stringContaining('failed and is tried again'),
      expect.stringContaining('failed and is tried again'),
    ])
  })

  it('gives up after twenty tries, and counts outcomes', async () => {
    const clock = testClock()
    const { background, emit, counted } = testRuntime({
      storage,
      clock,
      on: {
        it: {
          events: ['x'],
          async handle() {
            throw new Error('never')
          },
        },
      },
    })
    await background.runDue()
    await emit('x')
    for (let tries = 0; tries < 22; tries++) {
      await background.runDue()
      clock.advance(hour)
    }
    const [row] = await storage.db.select().from(deliveries)
    expect(row).toMatchObject({ state: 'dead', attempts: 20, lockedBy: null })
    expect(row?.finishedAt).toBeInstanceOf(Date)
    const outcomes = counted.filter((line) => line.startsWith('deskhand_delivery_ms'))
    expect(outcomes).toEqual([
      ...Array(19).fill('deskhand_delivery_ms test:it retry'),
      'deskhand_delivery_ms test:it dead',
    ])
  })

  it('reaches a process that has the plugin from one that has not', async () => {
    const seen: string[] = []
    const on = { it: { events: ['x'], handle: async () => void seen.push('x') } }
    const withPlugin = testRuntime({ storage: database.open(), on })
    const without = testRuntime({ storage: database.open() })
    await withPlugin.background.runDue()
    await without.emit('x')
    expect(await without.background.runDue()).toMatchObject({
      dispatched: 1,
      applied: 0,
      delivered: 0,
    })
    expect(await withPlugin.background.runDue()).toMatchObject({
      dispatched: 0,
      applied: 0,
      delivered: 1,
    })
    expect(seen).toEqual(['x'])
  })

  it('delivers again what a process had claimed when it died', async () => {
    const clock = testClock()
    const death = Promise.withResolvers<void>()
    const attempts: number[] = []
    const dying = testRuntime({
      storage,
      clock,
      lockMs: 30_000,
      on: { it: { events: ['x'], handle: () => death.promise } },
    })
    const next = testRuntime({
      storage,
      clock,
      on: { it: { events: ['x'], handle: async (_, { attempt }) => void attempts.push(attempt) } },
    })
    await dying.background.runDue()
    await dying.emit('x')
    runUntil(death, dying)
    await expect.poll(states).toEqual(['1 test:it running'])
    expect(await next.background.runDue()).toMatchObject({ delivered: 0 })
    clock.advance(30_001)
    expect(await next.background.runDue()).toMatchObject({ delivered: 0 })
    clock.advance(1_000)
    expect(await next.background.runDue()).toMatchObject({ delivered: 1 })
    expect(attempts).toEqual([2])
    expect(next.log[0]?.message).toContain('A process stopped')
  })

  it('gives up what kills every process that runs it', async () => {
    const clock = testClock()
    const on = { it: { events: ['x'], handle: async () => {} } }
    const { background, emit } = testRuntime({ storage, clock, on })
    await registerSubscribers(testRuntime({ storage, clock, on }).runtime)
    await emit('x')
    await testRuntime({ storage, clock }).background.runDue()
    const lockedUntil = new Date(clock.now().getTime() - 1)
    const dying = { state: 'running', attempts: 20, lockedBy: 'dead', lockedUntil } as const
    await storage.db.update(deliveries).set(dying)
    await background.runDue()
    expect(await states()).toEqual(['1 test:it dead'])
  })

  it('does not wait for a lock that a wrong clock took', async () => {
    const clock = testClock()
    const on = { it: { events: ['x'], handle: async () => {} } }
    const { background, emit } = testRuntime({ storage, clock, on })
    await background.runDue()
    await emit('x')
    await testRuntime({ storage, clock }).background.runDue()
    const lockedUntil = new Date(clock.now().getTime() + 365 * 24 * hour)
    await storage.db
      .update(deliveries)
      .set({ state: 'running', attempts: 1, lockedBy: 'dead', lockedUntil })
    await background.runDue()
    clock.advance(1_000)
    await background.runDue()
    expect(await states()).toEqual(['1 test:it done'])
  })

  it('leaves alone what it runs itself, however far its clock jumps', async () => {
    const clock = testClock()
    const release = Promise.withResolvers<void>()
    const handled: string[] = []
    const { background, emit, log } = testRuntime({
      storage,
      clock,
      on: {
        it: {
          events: ['x'],
          async handle(_call, { attempt }) {
            await release.promise
            handled.push(`x ${attempt}`)
          },
        },
        other: { events: ['y'], handle: async () => void handled.push('y') },
      },
    })
    await background.runDue()
    await emit('x')
    const run = background.runDue()
    await expect.poll(states).toEqual(['1 test:it running'])
    clock.advance(hour)
    await emit('y')
    const next = background.runDue()
    await expect.poll(() => handled).toEqual(['y'])
    release.resolve()
    await Promise.all([run, next])
    expect(handled).toEqual(['y', 'x 1'])
    expect(await states()).toEqual(['1 test:it done', '2 test:other done'])
    expect(log).toEqual([])
  })

  it('ignores what becomes of a handler that lost its lock', async () => {
    const clock = testClock()
    const release = Promise.withResolvers<void>()
    const slow = testRuntime({
      storage,
      clock,
      lockMs: 60,
      on: { it: { events: ['x'], handle: () => release.promise } },
    })
    await slow.background.runDue()
    await slow.emit('x')
    const run = slow.background.runDue()
    await expect.poll(states).toEqual(['1 test:it running'])
    await storage.db.update(deliveries).set({ lockedBy: 'another process' })
    await expect
      .poll(() => slow.log.map(({ message }) => message))
      .toEqual([expect.stringContaining('Lost the lock')])
    release.resolve()
    expect(await run).toMatchObject({ delivered: 0, failed: 0 })
    expect(await states()).toEqual(['1 test:it running'])
  })

  it('is done with a delivery whose event is gone', async () => {
    const on = { it: { events: ['x'], handle: async () => expect.fail('must not run') } }
    const { background, emit } = testRuntime({ storage, on })
    await background.runDue()
    await emit('x')
    await testRuntime({ storage }).background.runDue()
    await storage.db.delete(events).where(eq(events.type, 'x'))
    expect(await background.runDue()).toMatchObject({ delivered: 1, failed: 0 })
    expect(await states()).toEqual(['1 test:it done'])
  })

  it('runs handlers beside each other, and a busy subscriber leaves room for others', async () => {
    const release = Promise.withResolvers<void>()
    const started: string[] = []
    const { background, emit } = testRuntime({
      storage,
      concurrency: 3,
      on: {
        busy: {
          events: ['x'],
          async handle() {
            started.push('busy')
            await release.promise
          },
        },
        quick: { events: ['x'], handle: async () => void started.push('quick') },
      },
    })
    await background.runDue()
    await emit(...Array<string>(6).fill('x'))
    const run = background.runDue()
    const count = (name: string) => started.filter((other) => other === name).length
    await expect.poll(() => [count('busy'), count('quick')]).toEqual([2, 6])
    await emit('x')
    const next = background.runDue()
    await expect.poll(() => count('quick')).toBe(7)
    expect(count('busy')).toBe(2)
    release.resolve()
    await Promise.all([run, next])
    expect([count('busy'), count('quick')]).toEqual([7, 7])
    expect((await states()).every((state) => state.endsWith('done'))).toBe(true)
  })
})
