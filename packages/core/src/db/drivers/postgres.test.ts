import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FreshPostgres, freshPostgres } from '../../../test/support/databases.ts'
import { sample, samples, sampleTables } from '../../../test/support/sample-tables.ts'
import { asc, Busy, DatabaseError, eq, sql, UniqueViolation } from '../index.ts'
import type { Database, Storage } from '../types.ts'
import { postgres } from './postgres.ts'

let fresh: FreshPostgres
let storage: Storage<pg.PoolClient>
let admin: pg.Pool

beforeAll(async () => {
  fresh = await freshPostgres()
  storage = postgres({ url: fresh.url, max: 4 })
  admin = new pg.Pool({ connectionString: fresh.url, max: 4 })
  admin.on('error', () => {})
  await storage.execute(storage.db, sampleTables.postgres)
  await storage.execute(storage.db, 'create table host (name text unique)')
})
beforeEach(async () => {
  await storage.execute(storage.db, 'delete from samples; delete from host')
})
afterAll(async () => {
  await storage.close()
  await admin.end()
  await fresh.drop()
})

async function names(from: Storage = storage): Promise<string[]> {
  const rows = await from.db.select().from(samples).orderBy(asc(samples.name))
  return rows.map((row) => row.name)
}

async function hostRows(): Promise<number> {
  return (await admin.query('select * from host')).rows.length
}

const add = (db: Database, name: string) => db.insert(samples).values(sample(name))

