import {
  asc,
  between,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNull,
  lt,
  max,
  min,
  sql,
} from '@deskhand/core/db'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Bench } from './bench.ts'
import { sample, samples } from './sample-tables.ts'

export function describeColumns(bench: Bench): void {
  describe('columns', () => {
    const early = sample('early', { at: new Date(0), rank: 'high', big: -1 })
    const late = sample('late', {
      at: new Date('2026-10-25T01:30:00.999Z'),
      json: { nested: { list: [1, 'two', null, true] }, quote: `"'\\ ✓` },
      big: Number.MAX_SAFE_INTEGER,
      flag: true,
      rank: 'normal',
      later: new Date('1969-12-31T23:59:59.001Z'),
    })

    beforeEach(async () => {
      await bench.storage.db.insert(samples).values([early, late])
    })

    it('come back as they went in', async () => {
      const rows = await bench.storage.db.select().from(samples).orderBy(asc(samples.name))
      expect(rows).toEqual([early, late])
    })

    it('come back from a write', async () => {
      const values = { flag: false, later: null, big: 2 ** 40, at: new Date(1) }
      const [row] = await bench.storage.transaction((db) =>
        db.update(samples).set(values).where(eq(samples.id, late.id)).returning(),
      )
      expect(row).toEqual({ ...late, ...values })
    })

    it('can be compared', async () => {
      const find = async (condition: ReturnType<typeof eq>) => {
        const { db } = bench.storage
        const rows = await db.select({ name: samples.name }).from(samples).where(condition)
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
      const { db } = bench.storage
      const byRank = await db.select().from(samples).orderBy(desc(samples.rank))
      expect(byRank.map((row) => row.rank)).toEqual(['high', 'normal'])
      const byTime = await db.select().from(samples).orderBy(desc(samples.at))
      expect(byTime.map((row) => row.name)).toEqual(['late', 'early'])
    })

    it('can be aggregated', async () => {
      const [row] = await bench.storage.db
        .select({ rows: count(), last: max(samples.at), lowest: min(samples.rank) })
        .from(samples)
      expect(row).toEqual({ rows: 2, last: late.at, lowest: 'normal' })
    })

    it('can be upserted', async () => {
      const { db } = bench.storage
      const [row] = await db
        .insert(samples)
        .values({ ...late, id: crypto.randomUUID(), big: 7 })
        .onConflictDoUpdate({ target: samples.name, set: { big: sql`excluded.big + 1` } })
        .returning({ id: samples.id, big: samples.big })
      expect(row).toEqual({ id: late.id, big: 8 })
      const ignored = await db
        .insert(samples)
        .values({ ...late, id: crypto.randomUUID() })
        .onConflictDoNothing()
        .returning()
      expect(ignored).toEqual([])
    })
  })
}
