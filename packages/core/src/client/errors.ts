import type { FieldError } from '../kit/errors.ts'

/** What the server said in place of an answer: an RFC 9457 problem document. */
export class HelpdeskApiError extends Error {
  override readonly name = 'HelpdeskApiError'
  readonly status: number
  /** Stable, such as `illegal_transition`; `unexpected_answer` when it was no problem document. */
  readonly code: string
  readonly title: string
  /** Refused fields, by JSON Pointer. */
  readonly errors: readonly FieldError[]
  readonly requestId: string | undefined
  /** The whole document, with members of this code such as `allowed`. */
  readonly problem: Readonly<Record<string, unknown>>

  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    const { code, title, detail, errors, requestId } = problem
    super(text(detail) ?? `The server answered with status ${status}.`)
    this.status = status
    this.code = text(code) ?? 'unexpected_answer'
    this.title = text(title) ?? 'Unexpected answer'
    this.errors = Array.isArray(errors) ? errors : []
    this.requestId = text(requestId)
    this.problem = problem
  }
}

export async function errorOf(response: Response): Promise<HelpdeskApiError> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
  const problem: unknown = isProblem ? await response.json().catch(() => ({})) : {}
  return new HelpdeskApiError(response.status, problem as Readonly<Record<string, unknown>>)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
