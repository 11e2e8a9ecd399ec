/** One round of background work: register, dispatch, fire schedules, free what died, fill the worker. */
import { setTimeout as sleep } from 'node:timers/promises'
import { deliveryQueue } from '../events/deliveries.ts'
import type { Dispatched, Dispatcher } from '../events/dispatcher.ts'
import { registerSubscribers } from '../events/subscribers.ts'
import type { FeedRunner } from '../feeds/runner.ts'
import { enqueueAfterMigrations } from '../jobs/after-migration.ts'
import { jobQueue } from '../jobs/job-queue.ts'
import { createSchedules } from '../jobs/schedules.ts'
import { coalesce } from '../kit/coalesce.ts'
import { sooner } from '../kit/sooner.ts'
import { recoverExpired } from '../queue/recover.ts'
import { createWorker, type WorkDone } from '../queue/worker.ts'
import type { Runtime } from '../runtime.ts'
import { leaseMs } from './lease.ts'

export interface RoundOptions {
  /** Handlers that run at once. Default 4. */
  readonly concurrency?: number
  /** How often to look for work that nobody announced, in milliseconds. Default 5 000. */
  readonly pollMs?: number
  /** How long a row stays locked without a sign of life, in milliseconds. Default 30 000. */
  readonly lockMs?: number
}

/** What a run has done. `failed` counts tries that threw. */
export interface RunDueResult extends WorkDone {
  /** Events that were given their position. */
  readonly dispatched: number
  /** Events that feeds applied. */
  readonly applied: number
}

interface Progress {
  readonly next: Dispatched['next']
  readonly claimed: number
}

export interface Round {
  readonly pollMs: number
  run(): Promise<Progress>
  /** Runs until nothing is due, or until `deadline` on the monotonic clock. */
  repeat(deadline: number): Promise<RunDueResult>
  open(): void
  /** Claims nothing more, not even in a run that is under way. */
  pause(): void
  /** Waits for what runs, gives back what takes too long, lets others dispatch. */
  close(timeoutMs: number): Promise<void>
}

const registerEveryMs = 10 * 60 * 1_000

/** When somebody else was dispatching: time to see whether they are done. */
const lookAgainMs = 2_000

/** In `runDue`, how long feeds run before the queues are checked again. */
const feedsMs = 100

export function createRound(
  runtime: Runtime,
  dispatcher: Dispatcher,
  feeds: FeedRunner,
  { concurrency = 4, pollMs = 5_000, lockMs = 30_000 }: RoundOptions,
  wakeIn: (ms: number) => void,
): Round {
  const { clock } = runtime
  const holder = runtime.newId()
  const queues = [deliveryQueue(runtime), jobQueue(runtime)]
  const schedules = createSchedules(runtime)
  const wakeAt = (at: Date) => wakeIn(at.getTime() - clock.now().getTime())
  const worker = createWorker(runtime, queues, { holder, concurrency, lockMs, onNext: wakeAt })
  let isFirst = true
  const register = atMostEvery(registerEveryMs, async () => {
    await registerSubscribers(runtime, isFirst)
    isFirst = false
    await feeds.register()
    await schedules.register()
    await enqueueAfterMigrations(runtime)
  })
  const recover = atMostEvery(pollMs, async () => {
    for (const queue of queues) await recoverExpired(runtime, queue, worker.isRunning)
  })
  let dispatched = 0

  const run = coalesce(async (): Promise<Progress> => {
    await register.run()
    const { events, next } = await dispatcher.dispatch()
    dispatched += events
    if (next === 'more') wakeIn(0)
    if (next === 'elsewhere') wakeIn(lookAgainMs)
    const tick = await schedules.fire()
    if (tick) wakeAt(tick)
    await recover.run()
    return { next, claimed: await worker.fill() }
  })

  function result(): RunDueResult {
    return { dispatched, applied: feeds.applied(), ...worker.done() }
  }

  return {
    pollMs,
    run,
    async repeat(deadline) {
      const before = result()
      let blockedAt: number | undefined
      recover.reset()
      while (performance.now() < deadline) {
        const wasBusy = worker.isBusy()
        const { next, claimed } = await run()
        const feedsUntil = Math.min(deadline, performance.now() + feedsMs)
        const hasApplied = await feeds.pass(() => performance.now() >= feedsUntil)
        blockedAt = next === 'elsewhere' ? (blockedAt ?? performance.now()) : undefined
        const isBlocked = blockedAt !== undefined && performance.now() - blockedAt < leaseMs
        if (worker.isBusy()) await sooner(worker.changed(), deadline - performance.now())
        else if (next === 'more' || claimed > 0 || wasBusy || hasApplied) continue
        else if (isBlocked) await sleep(Math.max(0, Math.min(50, deadline - performance.now())))
        else break
      }
      return difference(result(), before)
    },
    open: () => worker.resume(),
    pause: () => worker.pause(),
    async close(timeoutMs) {
      await worker.drain(timeoutMs)
      await dispatcher.release()
    },
  }
}

/** Something that is not worth doing in every round. */
function atMostEvery(ms: number, work: () => Promise<void>) {
  let lastAt = -Infinity
  return {
    async run(): Promise<void> {
      if (performance.now() - lastAt < ms) return
      await work()
      lastAt = performance.now()
    },
    reset(): void {
      lastAt = -Infinity
    },
  }
}

function difference(now: RunDueResult, before: RunDueResult): RunDueResult {
  return {
    dispatched: now.dispatched - before.dispatched,
    applied: now.applied - before.applied,
    delivered: now.delivered - before.delivered,
    jobs: now.jobs - before.jobs,
    failed: now.failed - before.failed,
  }
}
