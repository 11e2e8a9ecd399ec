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
import { leasesHeldBy } from './leases.ts'
import { deleteDeadProcesses, deleteProcess, writeHeartbeat } from './processes.ts'

/** In milliseconds. Other values are for tests. */
export interface ServiceTimes extends Pauses {
  /** Between two heartbeats. Default 3 000. */
  readonly beatMs: number
  /** After so long without a heartbeat this process ends its instances. Default 8 000, which is before others take over. */
  readonly abortAfterMs: number
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
  const sleeper = createSleeper()
  /** The services whose instances this process knows. Other processes count it for these only. */
  const ready = new Set<string>()
  const underway = new Map<NamedService, Promise<void>>()
  const loggedAt = new Map<string, number>()
  let beating: Promise<void> | undefined
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
    if (!isOver) ending = setTimeout(endAll, aliveUntil - performance.now())
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
    const known = holds.all()
    holds.keep(known, await leasesHeldBy(storage.db, id))
    for (const service of services) if (!underway.has(service)) balanceOne(service)
    if (performance.now() - cleanedAt < cleanUpEveryMs) return
    cleanedAt = performance.now()
    await deleteDeadProcesses(storage.db, clock.now())
  }

  /** Runs beside the heartbeat, which must not wait for a plugin. */
  function balanceOne(service: NamedService): void {
    const { name } = service
    const balancing = balance(runtime, service, {
      holder: id,
      holds,
      isOpen: () => isAccepting && performance.now() < aliveUntil,
      async ready() {
        loggedAt.delete(name)
        if (ready.has(name)) return
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
      try {
        await beat()
        loggedAt.delete('')
      } catch (error) {
        logRarely('', 'Could not write the heartbeat of this process; trying again.', error)
      }
      if (!isOver) await sleeper.sleep(times.beatMs)
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
      const settled = Promise.all(underway.values()).then(() => holds.settled())
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
