import { HelpdeskApiError } from '@deskhand/core/client'
import { explainProblem, type problemTerms } from '../problems/explain.ts'
import type { tagTerms } from './terms.ts'

/** One sentence about why tags were not changed. */
export function explainTagging(
  error: unknown,
  terms: typeof tagTerms.en,
  problems: typeof problemTerms.en,
): string {
  if (!(error instanceof HelpdeskApiError)) return explainProblem(error, problems)
  if (error.code === 'too_many_tags_on_ticket') return terms.tooMany
  if (error.code === 'tag_gone') return terms.gone
  const isNew = error.status === 403 && error.problem.permission === 'tags:create'
  return isNew ? terms.mayNotCreate : explainProblem(error, problems)
}
