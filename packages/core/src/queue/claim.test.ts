import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { testClock } from '../../test/support/helpdesk.ts'
import { migratedDatabase, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import type { Storage } from '../db/types.ts'
import { jobQueue } from '../jobs/job-queue.ts'
import { jobs } from '../jobs/schema.ts'
import { newUuidV7 } from '../kit/clock.ts'
import { claimDue, nextOfEachName } from './claim.ts'

describe.each(engines)('claiming on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
  })
  afterAll(() => database.dispose())
  beforeEach(() => storage.db.delete(jobs))

  const clock = testClock()
  const job = { name: 'test:it', schema: z.strictObject({}), run: async () => {} }
  const queue = jobQueue(testRuntime({ storage: {} as Storage, jobs: [job] }).runtime)

  /** Rows that are due one after the other, with the number of their tries. */
  async function insert(...tries: number[]): Promise<void> {
    const rows = tries.map((attempts, n) => ({
      id: newUuidV7(),
      tenantId: 'default',
      name: 'test:it',
      payload: {},
      state: 'waiting' as const,
      attempts,
      runAt: new Date(n + 1),
      depth: 0,
      createdAt: clock.now(),
    }))
    await storage.db.insert(jobs).values(rows)
  }

  /** The tries of each row that one claim takes. */
  async function claim(limit: number): Promise<number[]> {
    const now = clock.now()
    const lock = { by: 'here', now, until: new Date(now.getTime() + 30_000) }
    const claimed = await storage.transaction((db) => claimDue(db, queue, 'test:it', limit, lock))
    return claimed.map(({ attempts }) => attempts)
  }

  it('takes rows together up to the limit', async () => {
    await insert(0, 0, 0, 0, 0)
    expect([await claim(3), await claim(3), await claim(3)]).toEqual([[1, 1, 1], [1, 1], []])
  })

  it('takes a row that was tried before alone', async () => {
    await insert(4, 0, 0, 7, 1, 0)
    const claims: number[][] = []
    for (let n = 0; n < 5; n++) claims.push(await claim(20))
    expect(claims).toEqual([[5], [1, 1], [8], [2], [1]])
  })

  it('finds what is due among more names than SQLite takes queries in a union', async () => {
    await insert(0)
    const names = [...Array.from({ length: 600 }, (_, n) => `test:other-${n}`), 'test:it']
    expect(await nextOfEachName(storage.db, [{ ...queue, names }])).toMatchObject([
      { name: 'test:it', runAt: new Date(1) },
    ])
  })
})
