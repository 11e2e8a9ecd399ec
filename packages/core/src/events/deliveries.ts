/** The queue of deliveries: events on their way to subscribers. */
import { eq, inArray } from 'drizzle-orm'
import { systemActor } from '../api/call-internals.ts'
import type { NamedSubscription } from '../plugin/registry.ts'
import { defaultMaxAttempts } from '../queue/backoff.ts'
import { asQueueTable, type Claimed, type Queue, type Run } from '../queue/queue.ts'
import { timeLimitOf } from '../queue/time-limit.ts'
import type { Runtime } from '../runtime.ts'
import { feedEventOf } from './feed-event.ts'
import { deliveries, type EventRow, events } from './schema.ts'

export function deliveryQueue(runtime: Runtime): Queue {
  const { subscriptions } = runtime.registry
  return {
    kind: 'delivery',
    table: asQueueTable(deliveries),
    names: [...subscriptions.keys()],
    maxAttempts: () => defaultMaxAttempts,
    timeLimit: (name) => timeLimitOf(subscriptions.get(name)),
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
  return async (signal) => {
    const call = runtime.createCall({
      actor: systemActor(event.tenantId),
      via: 'job',
      causeId: event.id,
      depth: event.depth + 1,
    })
    const delivered = { ...feedEventOf(event), deliveryId: row.id, attempt: row.attempts }
    await subscription.handle(call, delivered, { signal })
  }
}
