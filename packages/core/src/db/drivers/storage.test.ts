import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { children, sample, samples, sampleTables } from '../../../test/support/sample-tables.ts'
import { engines, type TestDatabase } from '../../../test/support/storages.ts'
import {
  Busy,
  DatabaseError,
  ForeignKeyViolation,
  SerializationFailure,
  UniqueViolation,
} from '../errors.ts'
import { asc, eq, sql } from '../index.ts'
import type { Database, Storage } from '../types.ts'

describe.each(engines)('a storage on $name', ({ name, create }) => {
  let database: TestDatabase
  let storage: Storage

  beforeAll(async () => {
    database = await create()
    storage = database.open()
    await storage.execute(storage.db, sampleTables[name])
  })
  beforeEach(async () => {
    await storage.db.delete(children)
    await storage.db.delete(samples)
  })
  afterAll(() => database.dispose())

  async function names(db: Database = storage.db): Promise<string[]> {
    const rows = await db.select({ name: samples.name }).from(samples).orderBy(asc(samples.name))
    return rows.map((row) => row.name)
  }

  function add(db: Database, ...added: string[]) {
    return db.insert(samples).values(added.map((one) => sample(one)))
  }

  it('commits what succeeds and undoes what throws', async () => {
    const result = await storage.transaction(async (db) => {
      await add(db, 'kept')
      return 'done'
    })
    const failing = storage.transaction(async (db) => {
      await add(db, 'undone')
      throw new RangeError('no')
    })
    await expect(failing).rejects.toThrow(RangeError)
    expect(result).toBe('done')
    expect(await names()).toEqual(['kept'])
  })

  it('hides an open transaction from the others', async () => {
    const other = database.open()
    await storage.transaction(async (db) => {
      await add(db, 'open')
      expect(await names(other.db)).toEqual([])
    })
    expect(await names(other.db)).toEqual(['open'])
  })

  it('joins the transaction around it', async () => {
    const failing = storage.transaction(async (outer) => {
      await storage.transaction(async (inner) => {
        expect(inner).toBe(outer)
        await add(inner, 'inner')
      })
      await add(storage.db, 'through storage.db')
      expect(await names(storage.db)).toEqual(['inner', 'through storage.db'])
      throw new Error('undo all')
    })
    await expect(failing).rejects.toThrow('undo all')
    expect(await names()).toEqual([])
  })

  it('gives code left over from an ended transaction one of its own', async () => {
    let leftOver: Promise<void> | undefined
    await storage.transaction(async (outer) => {
      leftOver = delay(20).then(() =>
        storage.transaction(async (db) => {
          expect(db).not.toBe(outer)
          await add(db, 'later')
        }),
      )
    })
    await leftOver
    expect(await names()).toEqual(['later'])
  })

  it('refuses the handle of an ended transaction', async () => {
    let leaked: Database | undefined
    await storage.transaction(async (db) => {
      leaked = db
    })
    await expect(add(leaked as Database, 'late')).rejects.toThrow(/This transaction has ended/)
    expect(await names()).toEqual([])
  })

  it('undoes only the savepoint that threw, at any depth', async () => {
    await storage.transaction(async (db) => {
      await add(db, 'a')
      await storage.savepoint(db, async () => {
        await add(db, 'b')
        const inner = storage.savepoint(db, async () => {
          await add(db, 'c')
          await add(db, 'a')
        })
        await expect(inner).rejects.toThrow(UniqueViolation)
        await add(db, 'd')
      })
    })
    expect(await names()).toEqual(['a', 'b', 'd'])
  })

  it('lets savepoints of one level take turns', async () => {
    await storage.transaction(async (db) => {
      await add(db, 'a')
      const items = ['b', 'a', 'c'].map((item) =>
        storage.savepoint(db, async () => {
          await add(db, `${item}1`)
          await delay(5)
          await add(db, item)
        }),
      )
      const outcomes = await Promise.allSettled(items)
      expect(outcomes.map((outcome) => outcome.status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
      ])
    })
    expect(await names()).toEqual(['a', 'b', 'b1', 'c', 'c1'])
  })

  it('does not commit over a failure that was swallowed', async () => {
    const failing = storage.transaction(async (db) => {
      await add(db, 'a')
      await add(db, 'a').catch(() => undefined)
      await expect(names(db)).rejects.toThrow(/Put what may fail under a savepoint/)
    })
    await expect(failing).rejects.toThrow(UniqueViolation)
    expect(await names()).toEqual([])
  })

  it('runs statements that were started together', async () => {
    await storage.transaction(async (db) => {
      await Promise.all(['a', 'b', 'c'].map((one) => add(db, one)))
    })
    expect(await names()).toEqual(['a', 'b', 'c'])
  })

  it('says what an error means, and keeps parameters out of its message', async () => {
    await add(storage.db, 'secret')
    const unique = await add(storage.db, 'secret').catch((error: unknown) => error)
    expect(unique).toBeInstanceOf(UniqueViolation)
    expect(unique).toMatchObject({ constraint: 'samples_name', cause: expect.any(Error) })
    expect(String(unique)).not.toContain('secret')

    const row = sample('b')
    await storage.db.insert(samples).values(row)
    const primary = await storage.db
      .insert(samples)
      .values({ ...row, name: 'c' })
      .catch((error) => error)
    expect(primary).toMatchObject({ name: 'UniqueViolation', constraint: 'samples_pkey' })

    const orphan = storage.db.insert(children).values({ sampleId: crypto.randomUUID() })
    await expect(orphan).rejects.toThrow(ForeignKeyViolation)
    const broken = storage.db.select({ x: sql`no_such_column` }).from(samples)
    await expect(broken).rejects.toThrow(DatabaseError)
  })

  it('retries a conflict and gives up in time', async () => {
    let attempts = 0
    await storage.transaction(async (db) => {
      attempts++
      await add(db, 'once')
      if (attempts < 3) throw new SerializationFailure('made up')
    })
    expect(attempts).toBe(3)
    expect(await names()).toEqual(['once'])

    const hopeless = storage.transaction(
      async () => {
        throw new Busy('always')
      },
      { retryFor: 50 },
    )
    await expect(hopeless).rejects.toThrow(Busy)
  })

  it('counts correctly with many writers from several storages', async () => {
    await storage.db.insert(samples).values(sample('counter'))
    const storages = [storage, database.open(), database.open()]
    const increments = Array.from({ length: 60 }, (_, index) =>
      storages[index % 3]?.transaction(async (db) => {
        const counter = eq(samples.name, 'counter')
        await db.update(samples).set({ big: sql`big + 1` }).where(counter)
        await delay(1)
      }),
    )
    await Promise.all(increments)
    const [row] = await storage.db.select().from(samples)
    expect(row?.big).toBe(60)
  })

  it('retries single statements outside a transaction', async () => {
    const others = [storage, database.open(), database.open()]
    await Promise.all(
      Array.from({ length: 90 }, (_, index) => add((others[index % 3] as Storage).db, `n${index}`)),
    )
    expect(await names()).toHaveLength(90)
  })

  it('lets the host and helpdesk commit and roll back together', async () => {
    await storage.hostTransaction(async (host) => {
      const db = storage.adopt(host)
      expect(storage.isAdopted(db)).toBe(true)
      await add(db, 'together')
      await storage.within(db, () =>
        storage.transaction(async (joined) => {
          expect(joined).toBe(db)
          await add(storage.db, 'joined')
        }),
      )
    })
    const failing = storage.hostTransaction(async (host) => {
      await add(storage.adopt(host), 'undone')
      throw new Error('host says no')
    })
    await expect(failing).rejects.toThrow('host says no')
    expect(await names()).toEqual(['joined', 'together'])
  })

  it('never runs the host twice', async () => {
    let runs = 0
    const failing = storage.hostTransaction(async () => {
      runs++
      throw new SerializationFailure('made up')
    })
    await expect(failing).rejects.toThrow(SerializationFailure)
    expect(runs).toBe(1)
  })

  it('leaves the transaction of the host usable after a failure under a savepoint', async () => {
    await storage.hostTransaction(async (host) => {
      const db = storage.adopt(host)
      await add(db, 'a')
      const failing = storage.savepoint(db, async () => {
        await add(db, 'b')
        await add(db, 'a')
      })
      await expect(failing).rejects.toThrow(UniqueViolation)
      await add(db, 'c')
    })
    expect(await names()).toEqual(['a', 'c'])
  })

  it('refuses what is no transaction', async () => {
    expect(() => storage.adopt({})).toThrow(DatabaseError)
    expect(() => storage.adopt(undefined)).toThrow(DatabaseError)
    let kept: unknown
    await storage.hostTransaction(async (host) => {
      kept = host
    })
    expect(() => storage.adopt(kept)).toThrow(DatabaseError)
    await expect(storage.savepoint(storage.db, async () => {})).rejects.toThrow(DatabaseError)
  })

  it('closes once, and then says so', async () => {
    const other = database.open()
    expect(await names(other.db)).toEqual([])
    await Promise.all([other.close(), other.close()])
    await expect(names(other.db)).rejects.toThrow('This storage is closed.')
    await expect(other.transaction(async () => {})).rejects.toThrow('This storage is closed.')
  })
})
