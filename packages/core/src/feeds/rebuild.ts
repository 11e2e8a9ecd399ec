/** Writes the rows of a feed again from the tables, tenant by tenant. The progress is in the feed's row. */
import { eq, sql } from 'drizzle-orm'
import { dispatching } from '../background/lease.ts'
import { forUpdate } from '../db/dialect.ts'
import type { Database } from '../db/types.ts'
import { leases } from '../events/schema.ts'
import type { Runtime } from '../runtime.ts'
import { nextTenant } from '../tickets/tenants.ts'
import { registerFeeds } from './register.ts'
import { type FeedRow, healthy } from './rows.ts'
import { feeds } from './schema.ts'

/**
 * Begins to write the rows of a feed again. The tables show all events up to now, so the cursor moves past them.
 * Throws a `TypeError` for a feed that no installed plugin has, or one without `rebuild`.
 */
export async function requestRebuild(runtime: Runtime, name: string): Promise<void> {
  const feed = runtime.registry.feeds.get(name)
  if (!feed) {
    const known = [...runtime.registry.feeds.keys()].map((key) => `"${key}"`).join(', ')
    throw new TypeError(
      `No installed plugin has the feed "${name}". ${known ? `Installed feeds are: ${known}.` : 'There are no feeds.'}`,
    )
  }
  if (!feed.rebuild) {
    throw new TypeError(
      `The feed "${name}" has no "rebuild", so its rows cannot be written again. Ask the author of its plugin for one.`,
    )
  }
  if (!(await beginRebuild(runtime, name))) {
    await registerFeeds(runtime, true)
    await beginRebuild(runtime, name)
  }
  runtime.wake()
}

async function beginRebuild({ storage }: Runtime, name: string): Promise<boolean> {
  return storage.transaction(async (db) => {
    const here = eq(feeds.name, name)
    const [row] = await forUpdate(db, db.select({ name: feeds.name }).from(feeds).where(here))
    if (!row) return false
    const head = sql<number>`coalesce((select ${leases.progress} from ${leases} where ${eq(leases.name, dispatching)}), 0)`
    await db
      .update(feeds)
      .set({ ...healthy, position: head, rebuildTenant: '', rebuildAfter: null })
      .where(here)
    await storage.announce(db)
    return true
  })
}

type Changes = Partial<Pick<FeedRow, 'rebuildTenant' | 'rebuildAfter'> & { missesEvents: boolean }>

/** Runs one step, and resolves to what it makes of the row. */
export async function rebuildStep(
  db: Database,
  row: FeedRow,
  rebuild: (tenantId: string, after: string | null) => Promise<string | null>,
): Promise<Changes> {
  const tenantId = row.rebuildTenant || (await nextTenant(db))
  if (tenantId === undefined) return done
  const after = await rebuild(tenantId, row.rebuildAfter)
  if (after !== null) {
    checkProgress(row, after)
    return { rebuildTenant: tenantId, rebuildAfter: after }
  }
  const next = await nextTenant(db, tenantId)
  return next === undefined ? done : { rebuildTenant: next, rebuildAfter: null }
}

const done = { rebuildTenant: null, rebuildAfter: null, missesEvents: false } as const

/** A rebuild that returns what it got would never end. Plugins in plain JavaScript may return anything. */
function checkProgress({ name, rebuildAfter }: FeedRow, after: unknown): void {
  if (typeof after === 'string' && after !== rebuildAfter) return
  throw new TypeError(
    `"rebuild" of the feed "${name}" must return where the next batch begins, as a string other than the one that it got, or null after the last batch.`,
  )
}
