/** What only one database can do in its own words: the helpers of `@deskhand/core/db`. */
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
} from '@deskhand/core/db'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Bench, DatabaseCapabilities } from './bench.ts'
import { sample, samples } from './sample-tables.ts'

export function describeQueries(bench: Bench, capabilities: DatabaseCapabilities): void {
  const { severalConnections = true, concurrentWriters } = capabilities

  describe('a query', () => {
    const { names } = bench
    const hasRivals = () =>
      severalConnections && (concurrentWriters ?? bench.storage.dialect === 'postgres')

    beforeEach(async () => {
      const values = [sample('a', { rank: 'high' }), sample('b', { big: 2 ** 33, flag: true })]
      await bench.storage.db.insert(samples).values(values)
    })

    it('locks rows, as far as that is needed', async () => {
      await bench.storage.transaction(async (db) => {
        const query = db.select({ name: samples.name }).from(samples).where(eq(samples.name, 'a'))
        expect(await forUpdate(db, query)).toEqual([{ name: 'a' }])
        if (!hasRivals()) return
        const free = await bench
          .open()
          .transaction(async (rival) =>
            forUpdateSkipLocked(rival, rival.select({ name: samples.name }).from(samples)),
          )
        expect(free).toEqual([{ name: 'b' }])
      })
    })

    it('locks the rows of one table of a join', async () => {
      const again = alias(samples, 'again')
      await bench.storage.transaction(async (db) => {
        const query = db
          .select({ name: samples.name })
          .from(samples)
          .leftJoin(again, eq(again.id, samples.id))
          .orderBy(asc(samples.name))
        expect(await forUpdate(db, query, { of: samples })).toHaveLength(2)
      })
    })

    it('takes a lock until the transaction ends', async () => {
      await bench.storage.transaction(async (db) => {
        expect(await tryLock(db, 'numbers')).toBe(true)
        if (!hasRivals()) return
        const other = bench.open()
        expect(await other.transaction((rival) => tryLock(rival, 'numbers'))).toBe(false)
        expect(await other.transaction((rival) => tryLock(rival, 'others'))).toBe(true)
      })
      expect(await bench.storage.transaction((db) => tryLock(db, 'numbers'))).toBe(true)
    })

    it('keeps a column out of the planner, and its meaning', async () => {
      const { db } = bench.storage
      const find = (condition: ReturnType<typeof eq>) =>
        db
          .select({ rank: notIndexed(db, samples.rank) })
          .from(samples)
          .where(condition)
      expect(await find(eq(notIndexed(db, samples.rank), 'high'))).toEqual([{ rank: 'high' }])
      expect(await find(eq(notIndexed(db, samples.flag), true))).toEqual([{ rank: 'low' }])
      expect(await find(inArray(notIndexed(db, samples.name), ['a']))).toEqual([{ rank: 'high' }])
    })

    it('in SQL gives raw rows by name, integers as numbers', async () => {
      const query = sql`
        with given as (select name, big, ${7} / 2 as half, ${null} as empty from samples)
        select given.*, (select count(*) from samples) as total
        from given order by name desc limit 1`
      expect(await rows(bench.storage.db, query)).toEqual([
        { name: 'b', big: 2 ** 33, half: 3, empty: null, total: 2 },
      ])
    })

    it('finds parts of a text, to the letter', async () => {
      const { db } = bench.storage
      await bench.add(db, 'Ab', 'AB%', 'ab', 'A\uffff', 'A😀b', 'B')
      const find = async (condition: ReturnType<typeof startsWith>) => {
        const found = await db.select().from(samples).where(condition).orderBy(asc(samples.name))
        return found.map((row) => row.name)
      }
      expect(await find(startsWith(samples.name, 'A'))).toEqual(['AB%', 'Ab', 'A\uffff', 'A😀b'])
      expect(await find(startsWith(samples.name, 'A\uffff'))).toEqual(['A\uffff'])
      expect(await find(startsWith(samples.name, 'A😀'))).toEqual(['A😀b'])
      expect(await find(contains(db, samples.name, 'b'))).toEqual(['Ab', 'A😀b', 'ab', 'b'])
      expect(await find(contains(db, samples.name, '%'))).toEqual(['AB%'])
    })

    it('sorts text byte by byte', async () => {
      await bench.add(bench.storage.db, 'B', 'Z', 'ä', 'A')
      expect(await names()).toEqual(['A', 'B', 'Z', 'a', 'b', 'ä'])
    })

    it('joins others', async () => {
      const { db } = bench.storage
      const part = () => db.select({ name: samples.name }).from(samples)
      const last = () => part().orderBy(desc(samples.name)).limit(1)
      const union = await unionAll(part(), last(), last()).orderBy(asc(samples.name)).limit(3)
      expect(union.map((row) => row.name)).toEqual(['a', 'b', 'b'])
      const descending = await unionAll(part(), part()).orderBy(desc(samples.name), sql`1`)
      expect(descending.map((row) => row.name)).toEqual(['b', 'b', 'a', 'a'])
    })
  })
}
