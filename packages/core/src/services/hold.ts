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
  /** The first one. Each is twice as long as the one before. */
  readonly firstPauseMs: number
  readonly longestPauseMs: number
  /** After a run of this length the pauses begin again. */
  readonly steadyMs: number
}

export interface Hold {
  readonly lease: LeaseRow
  readonly key: string
  /** Whether its signal is aborted. `run` may take a moment to end. */
  isEnding(): boolean
  /** Aborts the signal: the lease is lost, or this process gives it up. */
  end(reason: 'lost' | 'stopped'): void
  /** Resolves when `run` has ended for good. Never rejects. */
  readonly ended: Promise<void>
}

/** `run` should end soon after its signal is aborted. */
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
        `The service "${service.name}" still runs 30 seconds after its signal was aborted. Let run() end when it is.`,
        about,
      )
    }, lateMs).unref()
    void ended.then(() => clearTimeout(late))
    abort.abort(why === 'lost' ? lost() : undefined)
  }

  const lost = () => new LeaseLost(service.name, tenantId, instance)

  async function check(call: Call): Promise<void> {
    if (!(call as Call | undefined)?.inTransaction) {
      throw new TypeError(
        'lease.check(call) needs an open transaction: pass it the call that call.transaction(…) hands out.',
      )
    }
    if (await checkLease(call.db, lease)) return
    end('lost')
    throw lost()
  }

  async function run(): Promise<unknown> {
    const serviceLease: ServiceLease = { token: lease.token, check }
    try {
      const call = runtime.createCall({ actor: systemActor(tenantId), via: 'job' })
      await service.run(call, { instance, lease: serviceLease, signal })
      return undefined
    } catch (error) {
      return error || new Error('It threw no error.')
    }
  }

  async function runAgainAndAgain(): Promise<void> {
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

  // Not at once, so that the caller has noted the hold before `run` begins.
  const ended = Promise.resolve().then(runAgainAndAgain)
  return {
    lease,
    key: instanceKey(tenantId, instance),
    isEnding: () => reason !== undefined,
    end,
    ended,
  }
}
