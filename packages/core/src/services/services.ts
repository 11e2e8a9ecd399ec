/**
 * Runs the services of plugins in this process, next to other processes that run them too. Each instance runs in
 * one process at a time: the one that holds its lease. A process keeps all its leases by one row that it writes
 * every few seconds.
 */
import { createSleeper } from '../background/sleeper.ts'
import { sooner } from '../kit/sooner.ts'
import type { NamedService } from '../plugin/registry.ts'
import type { Runtime } from '../runtime.ts'
import type { Pauses } from './hold.ts'
import { createHolds } from './holds.ts'
import { longestAnswerMs } from './instances.ts'
import { leasesHeldBy } from './leases.ts'
import { lookAt } from './look.ts'
import { createProcessWatch, deleteProcess, writeHeartbeat } from './processes.ts'

/** In milliseconds. Other values are for tests. */
export interface ServiceTimes extends Pauses {
  /** Between two heartbeats. Default 3 000. */
  readonly beatMs: number
  /** After so long without a heartbeat this process ends its instances. Default 8 000, before others take them. */
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
const complainEveryMs = 60_000

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
  /** The services of which this process knows instances. Others count on this process for these only. */
  const ready = new Set<string>()
  const looks = new Map<NamedService, Promise<void>>()
  const complaints = new Map<string, number>()
  let beating: Promise<void> | undefined
  let tidying: Promise<unknown> | undefined
  let isAccepting = false
  let isOver = false
  /** On the monotonic clock: without a heartbeat until then, others may take the instances. */
  let aliveUntil = -Infinity
  let ending: NodeJS.Timeout | undefined
  let cleanedAt = -Infinity

  async function writeDown(): Promise<void> {
    const from = performance.now()
    await writeHeartbeat(storage.db, id, isAccepting ? [...ready] : [], clock.now())
    aliveUntil = from + times.abortAfterMs
    clearTimeout(ending)
    if (!isOver) ending = setTimeout(outlived, Math.max(0, aliveUntil - performance.now()))
  }

  function outlived(): void {
    if (holds.all().length === 0) return
    logger.error(
      'No heartbeat could be written, so this process ends its services before another one takes them over.',
    )
    holds.endAll('lost')
  }

  async function beat(): Promise<void> {
    await writeDown()
    if (!isAccepting) return
    tidying ??= tidy()
      .then(() => complaints.delete('leases'))
      .catch((error) => complain('leases', 'Could not read the leases of services.', error))
      .finally(() => {
        tidying = undefined
      })
    for (const service of services) if (!looks.has(service)) look(service)
  }

  /** Apart from the heartbeat, which must not wait for other statements. */
  async function tidy(): Promise<void> {
    const known = holds.all()
    holds.keep(known, await leasesHeldBy(storage.db, id))
    if (performance.now() - cleanedAt < cleanUpEveryMs) return
    cleanedAt = performance.now()
    await watch.deleteDead(storage.db, clock.now())
  }

  /** Apart from the heartbeat, which must not wait for a plugin. */
  function look(service: NamedService): void {
    const { name } = service
    const looking = lookAt(runtime, service, {
      holder: id,
      holds,
      watch,
      answerMs: times.answerMs,
      isOpen: () => isAccepting && performance.now() < aliveUntil,
      async answered(hasSome) {
        complaints.delete(name)
        // A process without instances of its own must not get a share of those that others know.
        if (!hasSome) ready.delete(name)
        if (!hasSome || ready.has(name)) return
        ready.add(name)
        await writeDown()
      },
    })
      .catch((error) => {
        ready.delete(name)
        complain(name, `Could not find out what the service "${name}" has to run.`, error)
      })
      .finally(() => looks.delete(service))
    looks.set(service, looking)
  }

  /** At most once a minute about the same. */
  function complain(topic: string, message: string, error: unknown): void {
    const last = complaints.get(topic) ?? -Infinity
    if (performance.now() - last < complainEveryMs) return
    complaints.set(topic, performance.now())
    logger.error(message, { error })
  }

  async function beatUntilOver(): Promise<void> {
    while (!isOver) {
      const startedAt = performance.now()
      try {
        await beat()
        complaints.delete('')
      } catch (error) {
        complain('', 'Could not write the heartbeat of this process; trying again.', error)
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
      // At once: the others share the instances without this process, which only waits for its own to end.
      sleeper.wake()
      holds.endAll('stopped')
      const settled = Promise.all([tidying, ...looks.values()]).then(() => holds.settled())
      await sooner(settled, timeoutMs)
      isOver = true
      sleeper.wake()
      await beating
      beating = undefined
      clearTimeout(ending)
      holds.clear()
      ready.clear()
      // This frees what has not ended in time, too.
      await deleteProcess(storage.db, id)
    },
  }
}
