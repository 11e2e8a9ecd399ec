/** Writes the feeds of this process into the database, with the position at which each begins. */
import { asc, eq, inArray, isNotNull } from 'drizzle-orm'
import { createLease, dispatching, lockLease } from '../background/lease.ts'
import { lockTable } from '../db/dialect.ts'
import type { Database } from '../db/types.ts'
import { events } from '../events/schema.ts'
import type { NamedFeed } from '../plugin/registry.ts'
import type { Runtime } from '../runtime.ts'
import { healthy, lockFeeds } from './rows.ts'
import { feeds } from './schema.ts'

const typesByFeed = new WeakMap<NamedFeed, readonly string[]>()

/** The types of events that a feed applies, sorted. A function is called once, so that they stay the same. */
export function typesOf(feed: NamedFeed): readonly string[] {
  const { events } = feed
  const types =
    typesByFeed.get(feed) ?? [...new Set(typeof events === 'function' ? events() : events)].sort()
  typesByFeed.set(feed, types)
  return types
}

export function sameTypes(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((type, index) => type === b[index])
}

/** A process registers every ten minutes. One with other types that has not done so for this long has ended. */
const endedAfterMs = 30 * 60_000

/**
 * Adds new feeds, and records that this process has its feeds. The types in the database are those of the process that
 * started last: only the first registration of a process writes them, so that old and new processes of a rollout do
 * not overwrite each other.
 */
export async function registerFeeds(runtime: Runtime, isFirst: boolean): Promise<void> {
  const own = [...runtime.registry.feeds.values()]
  if (own.length === 0) return
  const begun = await runtime.storage.transaction(async (db) => {
    // Under the dispatcher's lock, the head does not move before a new feed has its cursor.
    const head = (await hasAll(db, own)) ? undefined : await lockDispatcher(db)
    // An erasure that is under way has locked no rows if there were none, and the feed must not read what it removes.
    if (head !== undefined) await lockTable(db, feeds)
    const rows = new Map((await lockFeeds(db)).map((row) => [row.name, row]))
    const seenAt = runtime.clock.now()
    const begun: Beginning[] = []
    for (const feed of own) {
      const row = rows.get(feed.name)
      const types = [...typesOf(feed)]
      if (row) {
        const isEnded = seenAt.getTime() - row.seenAt.getTime() > endedAfterMs
        const isOurs = isFirst || isEnded || sameTypes(row.types, types)
        const hasLostRebuild = (isFirst || isEnded) && row.rebuildTenant !== null && !feed.rebuild
        const changes = { types, seenAt, ...(hasLostRebuild && { ...healthy, ...unbuilt }) }
        if (isOurs) await db.update(feeds).set(changes).where(eq(feeds.name, feed.name))
        if (hasLostRebuild) begun.push({ name: feed.name, ...unbuilt })
      } else if (head !== undefined) {
        const beginning = await beginningOf(db, feed, head)
        await db
          .insert(feeds)
          .values({ ...healthy, ...beginning, name: feed.name, types, movedAt: seenAt, seenAt })
        begun.push({ ...beginning, name: feed.name })
      }
    }
    return begun
  })
  for (const beginning of begun) report(runtime, beginning)
}

/** For a plugin that no longer has a `rebuild` while one is under way. The feed continues with incomplete rows. */
const unbuilt = { missesEvents: true, rebuildTenant: null, rebuildAfter: null } as const

interface Beginning {
  readonly name: string
  readonly missesEvents: boolean
  readonly rebuildTenant: string | null
}

async function hasAll(db: Database, own: readonly NamedFeed[]): Promise<boolean> {
  const names = own.map(({ name }) => name)
  const known = await db.select({ name: feeds.name }).from(feeds).where(inArray(feeds.name, names))
  return known.length === names.length
}

async function lockDispatcher(db: Database): Promise<number> {
  await createLease(db, dispatching)
  return (await lockLease(db, { name: dispatching })) ?? 0
}

async function beginningOf(db: Database, feed: NamedFeed, head: number) {
  const complete = { position: head, missesEvents: false, rebuildTenant: null, rebuildAfter: null }
  if (feed.from === 'now') return complete
  const [oldest] = await db
    .select({ position: events.position })
    .from(events)
    .where(isNotNull(events.position))
    .orderBy(asc(events.position))
    .limit(1)
  const position = oldest?.position ? oldest.position - 1 : head
  if (position === 0) return { ...complete, position }
  if (feed.rebuild) return { ...complete, rebuildTenant: '' }
  return { ...complete, position, missesEvents: true }
}

function report({ logger }: Runtime, { name, missesEvents, rebuildTenant }: Beginning): void {
  if (rebuildTenant !== null) {
    logger.warn(
      `The feed "${name}" is new, and older events were deleted. It builds its rows from the tables.`,
    )
  }
  if (missesEvents) {
    logger.warn(
      `The feed "${name}" cannot read older events or build its rows from the tables, so its rows are incomplete. Its plugin needs a "rebuild".`,
    )
  }
}
