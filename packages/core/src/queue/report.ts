/** Metrics and log lines about finished work. */
import type { Runtime } from '../runtime.ts'
import type { Outcome } from './exchange.ts'

const totals = { delivery: 'deskhand_deliveries_total', job: 'deskhand_jobs_total' } as const
const durations = { delivery: 'deskhand_delivery_ms', job: 'deskhand_job_ms' } as const

export function reportOutcome(runtime: Runtime, { holding, end }: Outcome, ms: number): void {
  if (end.kind === 'givenBack') return
  const { kind } = holding.queue
  const { id, name, tenantId, attempts } = holding.row
  const outcome = end.kind === 'done' ? 'done' : end.retryAt ? 'retry' : 'dead'
  runtime.metrics.count(totals[kind], { name, outcome })
  runtime.metrics.duration(durations[kind], { name, outcome }, ms)
  if (end.kind === 'done') return
  const fields = { id, tenantId, attempts, error: end.error }
  if (end.retryAt) {
    runtime.logger.warn(
      `The ${kind} "${name}" failed and is tried again at ${end.retryAt.toISOString()}.`,
      fields,
    )
  } else {
    runtime.logger.error(
      `The ${kind} "${name}" gave up after ${attempts} tries. Fix the cause, then run it again with deliveries.retry({ id }).`,
      fields,
    )
  }
}
