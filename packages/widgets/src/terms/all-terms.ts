/** The groups of terms of this package, by name: what a translation can be checked against. */
import type { statusTerms } from '../badges/terms.ts'
import type { problemTerms } from '../problems/explain.ts'
import type { commonTerms } from './localizer.ts'

export interface AllTerms {
  readonly common: typeof commonTerms.en
  readonly problems: typeof problemTerms.en
  readonly status: typeof statusTerms.en
}
