import { HelpdeskApiError } from '@deskhand/core/client'
import { explainProblem, type problemTerms } from '../problems/explain.ts'
import type { composerTerms } from './terms.ts'

type ComposerTerms = typeof composerTerms.en

const byCode: Readonly<Record<string, keyof ComposerTerms & string>> = {
  ticket_closed: 'ticketClosed',
  ticket_deleted: 'ticketDeleted',
  ticket_merged: 'ticketMerged',
  illegal_transition: 'transitionRefused',
  not_claimable: 'fileGone',
  file_infected: 'fileGone',
}

/** Why a reply was not sent, and what helps. */
export function explainSending(
  error: unknown,
  terms: ComposerTerms,
  problems: typeof problemTerms.en,
): string {
  const name = error instanceof HelpdeskApiError ? byCode[error.code] : undefined
  const known = name === undefined ? undefined : terms[name]
  return typeof known === 'string' ? known : explainProblem(error, problems)
}
