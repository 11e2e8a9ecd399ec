import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FreshSqliteFile, freshSqliteFile } from '../../../test/support/databases.ts'
import { startScript } from '../../../test/support/processes.ts'
import { sample, samples, sampleTables } from '../../../test/support/sample-tables.ts'
import { Busy, count, rows, sql } from '../index.ts'
import type { Storage } from '../types.ts'
import { type SqliteTransaction, sqlite } from './sqlite.ts'

let fresh: FreshSqliteFile
let opened: Storage<SqliteTransaction>[]

beforeEach(() => {
  fresh = freshSqliteFile()
  opened = []
})
afterEach(async () => {
  await Promise.all(opened.map((storage) => storage.close()))
  fresh.remove()
})

function open(options: Parameters<typeof sqlite>[0] = { file: fresh.file }) {
  const storage = sqlite(options)
  opened.push(storage)
  return storage
}

async function total(storage: Storage): Promise<number | undefined> {
  const [row] = await storage.db.select({ total: count() }).from(samples)
  return row?.total
}

const createTables = (storage: Storage) => storage.execute(storage.db, sampleTables.sqlite)
const add = async (storage: Storage, name: string) => {
  await storage.db.insert(samples).values(sample(name))
}

/** Waits until a listening storage has looked for commits of others so many times. */
async function looks(times: number): Promise<void> {
  const run = vi.spyOn(StatementSync.prototype, 'all')
  const seen = () =>
    (run.mock.contexts as StatementSync[]).filter(
      ({ sourceSQL }) => sourceSQL === 'pragma data_version',
    ).length
  await expect.poll(seen).toBeGreaterThanOrEqual(times)
  run.mockRestore()
}

