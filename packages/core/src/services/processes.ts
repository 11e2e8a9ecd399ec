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

type ProcessRow = typeof processes.$inferSelect

interface Sighting {
  readonly expiresAt: number
  /** When it was last seen to change, on the monotonic clock. */
  readonly changedAt: number
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
  return liveAmong(found.filter(({ expiresAt }) => isLive(expiresAt, now)))
}

export interface ProcessWatch {
  read(db: Database, now: Date): Promise<LiveProcesses>
  /** Deletes the rows of processes that ended without doing so themselves. */
  deleteDead(db: Database, now: Date): Promise<void>
}

/**
 * A process whose row was seen to change within `quietMs` is live, whatever its clock says. Otherwise processes whose
 * clocks differ by more than a lease would take all instances from each other again and again.
 */
export function createProcessWatch(quietMs: number): ProcessWatch {
  let seen: ReadonlyMap<string, Sighting> = new Map()

  async function readRows(db: Database): Promise<ProcessRow[]> {
    const found = await db.select().from(processes)
    seen = new Map(found.map((row) => [row.id, sighting(row, seen.get(row.id))]))
    return found
  }

  function isBeating({ id }: ProcessRow): boolean {
    const changedAt = seen.get(id)?.changedAt ?? -Infinity
    return performance.now() - changedAt < quietMs
  }

  return {
    async read(db, now) {
      const found = await readRows(db)
      return liveAmong(found.filter((row) => isLive(row.expiresAt, now) || isBeating(row)))
    },
    async deleteDead(db, now) {
      const found = await readRows(db)
      const isForgotten = ({ expiresAt }: ProcessRow) =>
        Math.abs(expiresAt.getTime() - now.getTime()) > forgottenAfterMs
      const dead = found.filter((row) => isForgotten(row) && !isBeating(row)).slice(0, 100)
      if (dead.length === 0) return
      // A process that has come back since has another `expiresAt`, so its row stays.
      const asRead = dead.map(({ id, expiresAt }) =>
        and(eq(processes.id, id), eq(processes.expiresAt, expiresAt)),
      )
      await db.delete(processes).where(or(...asRead))
    },
  }
}

/** A row that is seen for the first time may be left from a process that ended. */
function sighting({ expiresAt }: ProcessRow, before: Sighting | undefined): Sighting {
  const hasChanged = before && before.expiresAt !== expiresAt.getTime()
  const changedAt = hasChanged ? performance.now() : (before?.changedAt ?? -Infinity)
  return { expiresAt: expiresAt.getTime(), changedAt }
}

function liveAmong(live: readonly ProcessRow[]): LiveProcesses {
  const ids = new Set(live.map(({ id }) => id))
  return {
    has: (id) => ids.has(id),
    running: (service) => live.filter(({ services }) => services.includes(service)).length,
  }
}

export async function deleteProcess(db: Database, id: string): Promise<void> {
  await db.delete(processes).where(eq(processes.id, id))
}
