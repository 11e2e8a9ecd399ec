/** Records that a feed fails at an event. The feed waits there, because it applies events in order. */
import { and, eq } from 'drizzle-orm'
import { errorText } from '../kit/error-text.ts'
import { backoffMs } from '../queue/backoff.ts'
import type { Runtime } from '../runtime.ts'
import type { EventOfFeed, FeedRow } from './rows.ts'
import { feeds } from './schema.ts'

/** `event` is undefined when the rebuild fails. Returns the milliseconds until the next try. */
export async function recordFailure(
  { storage, clock, logger }: Runtime,
  { name, position, rebuildTenant, attempts: before }: FeedRow,
  event: EventOfFeed | undefined,
  error: unknown,
): Promise<number> {
  const attempts = before + 1
  const pause = backoffMs(attempts)
  const retryAt = new Date(clock.now().getTime() + pause)
  const failure = { attempts, retryAt, lastError: errorText(error) }
  // Only if no other process has moved the feed, or failed too, since the batch was rolled back.
  const isSame = and(eq(feeds.name, name), eq(feeds.position, position), eq(feeds.attempts, before))
  await storage.db
    .update(feeds)
    .set({ ...failure, failedPosition: event?.position ?? null })
    .where(isSame)
  const next = `tries again at ${retryAt.toISOString()}`
  if (event) {
    const { id: eventId, type, tenantId } = event
    const at = { feed: name, eventId, type, tenantId, position: event.position }
    logger.warn(
      `The feed "${name}" failed at an event and ${next}. It applies no later event until this one succeeds.`,
      { ...at, attempts, error },
    )
  } else {
    const at = { feed: name, tenantId: rebuildTenant }
    logger.warn(`The rebuild of the feed "${name}" failed and ${next}.`, { ...at, attempts, error })
  }
  return pause
}