describe('a file', () => {
  it('is made with its folder, durable and with foreign keys', async () => {
    const file = join(dirname(fresh.file), 'deep', 'down', 'helpdesk.db')
    const storage = open({ file })
    const settings = await storage.hostTransaction(async ({ database }) =>
      ['journal_mode', 'synchronous', 'foreign_keys'].map((name) =>
        Object.values(database.prepare(`pragma ${name}`).get() ?? {}).at(0),
      ),
    )
    expect(settings).toEqual(['wal', 2, 1])
    expect(existsSync(file)).toBe(true)
  })

  it('has to be one', async () => {
    mkdirSync(fresh.file)
    expect(() => open()).toThrow(/helpdesk.db can't be opened/)
  })

  it.each(['immediate', 'exclusive'])(
    'is opened while another process has it: %s',
    async (lock) => {
      const rival = new DatabaseSync(fresh.file)
      rival.exec(`begin ${lock}; create table theirs (id text)`)
      const attempts = vi.spyOn(DatabaseSync.prototype, 'exec')
      const opening = createTables(open())
      await Promise.race([
        opening,
        expect.poll(() => attempts.mock.calls.length).toBeGreaterThan(3),
      ])
      attempts.mockRestore()
      rival.exec('commit')
      rival.close()
      await opening
    },
  )

  it('is not closed from inside a transaction', async () => {
    const storage = open()
    const closing = storage.transaction(() => storage.close())
    await expect(closing).rejects.toThrow(/outside its transactions/)
    await storage.transaction(async () => {})
  })

  it('is written by several processes without an error', async () => {
    const storage = open()
    await createTables(storage)
    const script = join(import.meta.dirname, '../../../test/support/sqlite-writer.ts')
    const writers = ['a', 'b', 'c'].map((name) => startScript(script, [fresh.file, name, '100']))
    const own = Array.from({ length: 100 }, (_, index) => add(storage, `own${index}`))
    await Promise.all(own)
    for (const writer of writers) expect(await writer.ended, writer.errors()).toBe(0)
    expect(await total(storage)).toBe(400)
  })

  it('does not block the event loop while another process has it, and gives up in time', async () => {
    const storage = open()
    await createTables(storage)
    const rival = new DatabaseSync(fresh.file)
    rival.exec('begin immediate')
    let ticks = 0
    const timer = setInterval(() => ticks++, 5)
    const impatient = storage.transaction(async () => {}, { retryFor: 600 })
    await expect(impatient).rejects.toThrow(Busy)
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(2)

    const attempts = vi.spyOn(StatementSync.prototype, 'all')
    const patient = add(storage, 'waits')
    await expect.poll(() => attempts.mock.calls.length).toBeGreaterThan(3)
    attempts.mockRestore()
    rival.exec('commit')
    rival.close()
    await patient
    expect(await total(storage)).toBe(1)
  })

  it('is left to another process between two of many writes', async () => {
    const [busy, waiting] = [open(), open()]
    await createTables(busy)
    await add(waiting, 'known to write')
    let done = 0
    const many = Array.from({ length: 100 }, () =>
      busy.transaction(async () => {}).then(() => done++),
    )
    await add(waiting, 'waits')
    expect(done).toBeLessThan(50)
    await Promise.all(many)
  })

  it('can be read while a transaction is open', async () => {
    const storage = open()
    await createTables(storage)
    const written = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const transaction = storage.transaction(async (db) => {
      await db.insert(samples).values(sample('a'))
      written.resolve()
      await finish.promise
    })
    await written.promise
    expect(await total(storage)).toBe(0)
    finish.resolve()
    await transaction
    expect(await total(storage)).toBe(1)
  })

  it('gives up waiting behind a transaction that hangs', async () => {
    const storage = open()
    const finish = Promise.withResolvers<void>()
    const hanging = storage.transaction(() => finish.promise)
    await expect(storage.transaction(async () => {}, { retryFor: 30 })).rejects.toThrow(Busy)
    finish.resolve()
    await hanging
    await storage.transaction(async () => {})
  })

  it('wakes for the commits of other processes only', async () => {
    const storage = open()
    await createTables(storage)
    const other = open()
    const wake = vi.fn()
    const stop = await storage.listen(wake)
    await add(storage, 'own')
    await looks(2)
    expect(wake).not.toHaveBeenCalled()
    await add(other, 'other')
    await expect.poll(() => wake).toHaveBeenCalledOnce()
    await stop()
    const wakeNext = vi.fn()
    const stopNext = await storage.listen(wakeNext)
    await add(other, 'more')
    await expect.poll(() => wakeNext).toHaveBeenCalledOnce()
    expect(wake).toHaveBeenCalledOnce()
    await stopNext()
  })

  it('keeps listening while another process has the file for itself', async () => {
    const connection = new DatabaseSync(fresh.file)
    const storage = open({ database: connection })
    await createTables(storage)
    const wake = vi.fn()
    const stop = await storage.listen(wake)
    const other = new DatabaseSync(fresh.file)
    other.exec(`begin exclusive; create table theirs (id text)`)
    await looks(2)
    expect(wake).not.toHaveBeenCalled()
    other.exec('commit')
    other.close()
    await expect.poll(() => wake).toHaveBeenCalledOnce()
    await stop()
    await storage.close()
    connection.close()
  })

  it('suspends foreign keys for a schema change and checks them at its end', async () => {
    const storage = open()
    await createTables(storage)
    const parent = sample('parent')
    await storage.db.insert(samples).values(parent)
    const child = `insert into sample_children (sample_id) values ('${parent.id}')`
    await storage.execute(storage.db, child)

    const rebuild = `
      create table copy as select * from samples; drop table samples;
      create table samples (id text primary key not null, name text);
      insert into samples select id, name from copy; drop table copy;`
    const options = { schemaChange: true }
    await storage.transaction((db) => storage.execute(db, rebuild), options)
    const children = sql`select * from sample_children`
    expect(await rows(storage.db, children)).toHaveLength(1)

    const orphaning = storage.transaction(
      (db) => storage.execute(db, 'delete from samples'),
      options,
    )
    await expect(orphaning).rejects.toThrow(/Rows point to nothing/)
    expect(await rows(storage.db, sql`select * from samples`)).toHaveLength(1)
    await expect(storage.execute(storage.db, 'delete from samples')).rejects.toThrow()
  })

  it('prepares each statement once and forgets the oldest', async () => {
    const storage = open()
    await createTables(storage)
    const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
    for (let index = 0; index < 5; index++) await total(storage)
    expect(prepare).toHaveBeenCalledTimes(1)
    for (let index = 0; index < 300; index++) await rows(storage.db, sql.raw(`select ${index}`))
    await total(storage)
    expect(prepare).toHaveBeenCalledTimes(302)
    prepare.mockRestore()
  })
})

describe('memory', () => {
  it('works on one connection', async () => {
    const storage = open({ file: ':memory:' })
    await createTables(storage)
    const written = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const undone = storage.transaction(async (db) => {
      await db.insert(samples).values(sample('a'))
      written.resolve()
      await finish.promise
      throw new Error('undo')
    })
    await written.promise
    // Queued, so it does not see what is not committed.
    const counted = total(storage)
    finish.resolve()
    await expect(undone).rejects.toThrow('undo')
    expect(await counted).toBe(0)
  })
})

describe("the host's connection", () => {
  let database: DatabaseSync
  let storage: Storage<SqliteTransaction>

  beforeEach(async () => {
    database = new DatabaseSync(fresh.file)
    database.exec('create table host (x)')
    storage = open({ database })
    await createTables(storage)
  })
  afterEach(() => database.close())

  const hostRows = () => database.prepare('select * from host').all().length

  it('is left open', async () => {
    await storage.close()
    expect(database.isOpen).toBe(true)
  })

  it('commits and rolls back with the host', async () => {
    database.exec(`begin; insert into host values (1)`)
    const db = storage.adopt(database)
    await db.insert(samples).values(sample('undone'))
    database.exec('rollback')
    expect([hostRows(), await total(storage)]).toEqual([0, 0])
    await expect(db.insert(samples).values(sample('late'))).rejects.toThrow(/has ended/)

    await storage.hostTransaction(async (host) => {
      host.database.exec('insert into host values (2)')
      await storage.adopt(host).insert(samples).values(sample('kept'))
    })
    expect([hostRows(), await total(storage)]).toEqual([1, 1])
  })

  it('keeps our work out of a transaction it has nothing to do with', async () => {
    database.exec('begin; insert into host values (1)')
    const refused = storage.transaction(() => add(storage, 'c'), { retryFor: 30 })
    await expect(refused).rejects.toThrow(Busy)
    const waiting = add(storage, 'a')
    const transaction = storage.transaction((db) => db.insert(samples).values(sample('b')))
    expect(await total(storage)).toBe(0)
    database.exec('rollback')
    await waiting
    await transaction
    expect([hostRows(), await total(storage)]).toEqual([0, 2])
  })

  it('suspends foreign keys for a schema change after a transaction of the host only', async () => {
    const foreignKeys = () => database.prepare('pragma foreign_keys').get()?.foreign_keys
    const parent = sample('parent')
    await storage.db.insert(samples).values(parent)
    database.exec(`
      create table kept (sample_id text references samples (id) on delete cascade);
      insert into kept values ('${parent.id}');
      begin;`)
    const rebuild = `
      create table copy as select * from samples; drop table samples;
      create table samples (id text primary key not null, name text);
      insert into samples select id, name from copy; drop table copy;`
    const schemaChange = { schemaChange: true }
    const changing = storage.transaction((db) => storage.execute(db, rebuild), schemaChange)
    const refused = storage.transaction(async () => {}, { ...schemaChange, retryFor: 0 })
    await expect(refused).rejects.toThrow(Busy)
    expect(foreignKeys()).toBe(1)
    database.exec('commit')
    await changing
    expect(database.prepare('select * from kept').all()).toHaveLength(1)
    expect(foreignKeys()).toBe(1)
  })

  it('does not leave foreign keys off while another connection keeps it from beginning', async () => {
    const other = new DatabaseSync(fresh.file)
    other.exec('begin immediate')
    const options = { schemaChange: true, retryFor: 30 }
    const refused = storage.transaction(async () => {}, options)
    await expect(refused).rejects.toThrow(Busy)
    other.exec('rollback')
    other.close()
    expect(database.prepare('pragma foreign_keys').get()).toMatchObject({ foreign_keys: 1 })
  })

  it('refuses a transaction of ours as one of the host', async () => {
    await storage.transaction(async () => {
      expect(() => storage.adopt(database)).toThrow(/no open transaction/)
    })
    expect(() => storage.adopt(database)).toThrow(/no open transaction/)
  })

  it('needs foreign keys', () => {
    const loose = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false })
    expect(() => sqlite({ database: loose })).toThrow(/enableForeignKeyConstraints/)
    loose.close()
  })
})
