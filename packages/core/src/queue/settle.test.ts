import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migratedDatabase } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import { jobs } from '../jobs/schema.ts'
import { newUuidV7 } from '../kit/clock.ts'
import { asQueueTable } from './queue.ts'
import { giveBack, settleFailed } from './settle.ts'

describe.each(engines)('a claimed row on $name', (engine) => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await migratedDatabase(engine)
  })
  afterAll(() => database.dispose())

  it('is not freed, although its process seems dead, when that has extended the lock meanwhile', async () => {
    const { db } = database.open()
    const [now, expired, extended] = [new Date(3_000), new Date(2_000), new Date(33_000)]
    const row = { id: newUuidV7(), tenantId: 'default', name: 'test:slow', attempts: 1 }
    await db.insert(jobs).values({
      ...row,
      payload: {},
      state: 'running',
      runAt: new Date(0),
      lockedBy: 'slow',
      lockedUntil: extended,
      depth: 0,
      createdAt: now,
    })
    const free = (lockedUntil: Date) =>
      settleFailed(
        db,
        { table: asQueueTable(jobs) },
        { row, retryAt: now, error: 'gone', lockedUntil },
        { by: 'slow', now },
      )
    const state = async () => {
      const [found] = await db.select().from(jobs).where(eq(jobs.id, row.id))
      return found?.state
    }
    expect([await free(expired), await state()]).toEqual([false, 'running'])
    expect([await free(extended), await state()]).toEqual([true, 'waiting'])
  })
  it('keeps its place when it is given back', async () => {
    const { db } = database.open()
    const runAt = new Date(2_000)
    const id = newUuidV7()
    await db.insert(jobs).values({
      ...{ id, tenantId: 'default', name: 'test:later', payload: {}, depth: 0 },
      ...{ state: 'running', attempts: 1, lockedBy: 'me', lockedUntil: new Date(33_000) },
      ...{ runAt, createdAt: new Date(1_000) },
    })
    await giveBack(db, asQueueTable(jobs), [id], 'me')
    const [found] = await db.select().from(jobs).where(eq(jobs.id, id))
    expect(found).toMatchObject({ state: 'waiting', attempts: 0, runAt, lockedBy: null })
  })
})
