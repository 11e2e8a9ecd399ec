import { HelpdeskApiError } from '@deskhand/core/client'
import { expect, it } from 'vitest'
import { explainProblem, isAborted, problemTerms } from './explain.ts'

const { en } = problemTerms

it.each([
  [new HelpdeskApiError(412, {}), en.changed],
  [new HelpdeskApiError(401, {}), en.signedOut],
  [new HelpdeskApiError(418, {}), en.unexpected],
  [new TypeError('fetch failed'), en.offline],
  [new Error('?'), en.unexpected],
])('explains %s', (error, text) => {
  expect(explainProblem(error, en)).toBe(text)
})

it('knows who gave up on purpose', () => {
  expect(isAborted(new DOMException('x', 'AbortError'))).toBe(true)
  expect(isAborted(new TypeError('x'))).toBe(false)
})
