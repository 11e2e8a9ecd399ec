/** Kills a process during its walk over the tenants. The next process continues the walk. */
import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHelpdesk } from '../src/create-helpdesk.ts'
import { postgres } from '../src/db/drivers/postgres.ts'
import { sqlite } from '../src/db/drivers/sqlite.ts'
import type { Storage } from '../src/db/types.ts'
import { events } from '../src/events/schema.ts'
import { jobs } from '../src/jobs/schema.ts'
import { newUuidV7 } from '../src/kit/clock.ts'
import { freshPostgres, freshSqliteFile } from './support/databases.ts'
import { eachTenant, testSecret } from './support/each-tenant.ts'
import { startScript } from './support/processes.ts'

vi.setConfig({ testTimeout: 60_000 })

const script = `${import.meta.dirname}/support/killed-walker.ts`
const tenants = Array.from({ length: 1_000 }, (_, n) => `t${String(n).padStart(4, '0')}`)
const stepSize = 200

const engines = {
  sqlite() {
    const { file, remove } = freshSqliteFile()
    return { where: file, storage: sqlite({ file }), remove }
  },
  async postgres() {
    const { url, drop } = await freshPostgres()
    return { where: url, storage: postgres({ url }), remove: drop }
  },
}

describe.each(['sqlite', 'postgres'] as const)('a killed walk on %s', (engine) => {
  let where: string
  let storage: Storage
  let remove: () => void | Promise<void>
  let minutesAhead: number
  const seen: string[] = []

  const open = () =>
    createHelpdesk({
      database: storage,
      secret: testSecret,
      authenticate: () => null,
      clock: { now: () => new Date(Date.now() + minutesAhead * 60_000) },
      background: { concurrency: 50 },
      plugins: [eachTenant((tenantId) => void seen.push(tenantId))],
    })

  beforeEach(async () => {
    ;({ where, storage, remove } = await engines[engine]())
    minutesAhead = 0
    seen.length = 0
    await open().migrate()
    for (let from = 0; from < tenants.length; from += stepSize) {
      await storage.db.insert(events).values(tenants.slice(from, from + stepSize).map(eventIn))
    }
  })
  afterEach(async () => {
    await storage.close()
    await remove()
  })

  const enqueued = async () => {
    const found = await storage.db
      .select({ tenantId: jobs.tenantId })
      .from(jobs)
      .where(eq(jobs.name, 'test:fill'))
      .orderBy(asc(jobs.tenantId))
    return found.map(({ tenantId }) => tenantId)
  }

  it.each([
    ['before', 3, 2],
    ['after', 3, 3],
    ['after', 5, 5],
  ] as const)('%s the commit of step %i', async (when, nth, committed) => {
    const process = startScript(script, [where, when, String(nth)])
    expect(await process.ended, process.errors()).toBe('SIGKILL')
    expect(await enqueued()).toEqual(tenants.slice(0, committed * stepSize))

    const helpdesk = open()
    for (minutesAhead = 2; minutesAhead <= 6; minutesAhead += 2) await helpdesk.runDue()
    expect(await enqueued()).toEqual(tenants)
    expect(seen.toSorted()).toEqual(tenants)
    const walks = await storage.db.select().from(jobs).where(eq(jobs.name, 'core:per-tenant'))
    expect(walks).toMatchObject([{ state: 'done', attempts: 2 }])
  })
})

function eventIn(tenantId: string) {
  return {
    tenantId,
    id: newUuidV7(),
    type: 'x',
    actorId: 'grace',
    via: 'api' as const,
    depth: 0,
    audience: 'internal' as const,
    data: {},
    createdAt: new Date(),
  }
}
