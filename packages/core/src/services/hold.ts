/** Runs one instance for as long as this process holds its lease. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Call } from '../api/call.ts'
import { systemActor } from '../api/call-internals.ts'
import type { ServiceLease } from '../plugin/background-parts.ts'
import type { NamedService } from '../plugin/registry.ts'
import type { Runtime } from '../runtime.ts'
import { instanceKey } from './instances.ts'
import { LeaseLost } from './lease-lost.ts'
import { checkLease, type LeaseRow } from './leases.ts'

/** The pauses before `run` starts again, in milliseconds. */
export interface Pauses {
  /** The first pause. Each further one is twice as long. */
  readonly firstPauseMs: number
  readonly longestPauseMs: number
  /** A run of this length resets the pauses. */
  readonly steadyMs: number
}

export interface Hold {
  readonly lease: LeaseRow
  readonly key: string
  /** Whether its signal is aborted. `run` may not have ended yet. */
  isEnding(): boolean
  /** Aborts the signal: the lease is lost, or this process gives it up. */
  end(reason: 'lost' | 'stopped'): void
  /** Resolves when `run` has ended for good. Never rejects. */
  readonly ended: Promise<void>
}

/** How long `run` may continue after its signal is aborted, before a warning. */
const lateMs = 30_000

export function createHold(
  runtime: Runtime,
  service: NamedService,
  lease: LeaseRow,
  { firstPauseMs, longestPauseMs, steadyMs }: Pauses,
): Hold {
  const { logger, metrics } = runtime
  const { tenantId, instance } = lease
  const abort = new AbortController()
  const { signal } = abort
  const about = { tenantId, instance }
  let reason: 'lost' | 'stopped' | undefined

  function end(why: 'lost' | 'stopped'): void {
    if (reason) return
    reason = why
    const late = setTimeout(() => {
      logger.warn(
        `The service "${service.name}" still runs 30 seconds after its signal was aborted. Let run() end when that happens.`,
        about,
      )
    }, lateMs).unref()
    void ended.then(() => clearTimeout(late))
    abort.abort(why === 'lost' ? lost() : undefined)
  }

  function lost(): LeaseLost {
    return new LeaseLost(service.name, tenantId, instance)
  }

  async function check(call: Call): Promise<void> {
    if (!(call as Call | undefined)?.inTransaction) {
      throw new TypeError(
        'lease.check(call) needs an open transaction. Pass it the call that call.transaction(…) gives to its function.',
      )
    }
    if (await checkLease(call.db, lease)) return
    end('lost')
    throw lost()
  }

  /** Resolves to what `run` threw, or to `undefined` when it returned. */
  async function run(): Promise<unknown> {
    const serviceLease: ServiceLease = { token: lease.token, check }
    try {
      const call = runtime.createCall({ actor: systemActor(tenantId), via: 'job' })
      await service.run(call, { instance, lease: serviceLease, signal })
      return undefined
    } catch (error) {
      return error || new Error('run() threw no error.')
    }
  }

  async function runUntilEnded(): Promise<void> {
    let pauseMs = firstPauseMs
    while (!reason) {
      const startedAt = performance.now()
      const error = await run()
      const outcome = reason ?? (error ? 'failed' : 'ended')
      metrics.count('deskhand_service_runs_total', { name: service.name, outcome })
      if (reason) return
      if (performance.now() - startedAt >= steadyMs) pauseMs = firstPauseMs
      logger.warn(
        `The service "${service.name}" ${error ? 'failed' : 'returned'} and starts again in ${pauseMs / 1_000} s.`,
        error ? { ...about, error } : about,
      )
      await pause(pauseMs, undefined, { signal }).catch(() => undefined)
      pauseMs = Math.min(2 * pauseMs, longestPauseMs)
    }
  }

  // In a microtask, so that the caller has stored the hold before `run` begins.
  const ended = Promise.resolve().then(runUntilEnded)
  return {
    lease,
    key: instanceKey(tenantId, instance),
    isEnding: () => reason !== undefined,
    end,
    ended,
  }
}
