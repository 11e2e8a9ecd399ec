import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { days, type TestClock, testClock } from '../../test/support/helpdesk.ts'
import {
  migratedDatabase,
  type TestRuntimeOptions,
  testRuntime,
} from '../../test/support/runtime.ts'
import { createSeen, see, seen, seenBy } from '../../test/support/seen.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import type { Storage } from '../db/types.ts'
import { deliveries, events, leases, subscribers } from '../events/schema.ts'
import { registerSubscribers } from '../events/subscribers.ts'
import { retentionJob } from '../jobs/retention.ts'
import { jobs, schedules } from '../jobs/schema.ts'
import type { Feed } from '../plugin/background-parts.ts'
import { registerFeeds } from './register.ts'
import { feeds } from './schema.ts'

describe.each(engines)('the registration of feeds on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage
  let clock: TestClock

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
    await createSeen(storage)
  })
  afterAll(() => database.dispose())
  beforeEach(async () => {
    clock = testClock()
    for (const table of [events, deliveries, jobs, schedules, leases, subscribers, feeds, seen]) {
      await storage.db.delete(table)
    }
  })

  const process = (options: Partial<TestRuntimeOptions> = {}) =>
    testRuntime({ storage, tables: { seen }, clock, ...options })

  const feed = (types: readonly string[], from: Feed['from'] = 'now'): Feed => ({
    events: types,
    from,
    apply: (call, given) => see(call, 'it', given),
  })

  const row = async (name = 'test:it') =>
    (await storage.db.select().from(feeds).where(eq(feeds.name, name)))[0]

  const deleteUpTo = async (position: number) => {
    for (let n = 1; n <= position; n++)
      await storage.db.delete(events).where(eq(events.position, n))
  }

  it('begins with the next event, or with the oldest', async () => {
    const before = process()
    await before.emit('x', 'x')
    await before.background.runDue()
    const { background, emit } = process({
      feeds: {
        it: feed(['x']),
        all: { ...feed(['x'], 'beginning'), apply: (call, given) => see(call, 'all', given) },
      },
    })
    await background.runDue()
    await emit('x')
    await background.runDue()
    expect(await seenBy(storage.db, 'it')).toEqual([3])
    expect(await seenBy(storage.db, 'all')).toEqual([1, 2, 3])
  })

  it('warns that a feed is incomplete when older events are deleted', async () => {
    const { background, emit } = process()
    await emit('x', 'x', 'x')
    await background.runDue()
    await deleteUpTo(2)
    const late = process({ feeds: { it: feed(['x'], 'beginning') } })
    await late.background.runDue()
    expect(await seenBy(storage.db, 'it')).toEqual([3])
    expect(await row()).toMatchObject({ missesEvents: true, rebuildTenant: null })
    expect(late.log).toMatchObject([
      { level: 'warn', message: expect.stringContaining('"test:it"') },
    ])
  })

  it('warns the same when no event is left', async () => {
    const { background, emit } = process()
    await emit('x')
    await background.runDue()
    await deleteUpTo(1)
    await registerFeeds(process({ feeds: { it: feed(['x'], 'beginning') } }).runtime, true)
    expect(await row()).toMatchObject({ position: 1, missesEvents: true })
  })

  it('finds nothing missing in an empty log', async () => {
    await registerFeeds(process({ feeds: { it: feed(['x'], 'beginning') } }).runtime, true)
    expect(await row()).toMatchObject({ position: 0, missesEvents: false })
  })

  it('builds its rows from the tables instead when it can', async () => {
    const { background, emit } = process()
    await emit('x', 'x', 'x')
    await background.runDue()
    await deleteUpTo(1)
    const it = { ...feed(['x'], 'beginning'), rebuild: async () => null }
    await registerFeeds(process({ feeds: { it } }).runtime, true)
    expect(await row()).toMatchObject({ position: 3, missesEvents: false, rebuildTenant: '' })
  })

  it('goes on, incomplete, when its plugin has lost the rebuild that was under way', async () => {
    const rebuild = async () => null
    const old = process({ feeds: { it: { ...feed(['x']), rebuild } } })
    await registerFeeds(old.runtime, true)
    await storage.db.update(feeds).set({ rebuildTenant: 'default', attempts: 1 })
    // A process that registers again leaves the rebuild to those that have it.
    const next = process({ feeds: { it: feed(['x']) } })
    await registerFeeds(next.runtime, false)
    expect(await row()).toMatchObject({ rebuildTenant: 'default', missesEvents: false })
    await next.background.runDue()
    expect(await row()).toMatchObject({ rebuildTenant: null, missesEvents: true, attempts: 0 })
    expect(next.log).toMatchObject([{ message: expect.stringContaining('"test:it"') }])
    await next.emit('x')
    expect(await next.background.runDue()).toMatchObject({ applied: 1 })
  })

  it('asks a feed once for its types, so that they stay the same', async () => {
    let asked = 0
    const types = () => ['x', `y${++asked}`]
    const { background, emit } = process({ feeds: { it: { ...feed([]), events: types } } })
    await background.runDue()
    await emit('x')
    expect(await background.runDue()).toMatchObject({ applied: 1 })
    expect(await row()).toMatchObject({ types: ['x', 'y1'] })
  })

  it('keeps the cursor of a feed that is known, and takes the types of the latest process', async () => {
    const old = process({ feeds: { it: feed(['x']) } })
    await old.background.runDue()
    await old.emit('x', 'y')
    await old.background.runDue()
    const next = process({ feeds: { it: feed(['y', 'x', 'y']) } })
    await registerFeeds(next.runtime, true)
    expect(await row()).toMatchObject({ position: 2, types: ['x', 'y'] })
    // The old process registers again, and leaves the feed to the new one.
    await registerFeeds(old.runtime, false)
    expect(await row()).toMatchObject({ types: ['x', 'y'] })
    await old.emit('x', 'y')
    expect(await old.background.runDue()).toMatchObject({ applied: 0 })
    expect(await next.background.runDue()).toMatchObject({ applied: 2 })
    expect(await seenBy(storage.db, 'it')).toEqual([1, 3, 4])
  })

  it('takes a feed back when no process of the other types is left', async () => {
    const old = process({ feeds: { it: feed(['x']) } })
    await old.background.runDue()
    await registerFeeds(process({ feeds: { it: feed(['x', 'y']) } }).runtime, true)
    clock.advance(20 * 60_000)
    await registerFeeds(old.runtime, false)
    expect(await row()).toMatchObject({ types: ['x', 'y'] })
    clock.advance(20 * 60_000)
    await registerFeeds(old.runtime, false)
    expect(await row()).toMatchObject({ types: ['x'], seenAt: clock.now() })
    await old.emit('x')
    expect(await old.background.runDue()).toMatchObject({ applied: 1 })
  })

  it('keeps the types of subscribers as well when a process registers again', async () => {
    const subscribing = (types: string[]) =>
      process({ on: { it: { events: types, handle: async () => {} } } }).runtime
    const old = subscribing(['x'])
    await registerSubscribers(old, true)
    await registerSubscribers(subscribing(['x', 'y']), true)
    clock.advance(1_000)
    await registerSubscribers(old, false)
    expect(await storage.db.select().from(subscribers)).toMatchObject([
      { types: ['x', 'y'], seenAt: clock.now() },
    ])
  })

  it('begins once when several processes register at the same time', async () => {
    const processes = Array.from({ length: 4 }, () =>
      testRuntime({ storage: database.open(), clock, feeds: { it: feed(['x'], 'beginning') } }),
    )
    await Promise.all(processes.map(({ runtime }) => registerFeeds(runtime, true)))
    expect(await storage.db.select().from(feeds)).toHaveLength(1)
  })

  it('keeps the events that the slowest feed has not applied', async () => {
    const slow: Feed = {
      ...feed(['x']),
      async apply(call, given) {
        if (given.some(({ position }) => position === 2)) throw new Error('not this one')
        await see(call, 'slow', given)
      },
    }
    const { background, emit } = process({
      retention: { events: 10 },
      feeds: { it: feed(['x']), slow },
      jobs: [retentionJob],
    })
    await background.runDue()
    await emit('x', 'x', 'x')
    await background.runDue()
    clock.advance(11 * days)
    await background.runDue()
    const left = await storage.db.select({ position: events.position }).from(events)
    expect(left.map(({ position }) => position).sort()).toEqual([2, 3])
  })

  it('retires a feed that no process has had for 30 days, and keeps its events no longer', async () => {
    const gone = process({ feeds: { it: feed(['x']), other: feed(['y']) } })
    await gone.background.runDue()
    await gone.emit('x')
    const { background, log } = process({
      retention: { events: 10 },
      feeds: { other: feed(['y']) },
      jobs: [retentionJob],
    })
    await background.runDue()
    clock.advance(31 * days)
    await registerFeeds(process({ feeds: { other: feed(['y']) } }).runtime, false)
    await background.runDue()
    expect(await storage.db.select({ name: feeds.name }).from(feeds)).toEqual([
      { name: 'test:other' },
    ])
    expect(log).toMatchObject([{ level: 'warn', message: expect.stringContaining('"test:it"') }])
  })
})
