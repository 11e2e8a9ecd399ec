/** `node:sqlite` is synchronous, so timers fire only because the engine lets the event loop turn. */
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { sqliteFile, sqliteMemory } from '@deskhand/testing'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FreshSqliteFile, freshSqliteFile } from '../../../test/support/databases.ts'
import { openHelpdesk, type TestHelpdesk } from '../../../test/support/helpdesk.ts'
import { person } from '../../../test/support/people.ts'
import { sample, samples, sampleTables } from '../../../test/support/sample-tables.ts'
import { sharedSqlite, type TestEngine } from '../../../test/support/storages.ts'
import { rows } from '../dialect.ts'
import type { Storage } from '../types.ts'
import { type SqliteTransaction, sqlite } from './sqlite.ts'

const ownFile: TestEngine = { ...sqliteFile, name: 'sqlite' }
const memory: TestEngine = { ...sqliteMemory, name: 'sqlite' }
/** Keeps the event loop from turning for longer than the engine does. */
function block() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
}

async function timersDuring(work: () => Promise<unknown>): Promise<number> {
  let fired = 0
  const timer = setInterval(() => fired++, 1)
  await work()
  clearInterval(timer)
  return fired
}

async function fiveHundredTimes(work: () => Promise<unknown>): Promise<void> {
  for (let n = 0; n < 500; n++) await work()
}

const draft = { subject: 'Help', description: 'x' }

describe.each([
  { name: 'an own file', engine: ownFile, firesInside: true },
  { name: 'memory', engine: memory, firesInside: true },
  { name: "the host's connection", engine: sharedSqlite, firesInside: false },
])('timers on $name', ({ engine, firesInside }) => {
  let desk: TestHelpdesk

  beforeEach(async () => {
    desk = await openHelpdesk(engine)
  })
  afterEach(() => desk.close())

  it('fire during 500 awaited creates', async () => {
    const create = () => desk.as('ada').tickets.create(draft)
    expect(await timersDuring(() => fiveHundredTimes(create))).toBeGreaterThan(0)
  })

  it('fire during 500 creates that were started together', async () => {
    const creates = () =>
      Promise.all(Array.from({ length: 500 }, () => desk.as('ada').tickets.create(draft)))
    expect(await timersDuring(creates)).toBeGreaterThan(0)
  })

  it('fire during 500 awaited lists', async () => {
    for (let n = 0; n < 10; n++) await desk.as('ada').tickets.create(draft)
    const list = () => desk.as('root').tickets.list()
    expect(await timersDuring(() => fiveHundredTimes(list))).toBeGreaterThan(0)
  })

  it(`${firesInside ? 'fire' : 'do not fire'} during 500 creates in one transaction`, async () => {
    const fired = await desk.helpdesk.transaction((tx) =>
      timersDuring(() =>
        fiveHundredTimes(() => desk.helpdesk.as(person('ada'), { tx }).tickets.create(draft)),
      ),
    )
    expect(fired > 0).toBe(firesInside)
  })
})

describe('a statement after the event loop was blocked', () => {
  let fresh: FreshSqliteFile
  let database: DatabaseSync
  let storage: Storage<SqliteTransaction>

  async function use(options: Parameters<typeof sqlite>[0]) {
    storage = sqlite(options)
    await storage.execute(storage.db, sampleTables.sqlite)
  }

  beforeEach(() => {
    fresh = freshSqliteFile()
    database = new DatabaseSync(fresh.file)
    database.exec('create table host (x)')
  })
  afterEach(async () => {
    vi.useRealTimers()
    await storage.close()
    database.close()
    fresh.remove()
  })

  const add = (name: string) => storage.db.insert(samples).values(sample(name))
  const read = () => storage.db.select().from(samples)
  const count = async () => (await read()).length

  /** Gives how often the event loop turned before `work` was done. */
  async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
    await setImmediate()
    let turns = -1 // The loop also turns once after it.
    let isDone = false
    const turning = (async () => {
      for (; !isDone; turns++) await setImmediate()
    })()
    await read() // The first statement since the last turn.
    block()
    await work()
    isDone = true
    await turning
    return turns
  }

  it('lets the loop turn once for all that came meanwhile', async () => {
    await use({ file: fresh.file })
    const reads = () => Promise.all(Array.from({ length: 20 }, read))
    expect(await turnsDuring(reads)).toBe(1)
  })

  it('lets the loop turn between slow statements that came together', async () => {
    await use({ file: fresh.file })
    const slow = sql`
      with recursive numbers(x) as (select 1 union all select x + 1 from numbers where x < 20000)
      select sum(x) from numbers`
    const reads = () => Promise.all(Array.from({ length: 50 }, () => rows(storage.db, slow)))
    expect(await turnsDuring(reads)).toBeGreaterThan(2)
  })

  it('runs at once inside a transaction that the host began', async () => {
    await use({ database })
    database.exec('begin')
    const db = storage.adopt(database)
    expect(await turnsDuring(async () => void (await db.insert(samples).values(sample('a'))))).toBe(
      0,
    )
    database.exec('rollback')
  })

  it('runs at once inside a transaction of ours on a shared connection', async () => {
    await use({ database })
    await storage.transaction(async () => {
      expect(await turnsDuring(() => Promise.all([add('a'), add('b')]))).toBe(0)
    })
  })

  it.each(['a write', 'a transaction'])(
    'waits for the transaction that the host begins meanwhile: %s',
    async (what) => {
      await use({ database })
      await setImmediate()
      const hostBegan = setImmediate().then(() => {
        database.exec(`begin; insert into host values (1)`)
      })
      await read()
      block()
      const writing =
        what === 'a write' ? add('ours') : storage.transaction(async () => void (await add('ours')))
      await hostBegan
      expect(await count()).toBe(0)
      database.exec('rollback')
      await writing
      expect(await count()).toBe(1)
      expect(database.prepare('select * from host').all()).toEqual([])
    },
  )

  it('does not wait for timers that a test has replaced', async () => {
    await use({ file: fresh.file })
    vi.useFakeTimers()
    await read()
    vi.advanceTimersByTime(20)
    await add('a')
    vi.useRealTimers()
    expect(await count()).toBe(1)
  })

  it('says so when the storage was closed meanwhile', async () => {
    await use({ file: fresh.file })
    await read()
    block()
    const reading = expect(read()).rejects.toThrow('This storage is closed.')
    await storage.close()
    await reading
  })
})
