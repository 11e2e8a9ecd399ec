import { expect } from 'vitest'

interface ProblemShape {
  readonly type?: unknown
  readonly title?: unknown
  readonly status?: unknown
  readonly detail?: unknown
  readonly code?: unknown
  readonly requestId?: unknown
  readonly errors?: unknown
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** Throws unless a refusal is a whole problem document (RFC 9457), with fields where input is refused. */
export function expectProblem(response: Response, text: string): void {
  const problem = parsed(text) as ProblemShape
  const { headers, status } = response
  expect(headers.get('content-type'), text).toBe('application/problem+json')
  expect(headers.get('cache-control'), text).toBe('private, no-store')
  expect(problem, text).toMatchObject({
    status,
    type: `urn:deskhand:problem:${problem.code}`,
    requestId: headers.get('x-request-id'),
  })
  const isWhole = [problem.code, problem.title, problem.detail].every(isText)
  expect(isWhole, `A problem needs a code, a title and a detail: ${text}`).toBe(true)
  if (problem.code === 'invalid_input') {
    const errors = Array.isArray(problem.errors) ? problem.errors : []
    const areFields = errors.every(
      ({ path, message }) => typeof path === 'string' && isText(message),
    )
    expect(areFields && errors.length > 0, `Refused input needs errors: ${text}`).toBe(true)
  }
}

function parsed(text: string): object {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`A refusal is not JSON: ${text}`)
  }
}
