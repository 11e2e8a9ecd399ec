/** Wraps the plugin under test, so that its feeds try each batch in several ways before they apply it. */
import type { Call, Feed, FeedEvent, HelpdeskPlugin } from '@deskhand/core/plugin'
import { type PluginTable, type Row, readRows } from '../../rows.ts'
import { type Change, changesBetween } from './changes.ts'

export interface Applied {
  readonly feed: string
  readonly tenantId: string
  readonly events: readonly FeedEvent[]
  /** What `apply` did to the tables, in any tenant. */
  readonly changes: readonly Change[]
  /** All rows before the batch. */
  readonly before: readonly Row[]
  /** All rows after it. */
  readonly after: readonly Row[]
  /** All rows after a first run of `apply`, which was then rolled back. */
  readonly first: readonly Row[]
  /** The same for a run with one event at a time. */
  readonly oneByOne: readonly Row[]
}

interface Failed {
  readonly feed: string
  readonly tenantId: string
  readonly what: string
  readonly error: unknown
}

export interface Watched {
  readonly plugin: HelpdeskPlugin
  /** The feeds of the helpdesk that was booted last, by name. */
  readonly feeds: ReadonlyMap<string, Feed>
  readonly applied: Applied[]
  readonly failed: Failed[]
}

export function watchFeeds(plugin: HelpdeskPlugin, tables: readonly PluginTable[]): Watched {
  const applied: Applied[] = []
  const failed: Failed[] = []
  const known = new Map<string, Feed>()

  function watched(name: string, feed: Feed): Feed {
    const { rebuild } = feed
    const noting = async <T>(what: string, { tenantId }: Call, work: () => Promise<T>) => {
      try {
        return await work()
      } catch (error) {
        failed.push({ feed: name, tenantId, what, error })
        throw error
      }
    }
    return {
      events: feed.events,
      from: feed.from,
      async apply(call, events) {
        const types = [...new Set(events.map(({ type }) => type))].join(', ')
        const before = await readRows(call.db, tables)
        const first = await noting(`"apply" (events: ${types})`, call, () =>
          undone(call, tables, () => feed.apply(call, events)),
        )
        const alone = `"apply" with one event at a time (events: ${types})`
        const oneByOne = await noting(alone, call, () =>
          undone(call, tables, async () => {
            for (const event of events) await feed.apply(call, [event])
          }),
        )
        await noting(`"apply" again after a rollback (events: ${types})`, call, () =>
          feed.apply(call, events),
        )
        const after = await readRows(call.db, tables)
        const changes = changesBetween(tables, before, after)
        const { tenantId } = call
        applied.push({ feed: name, tenantId, events, changes, before, after, first, oneByOne })
      },
      ...(rebuild && {
        rebuild: (call, after) => noting('"rebuild"', call, () => rebuild.call(feed, call, after)),
      }),
    }
  }

  const watching: HelpdeskPlugin = Object.create(plugin, {
    setup: {
      value(context: Parameters<HelpdeskPlugin['setup']>[0]) {
        const parts = plugin.setup(context)
        const feeds = Object.entries(parts.feeds ?? {}).map(([key, feed]) => {
          const name = `${plugin.id}:${key}`
          known.set(name, feed)
          return [key, watched(name, feed)]
        })
        return Object.create(parts, {
          feeds: { value: Object.fromEntries(feeds), enumerable: true },
        })
      },
    },
  })
  return { plugin: watching, feeds: known, applied, failed }
}

/** Returns all rows after `work`, which runs in a savepoint and is rolled back. */
export async function undone(
  call: Call,
  tables: readonly PluginTable[],
  work: (call: Call) => Promise<void>,
): Promise<Row[]> {
  const rollback = new Error('The contract suite rolls this back.')
  let rows: Row[] = []
  const tried = (inner: Call) => async () => {
    await work(inner)
    rows = await readRows(inner.db, tables)
    throw rollback
  }
  try {
    await call.transaction((inner) => inner.savepoint(tried(inner)))
  } catch (error) {
    if (error !== rollback) throw error
  }
  return rows
}
