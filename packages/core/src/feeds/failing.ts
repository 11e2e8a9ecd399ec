/** Lists feeds that fail at an event of the tenant, and skips such an event. */
import { and, asc, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { forUpdate } from '../db/dialect.ts'
import { events } from '../events/schema.ts'
import { conflict, notFound } from '../kit/errors.ts'
import { id, line, parse } from '../kit/validation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { healthy } from './rows.ts'
import { feeds } from './schema.ts'
import type { FailingFeed } from './types.ts'

export const feedSkipInput = z.strictObject({ name: line(200), eventId: id() })

export async function listFailingFeeds(call: Call): Promise<{ data: FailingFeed[] }> {
  await requirePermission(call, 'feed.read')
  const found = await call.db
    .select({
      name: feeds.name,
      attempts: feeds.attempts,
      lastError: feeds.lastError,
      retryAt: feeds.retryAt,
      id: events.id,
      type: events.type,
      ticketId: events.ticketId,
      createdAt: events.createdAt,
    })
    .from(feeds)
    .innerJoin(events, eq(events.position, feeds.failedPosition))
    .where(and(gt(feeds.attempts, 0), eq(events.tenantId, call.tenantId)))
    .orderBy(asc(feeds.name))
  return {
    data: found.map(({ name, attempts, lastError, retryAt, ...event }) => ({
      name,
      attempts,
      lastError,
      retryAt: retryAt.toISOString(),
      event: { ...event, createdAt: event.createdAt.toISOString() },
    })),
  }
}

/** Moves the cursor past the event. The rows of the feed then lack what the event would have changed. */
export async function skipEvent(call: Call, rawInput: unknown): Promise<void> {
  await requirePermission(call, 'feed.skip')
  const { name, eventId } = parse(feedSkipInput, rawInput)
  const { storage, logger, wake } = runtimeOf(call)
  await call.transaction(async (inner) => {
    const { db, tenantId } = inner
    const here = eq(feeds.name, name)
    const [feed] = await forUpdate(
      db,
      db.select({ failedPosition: feeds.failedPosition }).from(feeds).where(here),
    )
    const [event] = await db
      .select({ position: events.position })
      .from(events)
      .where(and(eq(events.tenantId, tenantId), eq(events.id, eventId)))
    if (!feed || !event) throw notFound(feed ? 'event' : 'feed')
    if (event.position === null || event.position !== feed.failedPosition) {
      throw conflict(
        'feed_not_failing',
        `The feed "${name}" does not fail at this event. Read at GET /feeds/failing at which event it fails.`,
      )
    }
    await db
      .update(feeds)
      .set({ ...healthy, position: event.position, movedAt: inner.now() })
      .where(here)
    inner.emit({ type: 'feed.eventSkipped', data: { name, eventId } })
    await storage.announce(db)
  })
  const { tenantId, actor } = call
  const about = { feed: name, eventId, tenantId, actorId: actor.id }
  logger.warn(`The feed "${name}" skips an event that it could not apply.`, about)
  wake()
}
