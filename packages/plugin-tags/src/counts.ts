/**
 * How many tickets each tag is on. Each transaction writes what it changes as rows of its own, and
 * the counts are their sums: nobody waits for a counter that somebody else is changing, and what is
 * rolled back is not counted. Every sixteenth row or so makes one row of those before it.
 */
import { and, eq, forUpdateSkipLocked, inArray, sql, sum } from '@deskhand/core/db'
import type { Call } from '@deskhand/core/plugin'
import { type Standing, tagCounts } from './schema.ts'

export interface Counts {
  readonly open: number
  readonly total: number
}

/** A tag whose row of one standing is there now (`add` 1) or no longer (`add` -1). */
export interface Change {
  readonly tagId: string
  readonly standing: Standing
  readonly add: 1 | -1
}

const mostCompacted = 500

export async function count(call: Call, changes: readonly Change[]): Promise<void> {
  await writeCounts(call, sums(changes))
}

export async function writeCounts(call: Call, counts: ReadonlyMap<string, Counts>): Promise<void> {
  const rows = [...counts]
    .filter(([, { open, total }]) => open !== 0 || total !== 0)
    .map(([tagId, counted]) => ({ tenantId: call.tenantId, tagId, id: call.newId(), ...counted }))
    .toSorted((a, b) => (a.tagId < b.tagId ? -1 : 1))
  if (rows.length === 0) return
  await call.db.insert(tagCounts).values(rows)
  for (const { tagId, id } of rows) {
    if (id.endsWith('0')) await compact(call, tagId)
  }
}

/** The sums of some tags' rows, by tag; a tag without rows is left out. */
export async function countsOf(
  call: Call,
  tagIds: readonly string[],
): Promise<ReadonlyMap<string, Counts>> {
  if (tagIds.length === 0) return new Map()
  const rows = await call.db
    .select({ tagId: tagCounts.tagId, open: sum(tagCounts.open), total: sum(tagCounts.total) })
    .from(tagCounts)
    .where(and(eq(tagCounts.tenantId, call.tenantId), inArray(tagCounts.tagId, [...tagIds])))
    .groupBy(tagCounts.tagId)
  return new Map(
    rows.map(({ tagId, open, total }) => [tagId, { open: Number(open), total: Number(total) }]),
  )
}

/** A sum of a column of counts, 0 where there are no rows; by name, so that it can be sorted by. */
export function summed(column: typeof tagCounts.open | typeof tagCounts.total, name: string) {
  return sql<number>`cast(coalesce(sum(${column}), 0) as bigint)`.mapWith(Number).as(name)
}

function sums(changes: readonly Change[]): Map<string, Counts> {
  const counts = new Map<string, Counts>()
  for (const { tagId, standing, add } of changes) {
    const { open, total } = counts.get(tagId) ?? { open: 0, total: 0 }
    counts.set(tagId, {
      open: open + (standing === 'open' ? add : 0),
      total: total + (standing === 'nothing' ? 0 : add),
    })
  }
  return counts
}

/** Rows that another transaction has locked are left to it. */
async function compact(call: Call, tagId: string): Promise<void> {
  const ofTag = and(eq(tagCounts.tenantId, call.tenantId), eq(tagCounts.tagId, tagId))
  const old = await forUpdateSkipLocked(
    call.db,
    call.db.select().from(tagCounts).where(ofTag).orderBy(tagCounts.id).limit(mostCompacted),
  )
  if (old.length < 2) return
  const ids = old.map((row) => row.id)
  await call.db.delete(tagCounts).where(and(ofTag, inArray(tagCounts.id, ids)))
  await call.db.insert(tagCounts).values({
    tenantId: call.tenantId,
    tagId,
    id: call.newId(),
    open: old.reduce((all, row) => all + row.open, 0),
    total: old.reduce((all, row) => all + row.total, 0),
  })
}
