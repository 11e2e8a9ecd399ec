/** What to tell a person when a request failed: never the server's English, always what can be done. */
import { HelpdeskApiError } from '@deskhand/core/client'
import { defineTerms } from '../terms/terms.ts'

export const problemTerms = defineTerms('problems', {
  offline: 'You seem to be offline. Try again once you are connected.',
  signedOut: 'You are signed out. Sign in and try again; nothing is lost.',
  forbidden: 'You may not do this.',
  notFound: 'This is not there any more, or you may not see it.',
  changed: 'Somebody else has changed this in the meantime.',
  conflict: 'This is not possible in the present state.',
  invalid: 'Some of what you have entered can’t be used.',
  tooLarge: 'This is too large.',
  tooMany: 'That was too often. Wait a moment and try again.',
  busy: 'The server is busy. Try again in a moment.',
  unexpected: 'Something went wrong. Try again.',
  reference: (requestId: string) => `Reference ${requestId}`,
})

type ProblemTerms = typeof problemTerms.en
type ProblemName = Exclude<keyof ProblemTerms, 'reference'>

const byStatus: Readonly<Record<number, ProblemName>> = {
  400: 'invalid',
  401: 'signedOut',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  412: 'changed',
  413: 'tooLarge',
  422: 'invalid',
  429: 'tooMany',
  503: 'busy',
}

/** One sentence about an error of a client's function. */
export function explainProblem(error: unknown, terms: ProblemTerms): string {
  if (error instanceof HelpdeskApiError) return terms[byStatus[error.status] ?? 'unexpected']
  // What `fetch` throws when there is no answer.
  return error instanceof TypeError ? terms.offline : terms.unexpected
}

/** Whether somebody gave up on purpose: nothing to tell. */
export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
