/**
 * Runs the services of plugins in this process, beside other processes that run them too. Each instance runs in one
 * process at a time: the one that holds its lease. A heartbeat, one row per process, keeps all leases of the process.
 */
import { createSleeper } from '../background/sleeper.ts'
import { sooner } from '../kit/sooner.ts'
import type { NamedService } from '../plugin/registry.ts'
import type { Runtime } from '../runtime.ts'
import { balance } from './balance.ts'
import type { Pauses } from './hold.ts'
import { createHolds } from './holds.ts'
import { longestAnswerMs } from './instances.ts'
import { leasesHeldBy } from './leases.ts'
import { createProcessWatch, deleteProcess, writeHeartbeat } from './processes.ts'

/** In milliseconds. Other values are for tests. */
export interface ServiceTimes extends Pauses {
  /** Between two heartbeats. Default 3 000. */
  readonly beatMs: number
  /** After so long without a heartbeat this process ends its instances. Default 8 000, which is before others take over. */
  readonly abortAfterMs: number
  /** A process whose heartbeat was seen so long ago is live, although its clock differs. Default 8 000. */
  readonly quietMs: number
  /** How long `instances` may take. Default 10 000. */
  readonly answerMs: number
}

export interface RunningServices {
  /** Does nothing when no plugin has a service. */
  start(): void
  /** Ends all instances, waits for them up to `timeoutMs`, and lets other processes take over. */
  stop(timeoutMs: number): Promise<void>
}

const defaultTimes: ServiceTimes = {
  beatMs: 3_000,
  abortAfterMs: 8_000,
  quietMs: 8_000,
  answerMs: longestAnswerMs,
  firstPauseMs: 1_000,
  longestPauseMs: 60_000,
  steadyMs: 60_000,
}

const cleanUpEveryMs = 60_000
const logEveryMs = 60_000

export function createServices(
  runtime: Runtime,
  given: Partial<ServiceTimes> = {},
): RunningServices {
  const { storage, clock, logger } = runtime
  const times = { ...defaultTimes, ...given }
  const services = [...runtime.registry.services.values()]
  const id = runtime.newId()
  const holds = createHolds(runtime, id, times)
  const watch = createProcessWatch(times.quietMs)
  const sleeper = createSleeper()
  /** The services of which this process knows instances. Other processes count it for these only. */
  const ready = new Set<string>()
  const underway = new Map<NamedService, Promise<void>>()
  const loggedAt = new Map<string, number>()
  let beating: Promise<void> | undefined
  let tidying: Promise<unknown> | undefined
  let isAccepting = false
  let isOver = false
  /** On the monotonic clock: if no heartbeat is written until then, this process ends its instances. */
  let aliveUntil = -Infinity
  let ending: NodeJS.Timeout | undefined
  let cleanedAt = -Infinity

  async function keepAlive(): Promise<void> {
    const from = performance.now()
    await writeHeartbeat(storage.db, id, isAccepting ? [...ready] : [], clock.now())
    aliveUntil = from + times.abortAfterMs
    clearTimeout(ending)
    if (!isOver) ending = setTimeout(endAll, Math.max(0, aliveUntil - performance.now()))
  }

  function endAll(): void {
    if (holds.all().length === 0) return
    logger.error(
      'This process could not write a heartbeat, so it ends its services before another process takes them over.',
    )
    holds.endAll('lost')
  }

  async function beat(): Promise<void> {
    await keepAlive()
    if (!isAccepting) return
    tidying ??= tidy()
      .then(() => loggedAt.delete('leases'))
      .catch((error) => logRarely('leases', 'Could not read the leases of services.', error))
      .finally(() => {
        tidying = undefined
      })
    for (const service of services) if (!underway.has(service)) balanceOne(service)
  }

  /** Runs beside the heartbeat, which must not wait for other statements. */
  async function tidy(): Promise<void> {
    const known = holds.all()
    holds.keep(known, await leasesHeldBy(storage.db, id))
    if (performance.now() - cleanedAt < cleanUpEveryMs) return
    cleanedAt = performance.now()
    await watch.deleteDead(storage.db, clock.now())
  }

  /** Runs beside the heartbeat, which must not wait for a plugin. */
  function balanceOne(service: NamedService): void {
    const { name } = service
    const balancing = balance(runtime, service, {
      holder: id,
      holds,
      watch,
      answerMs: times.answerMs,
      isOpen: () => isAccepting && performance.now() < aliveUntil,
      async answered(hasSome) {
        loggedAt.delete(name)
        // A process without instances of its own must not get a share of those that others know.
        if (!hasSome) ready.delete(name)
        if (!hasSome || ready.has(name)) return
        ready.add(name)
        await keepAlive()
      },
    })
      .catch((error) => {
        ready.delete(name)
        logRarely(name, `Could not update the instances of the service "${name}".`, error)
      })
      .finally(() => underway.delete(service))
    underway.set(service, balancing)
  }

  /** Logs an error at most once a minute for each topic. */
  function logRarely(topic: string, message: string, error: unknown): void {
    const last = loggedAt.get(topic) ?? -Infinity
    if (performance.now() - last < logEveryMs) return
    loggedAt.set(topic, performance.now())
    logger.error(message, { error })
  }

  async function beatUntilOver(): Promise<void> {
    while (!isOver) {
      const startedAt = performance.now()
      try {
        await beat()
        loggedAt.delete('')
      } catch (error) {
        logRarely('', 'Could not write the heartbeat of this process; trying again.', error)
      }
      if (!isOver) await sleeper.sleep(Math.max(0, startedAt + times.beatMs - performance.now()))
    }
  }

  return {
    start() {
      if (services.length === 0) return
      isAccepting = true
      isOver = false
      beating = beatUntilOver()
    },
    async stop(timeoutMs) {
      if (!beating) return
      isAccepting = false
      // The next heartbeat comes at once and names no services, so that the others share the instances among them.
      sleeper.wake()
      holds.endAll('stopped')
      const settled = Promise.all([tidying, ...underway.values()]).then(() => holds.settled())
      await sooner(settled, timeoutMs)
      isOver = true
      sleeper.wake()
      await beating
      beating = undefined
      clearTimeout(ending)
      holds.clear()
      ready.clear()
      // This also frees the leases of instances that have not ended in time.
      await deleteProcess(storage.db, id)
    },
  }
}
