import { HelpdeskApiError } from '@deskhand/core/client'
import { explainProblem, isAborted, type problemTerms } from '../problems/explain.ts'
import type { tagManagerTerms } from './terms.ts'

/** Why a tag was not saved: at its name, or below the form. */
export function explainNaming(
  error: unknown,
  name: string,
  terms: typeof tagManagerTerms.en,
  problems: typeof problemTerms.en,
): { nameProblem?: string; problem?: string } {
  if (error instanceof HelpdeskApiError) {
    if (error.code === 'name_taken') return { nameProblem: terms.nameTaken(name) }
    if (error.errors.some(({ path }) => path === '/name')) return { nameProblem: problems.invalid }
  }
  return { problem: explainOther(error, problems) }
}

/** Empty when nothing is to be told. */
export function explainOther(error: unknown, problems: typeof problemTerms.en): string {
  return isAborted(error) ? '' : explainProblem(error, problems)
}
