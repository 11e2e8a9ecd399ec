/** Runs the feeds of this process: a loop that takes one batch of each feed that is behind, in turn. */
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { createLoop } from '../background/loop.ts'
import { isConflict } from '../db/retry.ts'
import type { Runtime } from '../runtime.ts'
import { type RunningFeed, type Taken, takeBatch } from './batch.ts'
import { adapt, newPace, scannedUpTo } from './pace.ts'
import { recordFailure } from './record-failure.ts'
import { registerFeeds, typesOf } from './register.ts'
import { eventReader, type FeedOverview } from './rows.ts'
import { survey } from './survey.ts'

export interface FeedRunner {
  /** Writes the feeds into the database. No feed runs before that. */
  register(): Promise<void>
  /** Applies events until none is left or `isOver`. Resolves to whether there was something to do. */
  pass(isOver: () => boolean): Promise<boolean>
  /** The number of events that this process has applied. */
  applied(): number
  start(): void
  /** Waits for the running batch, and rolls it back after `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>
  wake(): void
  wakeIn(ms: number): void
}

/** The pause between two passes, so that the events of many commits make one batch. */
const pauseMs = 100

/** How long to work on the feeds that are behind before checking which others are. */
const surveyEveryMs = 100

/** When another process has locked the row of the feed: the pause before the next try. */
const lookAgainMs = 500

const nothing: FeedRunner = {
  register: async () => {},
  pass: async () => false,
  applied: () => 0,
  start() {},
  stop: async () => {},
  wake() {},
  wakeIn() {},
}

export function createFeedRunner(runtime: Runtime, pollMs = 5_000): FeedRunner {
  const { registry, clock, metrics, logger } = runtime
  if (registry.feeds.size === 0) return nothing
  const loop = createLoop({ pass: () => pass(() => stopping), pollMs, logger, breathMs: pauseMs })
  let feeds: ReadonlyMap<string, RunningFeed> | undefined
  let stopping = false
  let aborting = new AbortController()
  let applied = 0
  /** The loop and `runDue` take turns. */
  let turn: Promise<unknown> = Promise.resolve()
  /** Passes that wait for their turn. */
  let waiting = 0

  function loadFeeds(): ReadonlyMap<string, RunningFeed> {
    return new Map(
      [...registry.feeds].map(([name, feed]) => {
        const types = typesOf(feed)
        return [name, { feed, types, read: eventReader(types), pace: newPace() }]
      }),
    )
  }

  function pass(isOver: () => boolean): Promise<boolean> {
    waiting++
    const passing = turn.then(() => {
      waiting--
      return work(isOver)
    })
    turn = passing.catch(() => undefined)
    return passing
  }

  async function work(isOver: () => boolean): Promise<boolean> {
    let hasWorked = false
    while (feeds && !isOver()) {
      const { head, due } = await survey(runtime, feeds, isWaiting)
      hasWorked ||= due.length > 0
      const until = performance.now() + surveyEveryMs
      let behind = due
      while (behind.length > 0 && performance.now() < until) {
        const left: RunningFeed[] = []
        for (const running of behind) {
          if (isOver()) return hasWorked
          if (await step(running, head)) left.push(running)
          await setImmediate()
        }
        behind = left
      }
      if (behind.length === 0) return hasWorked
      if (waiting > 0) {
        loop.wake()
        return hasWorked
      }
    }
    return hasWorked
  }

  /** Whether the feed must wait, for its next try or for another process. Wakes the loop in time. */
  function isWaiting({ pace }: RunningFeed, { attempts, retryAt }: FeedOverview): boolean {
    const untilRetry = attempts > 0 ? retryAt.getTime() - clock.now().getTime() : 0
    const ms = Math.max(untilRetry, pace.notBefore - performance.now())
    if (ms > 0) loop.wakeIn(ms)
    return ms > 0
  }

  /** Takes one batch. Resolves to whether the feed has more to do at once. */
  async function step(running: RunningFeed, head: number): Promise<boolean> {
    const { feed, pace } = running
    const { name } = feed
    const started = performance.now()
    const taken: Taken = { since: started, events: [] }
    try {
      const batch = await takeBatch({ runtime, running, head, signal: aborting.signal }, taken)
      if (!batch) return lookAgain(running)
      scannedUpTo(pace, batch.isWritten ? batch.reached : batch.before, batch.reached)
      if (batch.events > 0) {
        const ms = performance.now() - started
        adapt(pace, batch.events, batch.isFull, performance.now() - taken.since)
        applied += batch.events
        metrics.count('deskhand_feed_events_total', { name }, batch.events)
        metrics.duration('deskhand_feed_batch_ms', { name }, ms)
      }
      if (batch.hasJobs) runtime.wake()
      return batch.isBehind
    } catch (error) {
      if (aborting.signal.aborted) return false
      if (isConflict(error)) return lookAgain(running)
      const { row, events } = taken
      if (!row || (events.length === 0 && row.rebuildTenant === null)) throw error
      metrics.count('deskhand_feed_failures_total', { name })
      pace.limit = Math.max(1, Math.floor(events.length / 2))
      if (events.length > 1) return true
      loop.wakeIn(await recordFailure(runtime, row, events[0], error))
      return false
    }
  }

  function lookAgain({ pace }: RunningFeed): false {
    pace.notBefore = performance.now() + lookAgainMs
    loop.wakeIn(lookAgainMs)
    return false
  }

  return {
    async register() {
      await registerFeeds(runtime, feeds === undefined)
      if (feeds) return
      feeds = loadFeeds()
      loop.wake()
    },
    pass,
    applied: () => applied,
    start() {
      stopping = false
      loop.start()
    },
    async stop(timeoutMs) {
      stopping = true
      const stopped = loop.stop()
      const giveUp = new AbortController()
      const late = sleep(timeoutMs, undefined, { signal: giveUp.signal }).then(
        () => aborting.abort(new Error('The process stops.')),
        () => undefined,
      )
      await stopped.finally(() => giveUp.abort())
      await late
      aborting = new AbortController()
    },
    wake: () => loop.wake(),
    wakeIn: (ms) => loop.wakeIn(ms),
  }
}
