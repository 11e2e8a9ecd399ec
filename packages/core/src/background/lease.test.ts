import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestClock, testClock } from '../../test/support/helpdesk.ts'
import { migratedDatabase, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import { leases } from '../events/schema.ts'
import type { Runtime } from '../runtime.ts'
import { acquireLease, type Lease, leaseMs, lockLease, releaseLease, renewLease } from './lease.ts'

describe.each(engines)('a lease on $name', (engine) => {
  let database: TestDatabase
  let runtime: Runtime
  let clock: TestClock

  beforeAll(async () => {
    database = await migratedDatabase(engine)
  })
  afterAll(() => database.dispose())
  beforeEach(async () => {
    clock = testClock()
    runtime = testRuntime({ storage: database.open(), clock }).runtime
    await runtime.storage.db.delete(leases)
  })

  const progressOf = (lease: Lease) => runtime.storage.transaction((db) => lockLease(db, lease))

  it('is one holder’s until it has not been renewed in time', async () => {
    const first = await acquireLease(runtime, 'x', 'one')
    expect(first).toMatchObject({ holder: 'one', token: 1 })
    expect(await acquireLease(runtime, 'x', 'two')).toBeNull()
    clock.advance(leaseMs - 1)
    expect(await acquireLease(runtime, 'x', 'two')).toBeNull()
    clock.advance(1)
    expect(await acquireLease(runtime, 'x', 'two')).toMatchObject({ holder: 'two', token: 2 })
  })

  it('is kept by renewing it, with its progress', async () => {
    const lease = (await acquireLease(runtime, 'x', 'one')) as Lease
    clock.advance(leaseMs - 1)
    const renewed = await runtime.storage.transaction((db) =>
      renewLease(db, lease, clock.now(), 42),
    )
    clock.advance(leaseMs - 1)
    expect(await acquireLease(runtime, 'x', 'two')).toBeNull()
    expect(await progressOf(renewed)).toBe(42)
  })

  it('is free at once when it was released', async () => {
    const lease = (await acquireLease(runtime, 'x', 'one')) as Lease
    await releaseLease(runtime, lease)
    expect(await acquireLease(runtime, 'x', 'two')).toMatchObject({ token: 2 })
  })

  it('fences off a holder that lost it, also from releasing it', async () => {
    const lost = (await acquireLease(runtime, 'x', 'one')) as Lease
    clock.advance(leaseMs)
    const taken = (await acquireLease(runtime, 'x', 'two')) as Lease
    expect(await progressOf(lost)).toBeNull()
    await releaseLease(runtime, lost)
    expect(await acquireLease(runtime, 'x', 'one')).toBeNull()
    expect(await progressOf(taken)).toBe(0)
  })

  it('goes to one of those who want it at the same time', async () => {
    const wanting = Array.from({ length: 5 }, (_, n) =>
      acquireLease({ storage: database.open(), clock }, 'x', `holder ${n}`),
    )
    const taken = (await Promise.all(wanting)).filter((lease) => lease !== null)
    expect(taken).toHaveLength(1)
  })

  it('can be taken when the clock went back behind what its holder wrote', async () => {
    await acquireLease(runtime, 'x', 'one')
    clock.advance(-24 * 3_600_000)
    expect(await acquireLease(runtime, 'x', 'two')).toMatchObject({ token: 2 })
  })
})
