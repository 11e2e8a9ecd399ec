/**
 * A right that one process holds at a time, in `deskhand_leases`.
 *
 * Clocks only decide when it may be taken from a holder that says nothing; that a holder that was
 * taken over does no harm is up to its token, which it shows in every transaction.
 */
import { and, eq } from 'drizzle-orm'
import { forUpdate } from '../db/dialect.ts'
import type { Database } from '../db/types.ts'
import { leases } from '../events/schema.ts'
import type { Runtime } from '../runtime.ts'

export interface Lease {
  readonly name: string
  readonly holder: string
  readonly token: number
  readonly expiresAt: Date
}

/** The dispatcher's lease; its progress is the last position given out. */
export const dispatching = 'dispatcher'

export const leaseMs = 10_000

/** Takes the lease if nobody has it, or nobody has renewed it in time; else null. */
export async function acquireLease(
  { storage, clock }: Pick<Runtime, 'storage' | 'clock'>,
  name: string,
  holder: string,
): Promise<Lease | null> {
  const { db } = storage
  const now = clock.now()
  const [current] = await db.select().from(leases).where(eq(leases.name, name))
  if (!current) {
    await createLease(db, name)
    return acquireLease({ storage, clock }, name, holder)
  }
  if (current.holder !== holder && isLive(current.expiresAt, now)) return null
  const expiresAt = expiry(now)
  const token = current.token + 1
  const [taken] = await db
    .update(leases)
    .set({ holder, token, expiresAt })
    .where(and(eq(leases.name, name), eq(leases.token, current.token)))
    .returning({ token: leases.token })
  return taken ? { name, holder, token, expiresAt } : null
}

/** Makes the row of a lease that nobody holds, unless it is there. */
export async function createLease(db: Database, name: string): Promise<void> {
  await db
    .insert(leases)
    .values({ name, holder: '', token: 0, expiresAt: new Date(0), progress: 0 })
    .onConflictDoNothing()
}

/**
 * Locks the lease until the transaction ends and gives its progress, or null when somebody else has
 * it by now. Without a token, locks it whoever has it.
 */
export async function lockLease(
  db: Database,
  { name, token }: Pick<Lease, 'name'> & Partial<Lease>,
): Promise<number | null> {
  const [row] = await forUpdate(
    db,
    db
      .select({ progress: leases.progress })
      .from(leases)
      .where(and(eq(leases.name, name), token === undefined ? undefined : eq(leases.token, token))),
  )
  return row?.progress ?? null
}

/** Keeps a lease that the transaction has locked, and writes its progress down. */
export async function renewLease(
  db: Database,
  lease: Lease,
  now: Date,
  progress: number,
): Promise<Lease> {
  const expiresAt = expiry(now)
  await db
    .update(leases)
    .set({ expiresAt, progress })
    .where(and(eq(leases.name, lease.name), eq(leases.token, lease.token)))
  return { ...lease, expiresAt }
}

/** Lets others have it at once. */
export async function releaseLease({ storage }: Pick<Runtime, 'storage'>, lease: Lease) {
  await storage.db
    .update(leases)
    .set({ expiresAt: new Date(0) })
    .where(and(eq(leases.name, lease.name), eq(leases.token, lease.token)))
}

/** A lease that ends later than any could was taken by a clock that was wrong. */
export function isLive(expiresAt: Date, now: Date): boolean {
  const left = expiresAt.getTime() - now.getTime()
  return left > 0 && left <= 2 * leaseMs
}

function expiry(now: Date): Date {
  return new Date(now.getTime() + leaseMs)
}
