import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sample, samples, sampleTables } from '../../test/support/sample-tables.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import { asc, between, count, desc, eq, gte, inArray, isNull, lt, max, min, sql } from './index.ts'
import type { Storage } from './types.ts'

describe.each(engines)('columns on $name', ({ name, create }) => {
  let database: TestDatabase
  let storage: Storage

  const early = sample('early', { at: new Date(0), rank: 'high', big: -1 })
  const late = sample('late', {
    at: new Date('2026-10-25T01:30:00.999Z'),
    json: { nested: { list: [1, 'two', null, true] }, quote: `"'\\ ✓` },
    big: Number.MAX_SAFE_INTEGER,
    flag: true,
    rank: 'normal',
    later: new Date('1969-12-31T23:59:59.001Z'),
  })

  beforeAll(async () => {
    database = await create()
    storage = database.open()
    await storage.execute(storage.db, sampleTables[name])
    await storage.db.insert(samples).values([early, late])
  })
  afterAll(() => database.dispose())

  it('come back as they went in', async () => {
    const rows = await storage.db.select().from(samples).orderBy(asc(samples.name))
    expect(rows).toEqual([early, late])
  })

  it('come back from a write', async () => {
    const values = { flag: false, later: null, big: 2 ** 40, at: new Date(1) }
    const [row] = await storage.transaction(async (db) => {
      const updated = db.update(samples).set(values).where(eq(samples.id, late.id))
      const result = await updated.returning()
      await db.update(samples).set(late).where(eq(samples.id, late.id))
      return result
    })
    expect(row).toEqual({ ...late, ...values })
  })

  it('can be compared', async () => {
    const find = async (condition: ReturnType<typeof eq>) => {
      const rows = await storage.db.select({ name: samples.name }).from(samples).where(condition)
      return rows.map((row) => row.name)
    }
    expect(await find(eq(samples.at, late.at))).toEqual(['late'])
    expect(await find(lt(samples.at, new Date(1)))).toEqual(['early'])
    expect(await find(between(samples.at, new Date(0), new Date(5)))).toEqual(['early'])
    expect(await find(eq(samples.flag, true))).toEqual(['late'])
    expect(await find(gte(samples.rank, 'high'))).toEqual(['early'])
    expect(await find(inArray(samples.rank, ['normal', 'low']))).toEqual(['late'])
    expect(await find(eq(samples.big, Number.MAX_SAFE_INTEGER))).toEqual(['late'])
    expect(await find(isNull(samples.later))).toEqual(['early'])
  })

  it('sort by rank and time', async () => {
    const byRank = await storage.db.select().from(samples).orderBy(desc(samples.rank))
    expect(byRank.map((row) => row.rank)).toEqual(['high', 'normal'])
    const byTime = await storage.db.select().from(samples).orderBy(desc(samples.at))
    expect(byTime.map((row) => row.name)).toEqual(['late', 'early'])
  })

  it('can be aggregated', async () => {
    const [row] = await storage.db
      .select({ rows: count(), last: max(samples.at), lowest: min(samples.rank) })
      .from(samples)
    expect(row).toEqual({ rows: 2, last: late.at, lowest: 'normal' })
  })

  it('can be upserted', async () => {
    const [row] = await storage.db
      .insert(samples)
      .values({ ...late, id: crypto.randomUUID(), big: 7 })
      .onConflictDoUpdate({ target: samples.name, set: { big: sql`excluded.big + 1` } })
      .returning({ id: samples.id, big: samples.big })
    expect(row).toEqual({ id: late.id, big: 8 })
    const ignored = await storage.db
      .insert(samples)
      .values({ ...late, id: crypto.randomUUID() })
      .onConflictDoNothing()
      .returning()
    expect(ignored).toEqual([])
    await storage.db.update(samples).set({ big: late.big }).where(eq(samples.id, late.id))
  })
})
