/** The options with their defaults, checked when the host starts. */
import { checkOptions } from '@deskhand/core/plugin'
import { z } from 'zod'
import type { SlaOptions, SlaTargets } from './types.ts'

export interface SlaRules {
  readonly targets: SlaTargets
  readonly atRisk: number
}

const minutesAdvice = 'It must be minutes above 0, or null for no promise.'
const minutes = z.number(minutesAdvice).positive(minutesAdvice).nullable()
const atRiskAdvice = 'It must be a part, from 0 to 1.'

const schema = z.strictObject(
  {
    targets: z
      .strictObject({
        urgent: minutes.default(60),
        high: minutes.default(4 * 60),
        normal: minutes.default(8 * 60),
        low: minutes.default(24 * 60),
      })
      .prefault({}),
    atRisk: z.number(atRiskAdvice).min(0, atRiskAdvice).max(1, atRiskAdvice).default(0.25),
  },
  'Write sla() or sla({ targets: { urgent: 30, low: null } }).',
)

/** Throws `ConfigurationError` with what to change. */
export function rulesOf(options: SlaOptions): SlaRules {
  return checkOptions('sla()', schema, options)
}
