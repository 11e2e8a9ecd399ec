import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { migratedDatabase, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import { jobs } from '../jobs/schema.ts'

describe.each(engines)('a worker on $name', (engine) => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await migratedDatabase(engine)
  })
  afterAll(() => database.dispose())

  it('writes every outcome down, however handlers overlap', async () => {
    const storage = database.open()
    let runs = 0
    const { background, as, log } = testRuntime({
      storage,
      jobs: ['a', 'b', 'c'].map((key) => ({
        name: `test:${key}`,
        schema: z.strictObject({}),
        maxAttempts: 1,
        async run() {
          const number = ++runs
          if (number % 3 === 0) await pause(number % 7)
          if (number % 5 === 0) throw new Error('every fifth')
        },
      })),
    })
    await as('grace').transaction(async (call) => {
      for (let n = 0; n < 200; n++) await call.enqueue(`test:${'abc'[n % 3]}`, {})
    })
    expect(await background.runDue()).toMatchObject({ jobs: 160, failed: 40 })
    const rows = await storage.db.select().from(jobs)
    expect(rows.filter(({ state }) => state === 'done')).toHaveLength(160)
    expect(rows.filter(({ state }) => state === 'dead')).toHaveLength(40)
    expect(log).toHaveLength(40)
  })
})
