/** The queue of deliveries: events on their way to subscribers. */
import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { systemActor } from '../api/call-internals.ts'
import { tryLock } from '../db/dialect.ts'
import type { Database } from '../db/types.ts'
import type { NamedSubscription } from '../plugin/registry.ts'
import { defaultMaxAttempts } from '../queue/backoff.ts'
import { claimDue, earliestRunAt, isRunning, markRunning } from '../queue/claim.ts'
import { asQueueTable, type Claimed, type Lock, type Queue, type Run } from '../queue/queue.ts'
import type { Runtime } from '../runtime.ts'
import { deliveries, type EventRow, events } from './schema.ts'

export function deliveryQueue(runtime: Runtime): Queue {
  const { subscriptions } = runtime.registry
  const table = asQueueTable(deliveries)
  const isOrdered = (name: string) => subscriptions.get(name)?.ordered ?? false
  return {
    kind: 'delivery',
    table,
    names: [...subscriptions.keys()],
    isOrdered,
    maxAttempts: () => defaultMaxAttempts,
    nextRunAt: (name) => (isOrdered(name) ? headRunAt(name) : earliestRunAt(table, name)),
    claim: (db, name, limit, lock) =>
      isOrdered(name) ? claimHead(db, name, limit, lock) : claimDue(db, table, name, limit, lock),
    async load(db, claimed) {
      const loaded = await db
        .select({ deliveryId: deliveries.id, event: events })
        .from(deliveries)
        .innerJoin(events, eq(events.position, deliveries.position))
        .where(
          inArray(
            deliveries.id,
            claimed.map(({ id }) => id),
          ),
        )
      const eventOf = new Map(loaded.map(({ deliveryId, event }) => [deliveryId, event]))
      const runs = new Map<string, Run>()
      for (const row of claimed) {
        const event = eventOf.get(row.id)
        const subscription = subscriptions.get(row.name)
        if (event && subscription) runs.set(row.id, delivery(runtime, subscription, row, event))
      }
      return runs
    },
  }
}

function delivery(
  runtime: Runtime,
  subscription: NamedSubscription,
  row: Claimed,
  event: EventRow,
): Run {
  return async () => {
    const call = runtime.createCall({
      actor: systemActor(event.tenantId),
      via: 'job',
      causeId: event.id,
      depth: event.depth + 1,
    })
    await subscription.handle(call, {
      id: event.id,
      deliveryId: row.id,
      attempt: row.attempts,
      position: event.position as number,
      type: event.type,
      ticketId: event.ticketId,
      actorId: event.actorId,
      aboutId: event.aboutId,
      via: event.via,
      causeId: event.causeId,
      audience: event.audience,
      data: event.data,
      createdAt: event.createdAt,
    })
  }
}

/** When the delivery at the head of an ordered subscription may run; null while it runs. */
function headRunAt(name: string): SQL {
  return sql`
    select case when ${deliveries.state} = 'waiting' then ${deliveries.runAt} end from ${deliveries}
    where ${deliveries.name} = ${name} and ${isNull(deliveries.finishedAt)}
    order by ${deliveries.position} limit 1`
}

/**
 * Locks the deliveries with the lowest positions, as far as they are due and none is running. One
 * that was tried before is taken alone, so that what stops a process stops it at the right one.
 */
async function claimHead(
  db: Database,
  name: string,
  limit: number,
  lock: Lock,
): Promise<Claimed[]> {
  const table = asQueueTable(deliveries)
  if (!(await tryLock(db, `deskhand:${name}`))) return []
  const [running] = await db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.name, name), isRunning(table)))
    .limit(1)
  if (running) return []
  const open = await db
    .select({ id: deliveries.id, runAt: deliveries.runAt, attempts: deliveries.attempts })
    .from(deliveries)
    .where(and(eq(deliveries.name, name), isNull(deliveries.finishedAt)))
    .orderBy(asc(deliveries.position))
    .limit(limit)
  const end = open.findIndex(
    ({ runAt, attempts }, index) => runAt > lock.now || (attempts > 0 && index > 0),
  )
  const due = end === -1 ? open : open.slice(0, end)
  const together = due[0]?.attempts === 0 ? due : due.slice(0, 1)
  const ids = together.map(({ id }) => id)
  return markRunning(db, table, ids, lock)
}
