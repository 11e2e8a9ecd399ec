/** The steps of `core:retention`. Each finds its rows by an index and touches at most one batch. */
import { and, asc, eq, gt, inArray, isNotNull, lt, lte, min, ne, not } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { dispatching, lockLease } from '../background/lease.ts'
import { hasRow, notIndexed } from '../db/dialect.ts'
import type { Database } from '../db/types.ts'
import { deliveries, events, subscribers } from '../events/schema.ts'
import { feeds } from '../feeds/schema.ts'
import { idempotencyKeys } from '../http/schema.ts'
import { isRunning, isWaiting } from '../queue/claim.ts'
import { atOnce } from '../queue/columns.ts'
import { asQueueTable } from '../queue/queue.ts'
import { nextTenant } from '../tickets/tenants.ts'
import { jobs } from './schema.ts'

/** Deletes at most one batch. Resolves to `true` when more rows are left. */
export type Sweep = (call: Call) => Promise<boolean>

const batchSize = 500

const queueTables = [asQueueTable(deliveries), asQueueTable(jobs)]

export function deleteFinished(state: 'done' | 'dead', before: Date): Sweep[] {
  return queueTables.map((table) => async ({ db }) => {
    const found = await db
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.state, state), lt(table.finishedAt, before)))
      .orderBy(asc(table.finishedAt))
      .limit(batchSize)
    const ids = found.map(({ id }) => id)
    if (ids.length > 0) await db.delete(table).where(inArray(table.id, ids))
    return ids.length === batchSize
  })
}

/**
 * Deletes only events that all their subscribers and feeds are done with. A dead delivery keeps its event. Walks from
 * tenant to tenant, because the index by time begins with the tenant.
 */
export function deleteEvents(before: Date): Sweep {
  let tenantId: string | undefined
  return async (call) => {
    const here = tenantId ?? (await nextTenant(call.db))
    if (here === undefined) return false
    const deleted = await call.transaction(({ db }) => deleteEventsOf(db, here, before))
    tenantId = deleted < batchSize ? await nextTenant(call.db, here) : here
    return tenantId !== undefined
  }
}

async function deleteEventsOf(db: Database, tenantId: string, before: Date): Promise<number> {
  // A feed registers under this lock, so no new feed begins with events that this transaction deletes.
  await lockLease(db, { name: dispatching })
  const [slowest] = await db.select({ position: min(feeds.position) }).from(feeds)
  const isPending = hasRow(
    deliveries,
    and(eq(deliveries.position, events.position), ne(deliveries.state, 'done')),
  )
  const isApplied =
    slowest?.position == null
      ? isNotNull(events.position)
      : lte(notIndexed(db, events.position), slowest.position)
  const found = await db
    .select({ seq: events.seq })
    .from(events)
    .where(
      and(eq(events.tenantId, tenantId), lt(events.createdAt, before), isApplied, not(isPending)),
    )
    .orderBy(asc(events.createdAt))
    .limit(batchSize)
  const seqs = found.map(({ seq }) => seq)
  if (seqs.length > 0) await db.delete(events).where(inArray(events.seq, seqs))
  return seqs.length
}

export function deleteIdempotencyKeys(before: Date): Sweep {
  return async ({ db }) => {
    const found = await db
      .select({ createdAt: idempotencyKeys.createdAt })
      .from(idempotencyKeys)
      .where(lt(idempotencyKeys.createdAt, before))
      .orderBy(asc(idempotencyKeys.createdAt))
      .limit(batchSize)
    const last = found.at(-1)
    if (last) await db.delete(idempotencyKeys).where(lte(idempotencyKeys.createdAt, last.createdAt))
    return found.length === batchSize
  }
}

/**
 * Deletes subscribers that no process has any more, and marks what waits for them as dead, so that it can be run again
 * if they come back.
 */
export function retireSubscribers(notSeenSince: Date): Sweep {
  return async (call) => {
    const { db } = call
    const [gone] = await db
      .select()
      .from(subscribers)
      .where(lt(subscribers.seenAt, notSeenSince))
      .limit(1)
    if (!gone) return false
    const table = asQueueTable(deliveries)
    // A process that died may have claimed rows, and only one that has the subscription frees them.
    const abandoned = and(isRunning(table), lt(table.lockedUntil, call.now()))
    for (const state of [isWaiting(table), abandoned]) {
      const stranded = await db
        .select({ id: table.id })
        .from(table)
        .where(and(eq(table.name, gone.name), state))
        .limit(batchSize)
      if (stranded.length === 0) continue
      const ids = stranded.map(({ id }) => id)
      const lastError =
        'No process has had this subscription for a long time. Was its plugin removed?'
      await db
        .update(table)
        .set({
          state: 'dead',
          finishedAt: call.now(),
          lockedBy: null,
          lockedUntil: null,
          lastError,
        })
        .where(and(inArray(table.id, ids), state))
      if (ids.length === batchSize) return true
    }
    await db
      .delete(subscribers)
      .where(and(eq(subscribers.name, gone.name), lt(subscribers.seenAt, notSeenSince)))
    runtimeOf(call).logger.warn(`The subscriber "${gone.name}" was removed: no process has it.`)
    return true
  }
}

/** Deletes feeds that no process has any more, so that they keep no events from being deleted. */
export function retireFeeds(notSeenSince: Date): Sweep {
  return async (call) => {
    const retired = await call.db
      .delete(feeds)
      .where(lt(feeds.seenAt, notSeenSince))
      .returning({ name: feeds.name })
    for (const { name } of retired) {
      runtimeOf(call).logger.warn(`The feed "${name}" was removed: no process has it.`)
    }
    return false
  }
}

/** Makes retries due that lie further ahead than any pause, because a wrong clock set them. */
export function pullBackRetries(furthest: Date): Sweep {
  return async (call) => {
    const { subscriptions, jobs: definitions } = runtimeOf(call).registry
    const names = [...subscriptions.keys(), ...definitions.keys()]
    for (const table of queueTables) {
      await call.db
        .update(table)
        .set({ runAt: atOnce })
        .where(
          and(
            inArray(table.name, names),
            isWaiting(table),
            gt(table.runAt, furthest),
            gt(table.attempts, 0),
          ),
        )
    }
    await call.db
      .update(feeds)
      .set({ retryAt: atOnce })
      .where(and(gt(feeds.attempts, 0), gt(feeds.retryAt, furthest)))
    return false
  }
}
