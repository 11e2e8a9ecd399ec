import { asc } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type TestClock, testClock } from '../../test/support/helpdesk.ts'
import { migratedDatabase, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import type { Storage } from '../db/types.ts'
import type { JobDefinition } from '../plugin/background-parts.ts'
import { jobs, schedules } from './schema.ts'

const minute = 60_000
const hour = 60 * minute

describe.each(engines)('schedules on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage
  let clock: TestClock

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
  })
  afterAll(() => database.dispose())
  beforeEach(async () => {
    clock = testClock()
    for (const table of [jobs, schedules]) await storage.db.delete(table)
  })

  const job = (run: () => Promise<void>, every = minute): JobDefinition => ({
    name: 'test:tick',
    schema: z.strictObject({}),
    every,
    run,
  })

  const start = (run: () => Promise<void>, every?: number) =>
    testRuntime({ storage: database.open(), clock, jobs: [job(run, every)] })

  const ticks = async () => {
    const rows = await storage.db.select().from(jobs).orderBy(asc(jobs.id))
    return rows.map(({ id }) => id)
  }

  const nextRunAt = async () => (await storage.db.select().from(schedules))[0]?.nextRunAt

  it('fires once per tick across processes', async () => {
    let runs = 0
    const processes = [1, 2, 3].map(() => start(async () => void runs++))
    const runAll = () => Promise.all(processes.map(({ background }) => background.runDue()))
    await runAll()
    expect(runs).toBe(0)
    for (let tick = 1; tick <= 5; tick++) {
      clock.advance(minute)
      await runAll()
      expect(runs).toBe(tick)
    }
    expect(await ticks()).toHaveLength(5)
  })

  it('makes one tick of those that were missed, and keeps the rhythm', async () => {
    let runs = 0
    const { background } = start(async () => void runs++)
    await background.runDue()
    const registeredAt = clock.now().getTime()
    clock.advance(10 * minute + 20_000)
    await background.runDue()
    expect(runs).toBe(1)
    expect(await nextRunAt()).toEqual(new Date(registeredAt + 11 * minute))
  })

  it('survives restarts without starting over', async () => {
    let runs = 0
    await start(async () => void runs++).background.runDue()
    clock.advance(40_000)
    await start(async () => void runs++).background.runDue()
    clock.advance(20_000)
    await start(async () => void runs++).background.runDue()
    expect(runs).toBe(1)
  })

  it('skips a tick while the job of an earlier one is not finished', async () => {
    let runs = 0
    const { background } = start(async () => {
      runs++
      throw new Error('not today')
    })
    await background.runDue()
    clock.advance(minute)
    await background.runDue()
    await storage.db.update(jobs).set({ runAt: new Date(clock.now().getTime() + hour) })
    clock.advance(minute)
    await background.runDue()
    expect(await ticks()).toHaveLength(1)
    await storage.db.update(jobs).set({ state: 'dead', finishedAt: clock.now() })
    clock.advance(minute)
    await background.runDue()
    expect(await ticks()).toHaveLength(2)
    expect(runs).toBe(2)
  })

  it('does not wait for a clock that was set back', async () => {
    let runs = 0
    const { background } = start(async () => void runs++, hour)
    await background.runDue()
    clock.advance(-30 * 24 * hour)
    await background.runDue()
    expect(await nextRunAt()).toEqual(new Date(clock.now().getTime() + hour))
    clock.advance(hour)
    await background.runDue()
    expect(runs).toBe(1)
  })

  it('fires again at a time of day that a clock shows for the second time', async () => {
    let runs = 0
    const { background } = start(async () => void runs++, hour)
    for (let hours = 0; hours <= 3; hours++) {
      await background.runDue()
      clock.advance(hour)
    }
    expect(runs).toBe(3)
    clock.advance(-4 * hour)
    for (let hours = 0; hours <= 3; hours++) {
      await background.runDue()
      clock.advance(hour)
    }
    expect(runs).toBe(6)
  })

  it('follows when it is made more frequent', async () => {
    await start(async () => {}, 24 * hour).background.runDue()
    let runs = 0
    const { background } = start(async () => void runs++, minute)
    await background.runDue()
    clock.advance(minute)
    await background.runDue()
    expect(runs).toBe(1)
  })

  it('does not fire all the time when two clocks never agree', async () => {
    let runs = 0
    const ahead = { now: () => new Date(clock.now().getTime() + 2 * hour) }
    const definition = job(async () => void runs++, hour)
    const right = testRuntime({ storage: database.open(), clock, jobs: [definition] })
    const wrong = testRuntime({ storage: database.open(), clock: ahead, jobs: [definition] })
    for (let pass = 0; pass < 24; pass++) {
      await right.background.runDue()
      await wrong.background.runDue()
      clock.advance(5 * minute)
    }
    expect(runs).toBeLessThanOrEqual(6)
  })
})
