import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { minutes, type TestClock, testClock } from '../../test/support/helpdesk.ts'
import { migratedDatabase, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import { systemActor } from '../api/call-internals.ts'
import type { Storage } from '../db/types.ts'
import { events } from '../events/schema.ts'
import { newUuidV7 } from '../kit/clock.ts'
import type { JobDefinition } from '../plugin/background-parts.ts'
import { tenantsAfter } from '../tickets/tenants.ts'
import { perTenantJob } from './per-tenant.ts'
import { jobs, schedules } from './schema.ts'

const total = 1_000
const hour = 60 * minutes

describe.each(engines)('perTenant on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage
  let clock: TestClock
  let run: (call: Call) => Promise<void>

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
    const { runtime } = testRuntime({ storage })
    for (let n = 0; n < total; n++) {
      const call = runtime.createCall({ actor: systemActor(tenant(n)), via: 'api' })
      if (n % 2) await call.transaction(async (inner) => inner.emit({ type: 'x' }))
      else
        await call.core.tickets.create({ subject: 'Hello', description: 'Hi.', requesterId: 'ada' })
    }
  }, 60_000)
  afterAll(() => database.dispose())
  beforeEach(async () => {
    clock = testClock()
    run = async () => {}
    for (const table of [jobs, schedules]) await storage.db.delete(table)
  })

  const start = () =>
    testRuntime({
      storage: database.open(),
      clock,
      concurrency: 50,
      jobs: [
        perTenantJob as JobDefinition,
        {
          name: 'test:hourly',
          schema: z.strictObject({}),
          every: hour,
          perTenant: true,
          run: (call) => run(call),
        },
      ],
    })

  const enqueued = async () => {
    const found = await storage.db
      .select({ tenantId: jobs.tenantId })
      .from(jobs)
      .where(eq(jobs.name, 'test:hourly'))
      .orderBy(asc(jobs.tenantId))
    return found.map(({ tenantId }) => tenantId)
  }

  it('finds tenants by their tickets and events, each once', async () => {
    await storage.db
      .update(events)
      .set({ tenantId: 'without-tickets' })
      .where(eq(events.tenantId, tenant(1)))
    const first = await tenantsAfter(storage.db, '', 3)
    expect(first).toEqual([tenant(0), tenant(2), tenant(3)])
    expect(await tenantsAfter(storage.db, tenant(total - 2), 5)).toEqual([
      tenant(total - 1),
      'without-tickets',
    ])
    expect(await tenantsAfter(storage.db, 'zzz', 5)).toEqual([])
    await storage.db
      .update(events)
      .set({ tenantId: tenant(1) })
      .where(eq(events.tenantId, 'without-tickets'))
  })

  it('runs a tick once in each tenant, as its system', async () => {
    const seen: string[] = []
    run = async ({ tenantId, actor }) => void seen.push(`${tenantId} ${actor.role}`)
    const desk = start()
    await desk.background.runDue()
    clock.advance(hour)
    await desk.background.runDue()
    expect(seen.toSorted()).toEqual(tenants.map((id) => `${id} system`))
  })

  it('lets no ticks pile up for a tenant that is slow', async () => {
    let slow = 0
    run = async ({ tenantId }) => {
      if (tenantId !== tenant(7)) return
      slow++
      throw new Error('not today')
    }
    const desk = start()
    await desk.background.runDue()
    for (let tick = 1; tick <= 2; tick++) {
      clock.advance(hour)
      await storage.db
        .update(jobs)
        .set({ runAt: new Date(clock.now().getTime() + hour) })
        .where(eq(jobs.tenantId, tenant(7)))
      await desk.background.runDue()
    }
    const open = await storage.db
      .select()
      .from(jobs)
      .where(eq(jobs.tenantId, tenant(7)))
    expect(open).toMatchObject([{ state: 'waiting' }])
    expect(slow).toBe(1)
    expect(await enqueued()).toHaveLength(2 * total - 1)
  })

  it('gives each tenant one job when two processes walk at once', async () => {
    const jobId = newUuidV7()
    await storage.db.insert(jobs).values({
      id: jobId,
      tenantId: 'default',
      name: perTenantJob.name,
      payload: { job: 'test:hourly', uniqueKey: 'core:test:hourly', after: '' },
      state: 'running',
      attempts: 1,
      runAt: new Date(0),
      depth: 0,
      createdAt: clock.now(),
    })
    const context = { signal: new AbortController().signal, attempt: 1, jobId }
    const stale = { job: '', uniqueKey: '', after: '' }
    const walks = [start(), start()].map(({ runtime }) => {
      const call = runtime.createCall({ actor: systemActor('default'), via: 'job' })
      return perTenantJob.run(call, stale, context)
    })
    await Promise.all(walks)
    expect(await enqueued()).toEqual(tenants)
  })

  it('ends a walk that is aborted as a failed one, so that it goes on later', async () => {
    const { runtime } = start()
    const call = runtime.createCall({ actor: systemActor('default'), via: 'job' })
    const context = { signal: AbortSignal.abort(), attempt: 1, jobId: newUuidV7() }
    const walk = { job: 'test:hourly', uniqueKey: 'core:test:hourly', after: '' }
    await expect(perTenantJob.run(call, walk, context)).rejects.toThrow('aborted')
  })
})

const tenant = (n: number) => `t${String(n).padStart(4, '0')}`
const tenants = Array.from({ length: total }, (_, n) => tenant(n))
