/** Who wants which events, in the database, so that any process may dispatch for all. */
import { sql } from 'drizzle-orm'
import { createLease, dispatching, lockLease } from '../background/lease.ts'
import type { Database } from '../db/types.ts'
import type { Runtime } from '../runtime.ts'
import { subscribers } from './schema.ts'

/**
 * Registers the subscriptions of this process. It holds the dispatcher's lock, so that a new subscriber gets every event
 * that is dispatched from now on. Only the first registration of a process writes the types of known subscribers, so
 * that old and new processes of a rollout do not overwrite each other.
 */
export async function registerSubscribers(runtime: Runtime, isFirst = true): Promise<void> {
  const subscriptions = [...runtime.registry.subscriptions.values()]
  if (subscriptions.length === 0) return
  await runtime.storage.transaction(async (db) => {
    await createLease(db, dispatching)
    const since = (await lockLease(db, { name: dispatching })) ?? 0
    const seenAt = runtime.clock.now()
    await db
      .insert(subscribers)
      .values(
        subscriptions.map(({ name, events }) => ({
          name,
          types: [...new Set(typeof events === 'function' ? events() : events)],
          since,
          seenAt,
        })),
      )
      .onConflictDoUpdate({
        target: subscribers.name,
        set: {
          ...(isFirst && { types: sql`excluded.types` }),
          seenAt: sql`excluded.seen_at`,
        },
      })
  })
}

/** The names of subscribers by the type of event they want. */
export async function subscribersByType(db: Database): Promise<ReadonlyMap<string, string[]>> {
  const byType = new Map<string, string[]>()
  const known = await db
    .select({ name: subscribers.name, types: subscribers.types })
    .from(subscribers)
  for (const { name, types } of known) {
    for (const type of new Set(types)) {
      const names = byType.get(type) ?? []
      names.push(name)
      byType.set(type, names)
    }
  }
  return byType
}
