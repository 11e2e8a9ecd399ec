/** The statements on the rows of feeds. They run for every batch, so their text is prepared. */
import { eq, type InferSelectModel, inArray, type SQL, sql } from 'drizzle-orm'
import { dispatching } from '../background/lease.ts'
import { forUpdate, locking } from '../db/dialect.ts'
import { preparedQuery, type Shape, shapeOf } from '../db/read.ts'
import type { Database } from '../db/types.ts'
import { rowWriter } from '../db/write.ts'
import { events, leases } from '../events/schema.ts'
import { feeds } from './schema.ts'

const feed = shapeOf(feeds, { without: ['missesEvents', 'lastError', 'failedPosition', 'seenAt'] })
const event = shapeOf(events, { without: ['seq'] })

export type FeedRow = Omit<
  InferSelectModel<typeof feeds>,
  'missesEvents' | 'lastError' | 'failedPosition' | 'seenAt'
>
export type EventOfFeed = Omit<InferSelectModel<typeof events>, 'seq'>

/** A feed, and as `head` the last position that the dispatcher gave out. Every event up to it is visible. */
export type FeedOverview = FeedRow & { readonly head: number }

const overview: Shape<FeedOverview> = {
  columns: sql`${feed.columns}, ${headOf()}`,
  decode: (values) => ({ ...feed.decode(values), head: Number(values.at(-1) ?? 0) }),
}

const selectOverview = preparedQuery<FeedOverview, Record<string, never>>(
  overview,
  () => sql`select ${overview.columns} from ${feeds}`,
)

/** Reads all feeds, also those of other processes. */
export function readFeeds(db: Database): Promise<FeedOverview[]> {
  return selectOverview(db, {})
}

const selectLocked = preparedQuery<FeedRow, { name: string }>(
  feed,
  (
    dialect,
  ) => sql`select ${feed.columns} from ${feeds} where ${feeds.name} = ${sql.placeholder('name')}
    ${locking(dialect, { skipLocked: true })}`,
)

/** Locks a feed until the transaction ends; `undefined` when another process has locked it. */
export async function lockFeed(db: Database, name: string): Promise<FeedRow | undefined> {
  const [row] = await selectLocked(db, { name })
  return row
}

/**
 * Locks all feeds: waits for running batches, and no batch begins until the transaction ends. Locks in the order of the
 * names, so that two transactions do not wait for each other.
 */
export async function lockFeeds(db: Database): Promise<InferSelectModel<typeof feeds>[]> {
  return forUpdate(db, db.select().from(feeds).orderBy(feeds.name))
}

/** Reads events of these types with `after < position <= to`, in the order of their positions. */
export function eventReader(types: readonly string[]) {
  return preparedQuery<EventOfFeed, { after: number; to: number; limit: number }>(
    event,
    () => sql`select ${event.columns} from ${events}
      where ${inRange()} and ${inArray(events.type, [...types])}
      order by ${events.position} limit ${sql.placeholder('limit')}`,
  )
}

const placed = {
  columns: sql`${events.position}, ${events.type}`,
  decode: ([position, type]: readonly unknown[]) => ({
    position: Number(position),
    type: type as string,
  }),
}

/** Reads positions and types with `after < position <= to`, for all feeds at once. */
export const readTypes = preparedQuery<
  { position: number; type: string },
  { after: number; to: number }
>(
  placed,
  () => sql`select ${placed.columns} from ${events} where ${inRange()} order by ${events.position}`,
)

const writer = rowWriter(feeds)

/** The columns of a feed that does not fail. */
export const healthy = {
  attempts: 0,
  retryAt: new Date(0),
  lastError: null,
  failedPosition: null,
} as const

/** Writes changes of a feed that the transaction has locked, and ends its failure. */
export async function moveFeed(
  db: Database,
  row: FeedRow,
  changes: Partial<InferSelectModel<typeof feeds>>,
): Promise<void> {
  const recovery = row.attempts > 0 ? healthy : undefined
  await writer.updateOne(db, { name: row.name }, { ...changes, ...recovery })
}

function inRange(): SQL {
  return sql`${events.position} > ${sql.placeholder('after')} and ${events.position} <= ${sql.placeholder('to')}`
}

function headOf(): SQL {
  return sql`(select ${leases.progress} from ${leases} where ${eq(leases.name, dispatching)})`
}
