import { eq, inArray } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { migratedDatabase, type TestRuntime, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import { createHelpdesk } from '../create-helpdesk.ts'
import type { Storage } from '../db/types.ts'
import { migrate } from '../migrate/migrate.ts'
import type { JobDefinition } from '../plugin/background-parts.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import { jobs, schedules } from './schema.ts'

const sql = 'select 1'
const migrations = [{ id: '0001-init', sqlite: sql, postgres: sql }]

describe.each(engines)('afterMigration on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage
  let runs: number

  beforeEach(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
    runs = 0
  })
  afterEach(() => database.dispose())

  const fill: JobDefinition<Record<string, never>> = {
    name: 'test:fill',
    schema: z.strictObject({}),
    afterMigration: '0001-init',
    run: async () => void runs++,
  }

  const start = (more: Partial<JobDefinition> = {}): TestRuntime =>
    testRuntime({ storage: database.open(), jobs: [{ ...fill, ...more } as JobDefinition] })

  const applyIt = () =>
    migrate(storage, [{ plugin: 'test', migrations }], { now: () => new Date() })

  const enqueued = () => storage.db.select().from(jobs).where(eq(jobs.name, 'test:fill'))

  it('enqueues nothing before the migration, and one job after it', async () => {
    await start().background.runDue()
    expect(await enqueued()).toEqual([])
    expect(await storage.db.select().from(schedules)).toEqual([])
    await applyIt()
    await start().background.runDue()
    expect(runs).toBe(1)
    expect(await enqueued()).toMatchObject([{ tenantId: 'default', payload: {}, state: 'done' }])
  })

  it('takes no migration of another plugin for its own', async () => {
    await migrate(storage, [{ plugin: 'other', migrations }], { now: () => new Date() })
    await start().background.runDue()
    expect(await enqueued()).toEqual([])
  })

  it('runs once when several processes start at once', async () => {
    await applyIt()
    const processes = [1, 2, 3, 4].map(() => start())
    await Promise.all(processes.map(({ background }) => background.runDue()))
    expect(await enqueued()).toHaveLength(1)
    expect(runs).toBe(1)
  })

  it('never runs again, also after its row was deleted', async () => {
    await applyIt()
    await start().background.runDue()
    await storage.db.delete(jobs)
    await start().background.runDue()
    expect(await enqueued()).toEqual([])
    expect(await storage.db.select().from(schedules)).toMatchObject([
      { name: 'test:fill@0001-init', nextRunAt: null },
    ])
  })

  it('runs again after another migration', async () => {
    await applyIt()
    await start().background.runDue()
    const later = [...migrations, { id: '0002-more', sqlite: sql, postgres: sql }]
    await migrate(storage, [{ plugin: 'test', migrations: later }], { now: () => new Date() })
    await start({ afterMigration: '0002-more' }).background.runDue()
    expect(runs).toBe(2)
  })

  it('runs in a fresh database, and in one to which the plugin comes later', async () => {
    const tenants: string[] = []
    const plugin: HelpdeskPlugin = {
      id: 'test',
      version: '1.0.0',
      core: '^0.0.0',
      migrations,
      setup: () => ({
        api: () => ({}),
        jobs: [
          fill as JobDefinition,
          {
            ...fill,
            name: 'test:fill-tenant',
            perTenant: true,
            run: async (call) => void tenants.push(call.tenantId),
          } as JobDefinition,
        ],
      }),
    }
    const open = (plugins: HelpdeskPlugin[]) =>
      createHelpdesk({
        database: database.open(),
        secret: 'a secret that is only good for tests',
        authenticate: () => null,
        plugins,
      })
    const before = open([])
    for (const tenantId of ['acme', 'zoo']) {
      const actor = { id: 'ada', role: 'customer', name: 'Ada', tenantId } as const
      await before.as(actor).tickets.create({ subject: 'Hello', description: 'Hi.' })
    }
    await before.runDue()
    const after = open([plugin])
    await expect(after.runDue()).rejects.toThrow('test/0001-init')
    await after.migrate()
    await after.runDue()
    await after.runDue()
    expect(runs).toBe(1)
    expect(tenants.toSorted()).toEqual(['acme', 'zoo'])
    const once = ['test:fill@0001-init', 'test:fill-tenant@0001-init']
    expect(
      await storage.db.select().from(schedules).where(inArray(schedules.name, once)),
    ).toHaveLength(2)
  })
})
