/**
 * The background half of a helpdesk: dispatches events, delivers them, runs feeds, jobs and services, and fires
 * schedules. Any number of other processes may do the same.
 */
import { createDispatcher, type Dispatcher } from '../events/dispatcher.ts'
import { createFeedRunner } from '../feeds/runner.ts'
import { safeLogger, safeMetrics } from '../kit/safe-ports.ts'
import type { Runtime } from '../runtime.ts'
import { createServices, type ServiceTimes } from '../services/services.ts'
import { createLoop } from './loop.ts'
import { createOverdueWatch } from './overdue-watch.ts'
import { createRound, type RoundOptions, type RunDueResult } from './round.ts'

export interface StopOptions {
  /** How long to wait for what runs before it is aborted, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number
}

export interface BackgroundOptions extends RoundOptions {
  /** For tests. */
  readonly serviceTimes?: Partial<ServiceTimes>
}

interface RunDueOptions {
  /** Starts nothing new after so many milliseconds. Default 60 000. */
  readonly ms?: number
}

export interface Background {
  /** Begins to work, until `stop`. Its timers keep the process alive. */
  start(): void
  /** Takes nothing new, waits for what runs, gives back what takes too long, and lets other processes take over. */
  stop(options?: StopOptions): Promise<void>
  /** Works off what is due without `start`, for crons and serverless hosts. */
  runDue(options?: RunDueOptions): Promise<RunDueResult>
  /** There may be work: called after every commit that made some. */
  wake(): void
}

const drainMs = 10_000

/** A dispatch in this process wakes the feeds. This is how long after a commit they check for one in another process. */
const dispatchMs = 50

export function createBackground(
  given: Runtime,
  options: BackgroundOptions = {},
  dispatcher: Dispatcher = createDispatcher(given, given.newId()),
): Background {
  const { storage } = given
  const logger = safeLogger(given.logger)
  const runtime = { ...given, logger, metrics: safeMetrics(given.metrics) }
  const feeds = createFeedRunner(runtime, options.pollMs)
  const round = createRound(runtime, dispatcher, feeds, options, (ms) => loop.wakeIn(ms))
  const loop = createLoop({ pass, pollMs: round.pollMs, logger })
  dispatcher.onDispatch(feeds.wake)
  const services = createServices(runtime, options.serviceTimes)
  const overdue = createOverdueWatch(runtime)
  let isStarted = false
  /** Starts and stops take turns. */
  let transition: Promise<void> = Promise.resolve()
  let unlisten: (() => Promise<void>) | undefined
  /** The loop and every `runDue` that is under way. */
  let users = 0

  async function pass(): Promise<void> {
    unlisten ??= await storage.listen(wake)
    await round.run()
  }

  function wake(): void {
    loop.wake()
    feeds.wakeIn(dispatchMs)
  }

  function enter(): void {
    users++
    round.open()
  }

  /** The last one out drains. */
  async function leave(timeoutMs: number): Promise<void> {
    users--
    if (users === 0) await round.close(timeoutMs)
  }

  async function begin(): Promise<void> {
    enter()
    loop.start()
    feeds.start()
    services.start()
  }

  async function end(timeoutMs: number): Promise<void> {
    if (users === 1) round.pause()
    const stopped = loop.stop()
    const steps = await Promise.allSettled([
      services.stop(timeoutMs),
      stopped.then(() => unlisten?.()),
      stopped.then(() => feeds.stop(timeoutMs)),
      stopped.then(() => leave(timeoutMs)),
    ])
    unlisten = undefined
    for (const step of steps) {
      if (step.status === 'fulfilled') continue
      const error: unknown = step.reason
      logger.warn('Background work did not end well; what was running is tried again.', { error })
    }
  }

  return {
    wake() {
      wake()
      if (!isStarted && users === 0) overdue.check()
    },
    start() {
      if (isStarted) return
      isStarted = true
      transition = transition.then(begin)
    },
    async stop({ timeoutMs = drainMs } = {}) {
      if (isStarted) {
        isStarted = false
        transition = transition.then(() => end(timeoutMs))
      }
      await transition
      await overdue.settled()
    },
    async runDue(options = {}) {
      const { ms = 60_000 } = options
      if (typeof options !== 'object' || typeof ms !== 'number' || !(ms >= 0)) {
        throw new TypeError('runDue() takes milliseconds as ms, such as runDue({ ms: 50_000 }).')
      }
      await transition
      enter()
      try {
        return await round.repeat(performance.now() + ms)
      } finally {
        await leave(drainMs)
      }
    },
  }
}
