/** Where a promise stands: of one row, and as a condition on many. */
import { and, gt, lte, type SQL, sql } from '@deskhand/core/db'
import { type SlaRow, slas } from './schema.ts'
import type { Sla, SlaState } from './types.ts'

export const slaStates = ['on-track', 'at-risk', 'breached', 'met'] as const

type Times = Pick<SlaRow, 'atRiskAt' | 'dueAt' | 'metAt' | 'breachedAt'>

/** A breach stays one, whenever the answer comes. */
function stateOf({ atRiskAt, dueAt, metAt, breachedAt }: Times, now: Date): SlaState {
  if (breachedAt) return 'breached'
  if (metAt) return 'met'
  if (now >= dueAt) return 'breached'
  return now >= atRiskAt ? 'at-risk' : 'on-track'
}

export function presentSla(row: Times, now: Date): Sla {
  return {
    state: stateOf(row, now),
    dueAt: row.dueAt.toISOString(),
    metAt: row.metAt?.toISOString() ?? null,
  }
}

/** Neither answered nor reported. A literal, as in the index that serves it. */
export const isWaiting: SQL = sql`met_at is null and breached_at is null`
const isReported: SQL = sql`breached_at is not null`

/** The same as `stateOf`, in parts that each lie in one index, but for `met`. */
export function partsOf(state: SlaState, now: Date): readonly SQL[] {
  const waiting = (condition: SQL | undefined) => and(isWaiting, condition) as SQL
  switch (state) {
    case 'met':
      return [sql`met_at is not null and breached_at is null`]
    case 'breached':
      return [isReported, waiting(lte(slas.dueAt, now))]
    case 'at-risk':
      return [waiting(and(lte(slas.atRiskAt, now), gt(slas.dueAt, now)))]
    case 'on-track':
      return [waiting(gt(slas.atRiskAt, now))]
  }
}
