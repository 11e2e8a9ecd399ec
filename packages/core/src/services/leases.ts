/**
 * The statements on leases of services. Taking a lease over raises its token, and only if the token is still the one
 * that was read, so that two processes never take over the same lease.
 */
import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import { forShare, forUpdateSkipLocked } from '../db/dialect.ts'
import type { Database, Storage } from '../db/types.ts'
import type { ServiceInstance } from '../plugin/background-parts.ts'
import { serviceLeases } from './schema.ts'

export type LeaseRow = typeof serviceLeases.$inferSelect

const batchSize = 100

export async function leasesOf(db: Database, service: string): Promise<LeaseRow[]> {
  return db.select().from(serviceLeases).where(eq(serviceLeases.service, service))
}

export async function leasesHeldBy(db: Database, holder: string): Promise<LeaseRow[]> {
  return db.select().from(serviceLeases).where(eq(serviceLeases.holder, holder))
}

/** Creates the leases that do not exist yet, held by `holder`, and returns those. */
export async function createLeases(
  db: Database,
  service: string,
  instances: readonly ServiceInstance[],
  holder: string,
  now: Date,
): Promise<LeaseRow[]> {
  const created: LeaseRow[] = []
  for (const batch of batchesOf(instances)) {
    const rows = batch.map(({ tenantId, id }) => ({
      service,
      tenantId,
      instance: id,
      holder,
      // Higher than any token of a deleted row with the same key.
      token: now.getTime(),
    }))
    created.push(...(await db.insert(serviceLeases).values(rows).onConflictDoNothing().returning()))
  }
  return created
}

/**
 * Takes over at most `limit` of the leases, each with a higher token. Leaves out those that another process has taken
 * since they were read, and those that an open transaction has locked with `checkLease`.
 */
export async function takeLeases(
  storage: Storage,
  leases: readonly LeaseRow[],
  holder: string,
  limit: number,
): Promise<LeaseRow[]> {
  const taken: LeaseRow[] = []
  for (const batch of batchesOf(leases)) {
    if (taken.length >= limit) break
    const some = await storage.transaction(async (db) => {
      const free = await forUpdateSkipLocked(
        db,
        db
          .select()
          .from(serviceLeases)
          .where(among(batch))
          .limit(limit - taken.length),
      )
      if (free.length === 0) return []
      return db
        .update(serviceLeases)
        .set({ holder, token: sql`${serviceLeases.token} + 1` })
        .where(among(free))
        .returning()
    })
    taken.push(...some)
  }
  return taken
}

/**
 * Locks the lease until the transaction ends, so that no other process takes it over. Resolves to `false` when another
 * process already has.
 */
export async function checkLease(db: Database, lease: LeaseRow): Promise<boolean> {
  const [row] = await forShare(
    db,
    db
      .select({ holder: serviceLeases.holder })
      .from(serviceLeases)
      .where(among([lease])),
  )
  return row?.holder === lease.holder
}

/** Sets leases of this holder free for other processes. */
export async function releaseLeases(
  db: Database,
  leases: readonly LeaseRow[],
  holder: string,
): Promise<void> {
  for (const batch of batchesOf(leases)) {
    await db
      .update(serviceLeases)
      .set({ holder: null })
      .where(and(among(batch), eq(serviceLeases.holder, holder)))
  }
}

export async function deleteLeases(db: Database, leases: readonly LeaseRow[]): Promise<void> {
  for (const batch of batchesOf(leases)) await db.delete(serviceLeases).where(among(batch))
}

/** Matches these leases of one service, if no process has taken them over since they were read. */
function among(leases: readonly LeaseRow[]): SQL | undefined {
  return and(
    eq(serviceLeases.service, leases[0]?.service ?? ''),
    or(
      ...leases.map(({ tenantId, instance, token }) =>
        and(
          eq(serviceLeases.tenantId, tenantId),
          eq(serviceLeases.instance, instance),
          eq(serviceLeases.token, token),
        ),
      ),
    ),
  )
}

function batchesOf<Row>(rows: readonly Row[]): Row[][] {
  const batches: Row[][] = []
  for (let start = 0; start < rows.length; start += batchSize) {
    batches.push(rows.slice(start, start + batchSize))
  }
  return batches
}
