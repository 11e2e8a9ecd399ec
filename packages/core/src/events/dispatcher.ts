/**
 * Gives committed events their position and makes a delivery for each subscriber.
 *
 * One process at a time does it, and only what is committed can be seen, so a reader by position
 * never finds an event behind one that it has read. Events of one ticket are in the order of
 * `seq` even within a batch, because writers of a ticket wait for each other.
 */
import { and, asc, inArray, isNull, sql } from 'drizzle-orm'
import {
  acquireLease,
  dispatching,
  isLive,
  type Lease,
  lockLease,
  releaseLease,
  renewLease,
} from '../background/lease.ts'
import type { Database } from '../db/types.ts'
import { rowWriter } from '../db/write.ts'
import { coalesce } from '../kit/coalesce.ts'
import { safeMetrics } from '../kit/safe-ports.ts'
import { atOnce } from '../queue/columns.ts'
import type { Runtime } from '../runtime.ts'
import { deliveries, events } from './schema.ts'
import { subscribersByType } from './subscribers.ts'

const batchSize = 200

/** Deliveries per statement. The writer caches one text for each number of rows, and 100 texts at most. */
const insertSize = 100

const deliveryWriter = rowWriter(deliveries)

export interface Dispatched {
  readonly events: number
  /** What stands in the way of going on: nothing is left, somebody else does it, or nothing does. */
  readonly next: 'idle' | 'elsewhere' | 'more'
}

export interface Dispatcher {
  /** Dispatches one batch. */
  dispatch(): Promise<Dispatched>
  /** Calls `wake` whenever this process has given events their positions. */
  onDispatch(wake: () => void): void
  release(): Promise<void>
}

interface Batch {
  readonly lease: Lease
  readonly stamped: number
}

type Unstamped = Pick<typeof events.$inferSelect, 'seq' | 'tenantId' | 'type'>

export function createDispatcher(runtime: Runtime, holder: string): Dispatcher {
  const { storage, clock } = runtime
  const metrics = safeMetrics(runtime.metrics)
  const wakes: (() => void)[] = []
  let lease: Lease | null = null

  async function hold(): Promise<Lease | null> {
    const remains = lease && isLive(lease.expiresAt, clock.now())
    return remains ? lease : acquireLease(runtime, dispatching, holder)
  }

  return {
    dispatch: coalesce(async () => {
      if (!(await hasUnstamped(storage.db))) return { events: 0, next: 'idle' }
      lease = await hold()
      const batch = lease && (await dispatchBatch(runtime, lease))
      lease = batch?.lease ?? null
      if (!batch) return { events: 0, next: 'elsewhere' }
      if (batch.stamped > 0) {
        metrics.count('deskhand_events_total', {}, batch.stamped)
        for (const wake of wakes) wake()
      }
      return { events: batch.stamped, next: batch.stamped < batchSize ? 'idle' : 'more' }
    }),
    onDispatch: (wake) => void wakes.push(wake),
    async release() {
      const held = lease
      lease = null
      if (held) await releaseLease(runtime, held)
    },
  }
}

/** Null when the lease is somebody else's by now: nothing was written. */
export async function dispatchBatch(runtime: Runtime, lease: Lease): Promise<Batch | null> {
  const { storage, clock } = runtime
  return storage.transaction(async (db) => {
    const progress = await lockLease(db, lease)
    if (progress === null) return null
    const unstamped = await readUnstamped(db)
    if (unstamped.length === 0) return { lease, stamped: 0 }
    await stamp(db, unstamped, progress)
    await deliver(runtime, db, unstamped, progress)
    const renewed = await renewLease(db, lease, clock.now(), progress + unstamped.length)
    return { lease: renewed, stamped: unstamped.length }
  })
}

async function hasUnstamped(db: Database): Promise<boolean> {
  const [first] = await db
    .select({ seq: events.seq })
    .from(events)
    .where(isNull(events.position))
    .orderBy(asc(events.seq))
    .limit(1)
  return first !== undefined
}

async function readUnstamped(db: Database): Promise<Unstamped[]> {
  return db
    .select({ seq: events.seq, tenantId: events.tenantId, type: events.type })
    .from(events)
    .where(isNull(events.position))
    .orderBy(asc(events.seq))
    .limit(batchSize)
}

/** The nth event gets the nth position after `progress`. */
async function stamp(db: Database, unstamped: readonly Unstamped[], progress: number) {
  const seqs = unstamped.map(({ seq }) => seq)
  const positions = seqs.map((seq, index) => sql`when ${seq} then ${progress + index + 1}`)
  const position = sql`cast(case ${events.seq} ${sql.join(positions, sql` `)} end as bigint)`
  await db
    .update(events)
    .set({ position })
    .where(and(inArray(events.seq, seqs), isNull(events.position)))
}

async function deliver(
  { storage, registry, newId, clock }: Runtime,
  db: Database,
  unstamped: readonly Unstamped[],
  progress: number,
): Promise<void> {
  // Read after the events: a subscriber that registers from here on has missed none of its own.
  const byType = await subscribersByType(db)
  const createdAt = clock.now()
  const rows = unstamped.flatMap(({ tenantId, type }, index) =>
    (byType.get(type) ?? []).map((name) => ({
      id: newId(),
      tenantId,
      name,
      position: progress + index + 1,
      state: 'waiting' as const,
      attempts: 0,
      runAt: atOnce,
      createdAt,
    })),
  )
  for (let start = 0; start < rows.length; start += insertSize) {
    await deliveryWriter.insert(db, rows.slice(start, start + insertSize))
  }
  if (rows.length > 0 || registry.feeds.size > 0) await storage.announce(db)
}
