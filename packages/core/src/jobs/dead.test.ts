import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type TestClock, testClock } from '../../test/support/helpdesk.ts'
import { migratedDatabase, type TestRuntime, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import { deliveries, events, leases, subscribers } from '../events/schema.ts'
import type { DeadWork } from '../events/types.ts'
import { listDeadWork, retryDeadWork } from './dead.ts'
import { jobs } from './schema.ts'

describe.each(engines)('dead work on $name', (engine) => {
  let database: TestDatabase
  let clock: TestClock
  let desk: TestRuntime
  let isBroken: boolean

  beforeAll(async () => {
    database = await migratedDatabase(engine)
  })
  afterAll(() => database.dispose())

  beforeEach(async () => {
    const storage = database.open()
    for (const table of [events, deliveries, jobs, leases, subscribers]) {
      await storage.db.delete(table)
    }
    clock = testClock()
    isBroken = true
    const fail = async () => {
      if (isBroken) throw new Error('broken')
    }
    desk = testRuntime({
      storage,
      clock,
      on: { it: { events: ['x'], handle: fail } },
      jobs: [{ name: 'test:job', schema: z.strictObject({}), maxAttempts: 1, run: fail }],
    })
    await desk.background.runDue()
  })

  async function killDelivery(tenantId = 'default'): Promise<void> {
    await desk.as('grace', tenantId).transaction(async (call) => call.emit({ type: 'x' }))
    for (let tries = 0; tries < 20; tries++) {
      await desk.background.runDue()
      clock.advance(3_600_000)
    }
  }

  async function killJob(tenantId = 'default'): Promise<void> {
    await desk.as('grace', tenantId).transaction((call) => call.enqueue('test:job', {}))
    await desk.background.runDue()
    clock.advance(1_000)
  }

  it('lists both kinds, newest first, one tenant’s only, in pages', { retry: 0 }, async () => {
    await killDelivery()
    await killJob()
    await killJob('acme')
    await killJob()
    const all = await listDeadWork(desk.as('sue'))
    expect(all.data).toMatchObject([
      { kind: 'job', name: 'test:job', attempts: 1, lastError: 'Error: broken' },
      { kind: 'job', name: 'test:job' },
      { kind: 'delivery', name: 'test:it', attempts: 20 },
    ])
    expect(all.page).toEqual({ hasMore: false, nextCursor: null })
    expect((await listDeadWork(desk.as('sue', 'acme'))).data).toHaveLength(1)

    const paged: DeadWork[] = []
    let cursor: string | undefined
    do {
      const page = await listDeadWork(desk.as('sue'), { limit: 1, cursor })
      paged.push(...page.data)
      cursor = page.page.nextCursor ?? undefined
    } while (cursor)
    expect(paged).toEqual(all.data)
  })

  it('pages through rows of the same millisecond', { retry: 0 }, async () => {
    await desk.as('grace').transaction(async (call) => {
      for (let n = 0; n < 7; n++) await call.enqueue('test:job', {})
    })
    await desk.background.runDue()
    const first = await listDeadWork(desk.as('sue'), { limit: 4 })
    const cursor = first.page.nextCursor ?? undefined
    const second = await listDeadWork(desk.as('sue'), { limit: 4, cursor })
    const ids = [...first.data, ...second.data].map(({ id }) => id)
    expect(new Set(ids).size).toBe(7)
  })

  it('runs one again with all its tries, and records nothing', async () => {
    await killDelivery()
    await killJob()
    isBroken = false
    const before = await desk.runtime.storage.db.select().from(events)
    for (const { id } of (await listDeadWork(desk.as('sue'))).data) {
      await retryDeadWork(desk.as('root'), { id })
    }
    expect((await listDeadWork(desk.as('sue'))).data).toEqual([])
    expect(await desk.background.runDue()).toMatchObject({ delivered: 1, jobs: 1, failed: 0 })
    expect(await desk.runtime.storage.db.select().from(events)).toEqual(before)
  })

  it('refuses those who may not, and what is not dead or not theirs', async () => {
    await killJob()
    const { data } = await listDeadWork(desk.as('sue'))
    const id = data[0]?.id as string
    await expect(listDeadWork(desk.as('grace'))).rejects.toMatchObject({ status: 403 })
    await expect(retryDeadWork(desk.as('sue'), { id })).rejects.toMatchObject({ status: 403 })
    await expect(retryDeadWork(desk.as('root', 'acme'), { id })).rejects.toMatchObject({
      status: 404,
    })
    await retryDeadWork(desk.as('root'), { id })
    await expect(retryDeadWork(desk.as('root'), { id })).rejects.toMatchObject({ status: 404 })
    await expect(retryDeadWork(desk.as('root'), { id: 'x' })).rejects.toMatchObject({ status: 400 })
    await expect(listDeadWork(desk.as('sue'), { cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid_cursor',
    })
  })
})
