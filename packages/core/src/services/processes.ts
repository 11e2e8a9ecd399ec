/** The heartbeats of processes that run services. A process without one for ten seconds loses its instances. */
import { and, eq, or, sql } from 'drizzle-orm'
import { isLive, leaseMs } from '../background/lease.ts'
import type { Database } from '../db/types.ts'
import { processes } from './schema.ts'

export interface LiveProcesses {
  has(id: string): boolean
  /** The number of live processes that run a service. */
  running(service: string): number
}

/** A row that expired longer ago, or expires further ahead, belongs to no live process. */
const forgottenAfterMs = 60_000

export async function writeHeartbeat(
  db: Database,
  id: string,
  services: readonly string[],
  now: Date,
): Promise<void> {
  const expiresAt = new Date(now.getTime() + leaseMs)
  await db
    .insert(processes)
    .values({ id, services: [...services], expiresAt })
    .onConflictDoUpdate({
      target: processes.id,
      set: { services: sql`excluded.services`, expiresAt: sql`excluded.expires_at` },
    })
}

export async function readProcesses(db: Database, now: Date): Promise<LiveProcesses> {
  const found = await db.select().from(processes)
  const live = found.filter(({ expiresAt }) => isLive(expiresAt, now))
  const ids = new Set(live.map(({ id }) => id))
  return {
    has: (id) => ids.has(id),
    running: (service) => live.filter(({ services }) => services.includes(service)).length,
  }
}

/** Deletes the rows of processes that ended without doing so themselves. */
export async function deleteDeadProcesses(db: Database, now: Date): Promise<void> {
  const found = await db.select().from(processes)
  const dead = found
    .filter(({ expiresAt }) => Math.abs(expiresAt.getTime() - now.getTime()) > forgottenAfterMs)
    .slice(0, 100)
  if (dead.length === 0) return
  // Not the row of a process that has come back since.
  const asRead = dead.map(({ id, expiresAt }) =>
    and(eq(processes.id, id), eq(processes.expiresAt, expiresAt)),
  )
  await db.delete(processes).where(or(...asRead))
}

export async function deleteProcess(db: Database, id: string): Promise<void> {
  await db.delete(processes).where(eq(processes.id, id))
}
