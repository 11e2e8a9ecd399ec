/**
 * One batch of a feed: locks the row of the feed, reads events, lets the plugin apply them and moves the cursor. This is
 * one transaction, so that each event is applied exactly once, however many processes run the feed.
 */
import type { Call } from '../api/call.ts'
import { openUnit, systemActor } from '../api/call-internals.ts'
import type { Database } from '../db/types.ts'
import { feedEventOf } from '../events/feed-event.ts'
import { hookDeadlineMs, inTime } from '../operation/deadline.ts'
import type { NamedFeed } from '../plugin/registry.ts'
import type { Runtime } from '../runtime.ts'
import { type Pace, startOf } from './pace.ts'
import { rebuildStep } from './rebuild.ts'
import { sameTypes } from './register.ts'
import { type EventOfFeed, type eventReader, type FeedRow, lockFeed, moveFeed } from './rows.ts'

/** A feed as this process runs it. */
export interface RunningFeed {
  readonly feed: NamedFeed
  readonly types: readonly string[]
  readonly read: ReturnType<typeof eventReader>
  readonly pace: Pace
}

export interface Turn {
  readonly runtime: Runtime
  readonly running: RunningFeed
  /** The last position to apply. */
  readonly head: number
  /** Aborted when the process stops and waits no longer. */
  readonly signal: AbortSignal
}

/** What a batch works on, for the caller to read when the transaction fails. */
export interface Taken {
  row?: FeedRow
  /** When the transaction began, on the monotonic clock. */
  since: number
  events: readonly EventOfFeed[]
}

export interface BatchResult {
  /** How many events were applied. */
  readonly events: number
  /** The cursor in the database, before the batch. */
  readonly before: number
  /** How far the feed has come. */
  readonly reached: number
  /** Whether the cursor in the database is `reached`. */
  readonly isWritten: boolean
  /** Whether it has as many events as the limit allows. */
  readonly isFull: boolean
  /** Whether there may be more to do at once. */
  readonly isBehind: boolean
  /** Whether the plugin enqueued jobs. */
  readonly hasJobs: boolean
}

/** The most positions that a batch scans. */
export const windowSize = 5_000

/** How far, and for how long, the cursor may stay behind events of other types. */
export const lag = { positions: 1_000, ms: 10 * 60_000 }

/** Whether a cursor that only passes events of other types is worth a write. */
export function isStale(row: FeedRow, reached: number, now: Date): boolean {
  const isLate = now.getTime() - row.movedAt.getTime() > lag.ms
  return reached > row.position && (isLate || reached - row.position > lag.positions)
}

/** Resolves to `null` when another process has the feed, or nothing is left to do. */
export async function takeBatch(turn: Turn, taken: Taken): Promise<BatchResult | null> {
  const { runtime, running } = turn
  return runtime.storage.transaction(async (db) => {
    Object.assign(taken, { row: undefined, since: performance.now(), events: [] })
    const row = await lockFeed(db, running.feed.name)
    if (!row || !sameTypes(row.types, running.types)) return null
    const now = runtime.clock.now()
    if (row.attempts > 0 && row.retryAt > now) return null
    taken.row = row
    if (row.rebuildTenant !== null) return rebuild(turn, db, row)
    const after = startOf(running.pace, row)
    const to = Math.min(turn.head, after + windowSize)
    const isRecovering = row.attempts > 0
    if (to < after || (to === after && !isRecovering && !isStale(row, to, now))) return null
    const limit = isRecovering ? 1 : running.pace.limit
    const events =
      to > after && running.types.length > 0 ? await running.read(db, { after, to, limit }) : []
    taken.events = events
    const hasJobs = await applyEvents(turn, events)
    const last = events.length === limit ? events.at(-1)?.position : undefined
    const reached = last ?? to
    // The event that failed may not be for the feed any more.
    const isWritten = events.length > 0 || isRecovering || isStale(row, reached, now)
    if (isWritten) await moveFeed(db, row, { position: reached, movedAt: now })
    return {
      events: events.length,
      before: row.position,
      reached,
      isWritten,
      isFull: events.length === limit,
      isBehind: reached < turn.head,
      hasJobs,
    }
  })
}

/**
 * Calls `apply` for each tenant in turn. Resolves to whether it enqueued jobs. All tenants share the time limit,
 * because the transaction holds its locks until the last one is done.
 */
async function applyEvents(turn: Turn, events: readonly EventOfFeed[]): Promise<boolean> {
  const { feed } = turn.running
  let isOver = false
  const applyAll = async () => {
    let hasJobs = false
    for (const [tenantId, group] of Map.groupBy(events, (event) => event.tenantId)) {
      if (isOver) break
      const causeId = group.length === 1 ? (group[0]?.id ?? null) : null
      const depth = Math.max(...group.map((event) => event.depth)) + 1
      const apply = (call: Call) => feed.apply(call, group.map(feedEventOf))
      const enqueued = await inFeed(turn, { tenantId, causeId, depth }, apply)
      hasJobs ||= enqueued.hasJobs
    }
    return hasJobs
  }
  try {
    return await limited(turn, 'apply', applyAll())
  } finally {
    isOver = true
  }
}

async function rebuild(turn: Turn, db: Database, row: FeedRow): Promise<BatchResult | null> {
  const { feed } = turn.running
  const { rebuild } = feed
  if (!rebuild) return null
  let hasJobs = false
  const changes = await rebuildStep(db, row, async (tenantId, after) => {
    const work = (call: Call) => rebuild.call(feed, call, after)
    const step = inFeed(turn, { tenantId, causeId: null, depth: 0 }, work)
    const done = await limited(turn, 'rebuild', step)
    hasJobs = done.hasJobs
    return done.result
  })
  await moveFeed(db, row, { ...changes, movedAt: turn.runtime.clock.now() })
  const { position } = row
  const isBehind = changes.rebuildTenant !== null || position < turn.head
  const at = { before: position, reached: position, isWritten: true, isFull: false }
  return { ...at, events: 0, isBehind, hasJobs }
}

interface Origin {
  readonly tenantId: string
  readonly causeId: string | null
  readonly depth: number
}

/** Runs `apply` or `rebuild` in the open transaction, with a call that writes only to the feed's tables. */
async function inFeed<Result>(
  { runtime, running: { feed } }: Turn,
  { tenantId, causeId, depth }: Origin,
  work: (call: Call) => Promise<Result>,
): Promise<{ result: Result; hasJobs: boolean }> {
  const actor = systemActor(tenantId)
  const call = runtime.createCall({ actor, via: 'job', causeId, depth, feed })
  return call.transaction(async (inner) => {
    const result = await work(inner)
    return { result, hasJobs: openUnit(inner).hasJobs }
  })
}

/** What still runs when the time is over can no longer use the transaction. */
function limited<Result>(
  { running: { feed }, signal }: Turn,
  what: 'apply' | 'rebuild',
  started: Promise<Result>,
): Promise<Result> {
  const late = () =>
    new Error(
      `"${what}" of the feed "${feed.name}" took over ${hookDeadlineMs} ms. It holds a transaction open, so it does no I/O: enqueue a job for slow work.`,
    )
  return inTime(started, hookDeadlineMs, late, signal)
}
