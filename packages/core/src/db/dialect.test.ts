import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sample, samples, sampleTables } from '../../test/support/sample-tables.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import {
  alias,
  asc,
  contains,
  desc,
  eq,
  forUpdate,
  forUpdateSkipLocked,
  inArray,
  notIndexed,
  rows,
  sql,
  startsWith,
  tryLock,
  unionAll,
} from './index.ts'
import type { Storage } from './types.ts'

describe.each(engines)('what differs on $name', ({ name, create }) => {
  let database: TestDatabase
  let storage: Storage
  let other: Storage

  beforeAll(async () => {
    database = await create()
    storage = database.open()
    other = database.open()
    await storage.execute(storage.db, sampleTables[name])
    const values = [sample('a', { rank: 'high' }), sample('b', { big: 2 ** 33, flag: true })]
    await storage.db.insert(samples).values(values)
  })
  afterAll(() => database.dispose())

  it('locks rows, as far as that is needed', async () => {
    await storage.transaction(async (db) => {
      const query = db.select({ name: samples.name }).from(samples).where(eq(samples.name, 'a'))
      expect(await forUpdate(db, query)).toEqual([{ name: 'a' }])
      if (name === 'sqlite') return
      const free = await other.transaction(async (rival) =>
        forUpdateSkipLocked(rival, rival.select({ name: samples.name }).from(samples)),
      )
      expect(free).toEqual([{ name: 'b' }])
    })
  })

  it('locks the rows of one table of a join', async () => {
    const again = alias(samples, 'again')
    await storage.transaction(async (db) => {
      const query = db
        .select({ name: samples.name })
        .from(samples)
        .leftJoin(again, eq(again.id, samples.id))
        .orderBy(asc(samples.name))
      expect(await forUpdate(db, query, { of: samples })).toHaveLength(2)
    })
  })

  it('keeps a column out of the planner and its meaning', async () => {
    const { db } = storage
    const find = (condition: ReturnType<typeof eq>) =>
      db
        .select({ rank: notIndexed(db, samples.rank) })
        .from(samples)
        .where(condition)
    expect(await find(eq(notIndexed(db, samples.rank), 'high'))).toEqual([{ rank: 'high' }])
    expect(await find(eq(notIndexed(db, samples.flag), true))).toEqual([{ rank: 'low' }])
    expect(await find(inArray(notIndexed(db, samples.name), ['a']))).toEqual([{ rank: 'high' }])
  })

  it('gives raw rows by name, integers as numbers', async () => {
    const query = sql`
      with given as (select name, big, ${7} / 2 as half, ${null} as empty from samples)
      select given.*, (select count(*) from samples) as total from given order by name desc limit 1`
    expect(await rows(storage.db, query)).toEqual([
      { name: 'b', big: 2 ** 33, half: 3, empty: null, total: 2 },
    ])
  })

  it('takes a lock until the transaction ends', async () => {
    await storage.transaction(async (db) => {
      expect(await tryLock(db, 'numbers')).toBe(true)
      if (name === 'sqlite') return
      expect(await other.transaction((rival) => tryLock(rival, 'numbers'))).toBe(false)
      expect(await other.transaction((rival) => tryLock(rival, 'others'))).toBe(true)
    })
    expect(await other.transaction((rival) => tryLock(rival, 'numbers'))).toBe(true)
  })

  it('finds parts of a text, to the letter', async () => {
    const { db } = storage
    const texts = ['Ab', 'AB%', 'ab', 'A\uffff', 'A😀b', 'B']
    await db.insert(samples).values(texts.map((text) => sample(text)))
    const find = async (condition: ReturnType<typeof startsWith>) => {
      const found = await db.select().from(samples).where(condition).orderBy(asc(samples.name))
      return found.map((row) => row.name)
    }
    expect(await find(startsWith(samples.name, 'A'))).toEqual(['AB%', 'Ab', 'A\uffff', 'A😀b'])
    expect(await find(startsWith(samples.name, 'A\uffff'))).toEqual(['A\uffff'])
    expect(await find(startsWith(samples.name, 'A😀'))).toEqual(['A😀b'])
    expect(await find(contains(db, samples.name, 'b'))).toEqual(['Ab', 'A😀b', 'ab', 'b'])
    expect(await find(contains(db, samples.name, '%'))).toEqual(['AB%'])
    await db.delete(samples).where(inArray(samples.name, texts))
  })

  it('joins queries', async () => {
    const { db } = storage
    const part = () => db.select({ name: samples.name }).from(samples)
    const ordered = () => part().orderBy(desc(samples.name)).limit(1)
    const union = await unionAll(part(), ordered(), ordered()).orderBy(asc(samples.name)).limit(3)
    expect(union.map((row) => row.name)).toEqual(['a', 'b', 'b'])
    const descending = await unionAll(part(), part()).orderBy(desc(samples.name), sql`1`)
    expect(descending.map((row) => row.name)).toEqual(['b', 'b', 'a', 'a'])
  })
})
