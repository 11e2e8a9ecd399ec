/** The options with their defaults, checked when the host starts. */
import { ConfigurationError } from '@deskhand/core/plugin'
import type { SlaOptions, SlaTargets } from './types.ts'

export interface SlaRules {
  readonly targets: SlaTargets
  readonly atRisk: number
}

const defaultTargets: SlaTargets = { urgent: 60, high: 4 * 60, normal: 8 * 60, low: 24 * 60 }

/** Throws `ConfigurationError` with what to change. */
export function rulesOf({ targets, atRisk = 0.25 }: SlaOptions): SlaRules {
  const all = { ...defaultTargets, ...targets }
  for (const [priority, minutes] of Object.entries(all)) {
    if (minutes === null || (Number.isFinite(minutes) && minutes > 0)) continue
    throw new ConfigurationError(
      `sla({ targets }) has ${minutes} for "${priority}". Give minutes above 0, or null for no promise.`,
    )
  }
  if (!(atRisk >= 0 && atRisk <= 1)) {
    throw new ConfigurationError(`sla({ atRisk: ${atRisk} }) must be a part, from 0 to 1.`)
  }
  return { targets: all, atRisk }
}
