/** Finds feeds that fail, lack rows, or belong to no process. */
import { eq } from 'drizzle-orm'
import { events } from '../events/schema.ts'
import { feeds } from '../feeds/schema.ts'
import { sentence } from '../kit/in-words.ts'
import type { Finding } from '../plugin/contract.ts'
import type { Runtime } from '../runtime.ts'

/** A feed is silent when no process has had it since `silentBefore`. */
export async function examineFeeds(
  { storage, registry }: Runtime,
  silentBefore: Date,
): Promise<Finding[]> {
  const found = await storage.db
    .select({ feed: feeds, event: { id: events.id, type: events.type, tenantId: events.tenantId } })
    .from(feeds)
    .leftJoin(events, eq(events.position, feeds.failedPosition))
    .orderBy(feeds.name)
  return found.flatMap(({ feed, event }) => {
    const { name, attempts, lastError, rebuildTenant } = feed
    const findings: Finding[] = []
    if (attempts > 0) {
      const detail = event
        ? `The feed "${name}" has failed ${times(attempts)} at the event ${event.id} ("${event.type}" of the tenant "${event.tenantId}"): ${sentence(`${lastError}`)} It applies no later event and tries again by itself. Fix the cause, or let an admin of the tenant skip the event with POST /feeds/skip.`
        : `The feed "${name}" has failed ${times(attempts)} to build its rows from the tables${rebuildTenant ? ` of the tenant "${rebuildTenant}"` : ''}: ${sentence(`${lastError}`)} Fix the cause; it tries again by itself.`
      findings.push({ code: 'feed_failing', detail })
    }
    if (feed.missesEvents) {
      const advice = registry.feeds.get(name)?.rebuild
        ? `Call helpdesk.rebuildFeed('${name}').`
        : 'Its plugin needs a "rebuild": ask its author for one.'
      findings.push({
        code: 'feed_incomplete',
        detail: `The rows of the feed "${name}" are incomplete, because it did not read events that were deleted and no rebuild has finished. ${advice}`,
      })
    }
    if (feed.seenAt < silentBefore && !registry.feeds.has(name)) {
      findings.push({
        code: 'silent_feed',
        detail: `No process has run the feed "${name}" for a long time, and it keeps events from being deleted. If its plugin was removed for good, delete its row from deskhand_feeds.`,
      })
    }
    return findings
  })
}

function times(attempts: number): string {
  return attempts === 1 ? 'once' : `${attempts} times`
}
