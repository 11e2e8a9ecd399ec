/** Reading the event log by position: all of it is committed, and none of it comes in between later. */
import { and, asc, count, eq, gt, lte } from 'drizzle-orm'
import { dispatching } from '../background/lease.ts'
import { notIndexed } from '../db/dialect.ts'
import type { Database } from '../db/types.ts'
import { type EventRow, events, leases } from '../events/schema.ts'

/** An event that has its position. */
export type PlacedEvent = EventRow & { readonly position: number }

/** The last position that was given out. */
export async function lastPosition(db: Database): Promise<number> {
  const [lease] = await db
    .select({ progress: leases.progress })
    .from(leases)
    .where(eq(leases.name, dispatching))
  return lease?.progress ?? 0
}

export async function readAfter(
  db: Database,
  position: number,
  limit: number,
): Promise<PlacedEvent[]> {
  const rows = await db
    .select()
    .from(events)
    .where(gt(events.position, position))
    .orderBy(asc(events.position))
    .limit(limit)
  return rows as PlacedEvent[]
}

/** Events of one tenant behind `after`, up to and with `until`. */
export async function readBetween(
  db: Database,
  tenantId: string,
  { after, until, limit }: { after: number; until: number; limit: number },
): Promise<PlacedEvent[]> {
  const rows = await db
    .select()
    .from(events)
    .where(
      and(
        gt(events.position, after),
        lte(events.position, until),
        eq(notIndexed(db, events.tenantId), tenantId),
      ),
    )
    .orderBy(asc(events.position))
    .limit(limit)
  return rows as PlacedEvent[]
}

/** Positions have no gaps of their own, so one that is missing was deleted. */
export async function isKept(db: Database, after: number, until: number): Promise<boolean> {
  const [kept] = await db
    .select({ events: count() })
    .from(events)
    .where(and(gt(events.position, after), lte(events.position, until)))
  return Number(kept?.events) === until - after
}