/** Cuts the connections of the pool made by `postgres({ url })`. */
function cutConnections(query: string) {
  return admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'deskhand' and query ilike $1`,
    [query],
  )
}

describe('a pool', () => {
  it('retries the victim of a deadlock', async () => {
    await add(storage.db, 'a')
    await add(storage.db, 'b')
    let attempts = 0
    let locked = 0
    const bothLocked = Promise.withResolvers<void>()
    const lockBoth = (first: string, second: string) =>
      storage.transaction(async (db) => {
        attempts++
        const increment = (name: string) =>
          db.update(samples).set({ big: sql`big + 1` }).where(eq(samples.name, name))
        await increment(first)
        if (++locked === 2) bothLocked.resolve()
        await bothLocked.promise
        await increment(second)
      })
    await Promise.all([lockBoth('a', 'b'), lockBoth('b', 'a')])
    // The second attempt of the victim may be quicker than the other one and make another victim.
    expect(attempts).toBeGreaterThanOrEqual(3)
    const rows = await storage.db.select({ big: samples.big }).from(samples)
    expect(rows).toEqual([{ big: 2 }, { big: 2 }])
  })

  it('keeps savepoints apart when a host passes one transaction several times', async () => {
    const client = await admin.connect()
    try {
      await client.query('begin')
      const works = ['a', 'b', 'c'].map((name) => {
        const db = storage.adopt(client)
        return storage.savepoint(db, async () => {
          await add(db, name)
          if (name === 'b') throw new Error('undo')
        })
      })
      expect(await Promise.allSettled(works)).toMatchObject([
        { status: 'fulfilled' },
        { status: 'rejected', reason: { message: 'undo' } },
        { status: 'fulfilled' },
      ])
      await client.query('commit')
    } finally {
      client.release()
    }
    const rows = await storage.db.select().from(samples).orderBy(asc(samples.name))
    expect(rows.map(({ name }) => name)).toEqual(['a', 'c'])
  })

  it('gives up waiting for a connection', async () => {
    const pool = new pg.Pool({ connectionString: fresh.url, max: 2 })
    const narrow = postgres({ pool })
    const release = Promise.withResolvers<void>()
    const holding = narrow.transaction(() => release.promise)
    await expect(narrow.transaction(async () => {}, { retryFor: 50 })).rejects.toThrow(Busy)
    release.resolve()
    await holding
    await narrow.transaction(async () => {})
    await narrow.close()
    expect(pool.ended).toBe(false)
    await pool.end()
  })

  it("leaves a connection of the host's pool to what the host does meanwhile", async () => {
    const pool = new pg.Pool({ connectionString: fresh.url, max: 3 })
    for (const shared of [postgres({ pool }), postgres({ drizzle: drizzle(pool) })]) {
      const transactions = Array.from({ length: 12 }, () =>
        shared.transaction(async (db) => {
          await db.select().from(samples)
          await pool.query('select 1')
        }),
      )
      await Promise.all(transactions)
      await shared.close()
    }
    await pool.end()
  })

  it('refuses a pool of the host that has one connection', async () => {
    const pool = new pg.Pool({ connectionString: fresh.url, max: 1 })
    expect(() => postgres({ pool })).toThrow(/at least two connections/)
    expect(() => postgres({ drizzle: drizzle(pool) })).toThrow(/at least two connections/)
    await pool.end()
  })

  it('says so when the host caught an error after which nothing can be committed', async () => {
    const shared = postgres({ drizzle: drizzle(admin) })
    const swallowing = [
      storage.hostTransaction((client) =>
        client.query('insert into nowhere values (1)').catch(() => undefined),
      ),
      shared.hostTransaction((tx) =>
        tx.execute(sql`insert into nowhere values (1)`).catch(() => undefined),
      ),
    ]
    for (const outcome of await Promise.allSettled(swallowing)) {
      expect(outcome).toMatchObject({
        reason: { message: expect.stringMatching(/Nothing was committed/) },
      })
    }
    await shared.close()
  })

  it('commits a separate transaction apart', async () => {
    const failing = storage.transaction(async (outer) => {
      await storage.transaction((db) => add(db, 'apart'), { separate: true })
      await add(outer, 'undone')
      throw new Error('undo')
    })
    await expect(failing).rejects.toThrow('undo')
    expect(await names()).toEqual(['apart'])
  })

  it('survives connections that are cut, idle or not', async () => {
    await names()
    await cutConnections('%')
    await expect.poll(() => names().catch((error) => error)).toEqual([])

    const cut = storage.transaction(async (db) => {
      await add(db, 'lost')
      await cutConnections('insert%')
      await add(db, 'never')
    })
    await expect(cut).rejects.toThrow(DatabaseError)
    expect(await names()).toEqual([])
  })

  it('needs no connection of the pool for a separate one', async () => {
    const pool = new pg.Pool({ connectionString: fresh.url, max: 2 })
    const held = await pool.connect()
    for (const narrow of [postgres({ pool }), postgres({ drizzle: drizzle(pool) })]) {
      await narrow.transaction(async (db) => {
        await narrow.transaction((apart) => add(apart, 'apart'), { separate: true })
        await db.delete(samples)
      })
      await narrow.close()
    }
    held.release()
    expect(pool.ended).toBe(false)
    await pool.end()
    expect(await names()).toEqual([])
  })

  it('says when there is no server', async () => {
    const nowhere = postgres({ url: 'postgres://127.0.0.1:1/none' })
    await expect(names(nowhere)).rejects.toThrow(/Postgres can't be reached/)
    await expect(nowhere.transaction(async () => {})).rejects.toThrow(DatabaseError)
    await nowhere.close()
  })
})

describe("the host's transaction", () => {
  async function inHostTransaction(end: 'commit' | 'rollback', work: (db: Database) => unknown) {
    const client = await admin.connect()
    await client.query('begin')
    await client.query(`insert into host values ('row')`)
    const db = storage.adopt(client)
    await work(db)
    await client.query(end)
    await expect(add(db, 'late')).rejects.toThrow(/has ended/)
    client.release()
  }

  it('takes our rows along, on a pg client', async () => {
    await inHostTransaction('rollback', (db) => add(db, 'a'))
    expect([await hostRows(), await names()]).toEqual([0, []])
    await inHostTransaction('commit', async (db) => {
      expect(storage.isAdopted(db)).toBe(true)
      await Promise.all([add(db, 'a'), add(db, 'b')])
    })
    expect([await hostRows(), await names()]).toEqual([1, ['a', 'b']])
  })

  it('takes our rows along, in drizzle', async () => {
    const host = drizzle(admin)
    await host.transaction(async (tx) => {
      await tx.execute(`insert into host values ('row')`)
      const db = storage.adopt(tx)
      await add(db, 'a')
      await storage.within(db, () => storage.transaction((joined) => add(joined, 'b')))
    })
    const failing = host.transaction(async (tx) => {
      await add(storage.adopt(tx), 'undone')
      throw new Error('undo')
    })
    await expect(failing).rejects.toThrow('undo')
    expect([await hostRows(), await names()]).toEqual([1, ['a', 'b']])
    expect(() => storage.adopt(host)).toThrow(/no transaction/)
  })

  it('is not poisoned by what fails under a savepoint', async () => {
    await inHostTransaction('commit', async (db) => {
      await add(db, 'a')
      const failing = storage.savepoint(db, () => add(db, 'a').then(() => undefined))
      await expect(failing).rejects.toThrow(UniqueViolation)
      await add(db, 'b')
    })
    expect([await hostRows(), await names()]).toEqual([1, ['a', 'b']])
  })

  it('has to be a transaction', async () => {
    const client = await admin.connect()
    await client.query('select 1')
    expect(() => storage.adopt(client)).toThrow(/Begin one first/)
    expect(() => storage.adopt(admin)).toThrow(/no transaction/)
    client.release()
  })

  it('keeps the errors of the host as they are', async () => {
    const failing = storage.hostTransaction(async (client) => {
      await client.query(`insert into host values ('a'), ('a')`)
    })
    await expect(failing).rejects.toThrow(pg.DatabaseError)
  })
})

describe('notices', () => {
  it('wake on commit, and again after the connection was cut', async () => {
    const wake = vi.fn()
    const stop = await storage.listen(wake)
    const undone = storage.transaction(async (db) => {
      await storage.announce(db)
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    await storage.transaction((db) => storage.announce(db))
    await expect.poll(() => wake).toHaveBeenCalledOnce()

    await cutConnections('listen%')
    await expect.poll(() => wake).toHaveBeenCalledTimes(2)
    await storage.transaction((db) => storage.announce(db))
    await expect.poll(() => wake).toHaveBeenCalledTimes(3)
    await stop()
    const wakeNext = vi.fn()
    const stopNext = await storage.listen(wakeNext)
    await storage.transaction((db) => storage.announce(db))
    await expect.poll(() => wakeNext).toHaveBeenCalledOnce()
    expect(wake).toHaveBeenCalledTimes(3)
    await stopNext()
  })
})

describe("the host's drizzle database", () => {
  it('works with a pool', async () => {
    const shared = postgres({ drizzle: drizzle(admin) })
    await shared.execute(shared.db, 'select 1; select 2')
    await shared.transaction((db) => shared.execute(db, 'select 1; select 2'))
    await shared.transaction(async (db) => {
      await add(db, 'a')
      await shared.transaction((apart) => add(apart, 'apart'), { separate: true })
      expect(await names()).toEqual(['apart'])
    })
    expect(await names(shared)).toEqual(['a', 'apart'])
  })

  it('has to be one', () => {
    expect(() => postgres({ drizzle: {} as never })).toThrow(/made by drizzle/)
    expect(() => postgres({ drizzle: drizzle(new pg.Client()) })).toThrow(/needs a pool/)
  })
})
