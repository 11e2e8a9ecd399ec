/**
 * Errors as `application/problem+json`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457 (Problem Details for HTTP APIs)
 */
import { Busy, SerializationFailure } from '../db/errors.ts'
import { type FieldError, HelpdeskError } from '../kit/errors.ts'
import type { Answer } from './answer.ts'

export interface Problem {
  /** `urn:deskhand:problem:<code>`: the same on every installation. */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly requestId: string
  readonly errors?: readonly FieldError[]
  /** Further members by code, such as `allowed` of `illegal_transition`. */
  readonly [member: string]: unknown
}

/** The error that the caller sees. An unexpected error becomes `internal_error` (500) without details. */
export function publicError(error: unknown): HelpdeskError {
  if (error instanceof HelpdeskError) return error
  if (error instanceof Busy || error instanceof SerializationFailure) {
    return new HelpdeskError({
      code: 'busy',
      status: 503,
      detail: 'The database is busy. Nothing was changed; try again in a moment.',
      cause: error,
    })
  }
  return new HelpdeskError({
    code: 'internal_error',
    status: 500,
    detail: 'Something went wrong on the server. The log of the app has the reason, by requestId.',
    cause: error,
  })
}

function problemOf(error: HelpdeskError, requestId: string): Problem {
  const { code, status, message, errors, extra } = error
  return {
    ...extra,
    type: `urn:deskhand:problem:${code}`,
    title: titleOf(code),
    status,
    detail: message,
    code,
    requestId,
    ...(errors && { errors }),
  }
}

export function problemAnswer(error: HelpdeskError, requestId: string): Answer {
  return {
    status: error.status,
    headers: { 'content-type': 'application/problem+json', ...headersFor(error) },
    body: JSON.stringify(problemOf(error, requestId)),
  }
}

/** `illegal_transition` → `Illegal transition` */
function titleOf(code: string): string {
  return (code.charAt(0).toUpperCase() + code.slice(1)).replaceAll('_', ' ')
}

function headersFor({ status, code, extra }: HelpdeskError): Record<string, string> {
  if (status === 401) return { 'www-authenticate': 'Bearer realm="helpdesk"' }
  if (typeof extra?.retryAfter === 'number') return { 'retry-after': String(extra.retryAfter) }
  if (status === 503 || code === 'idempotency_in_progress') return { 'retry-after': '1' }
  if (status === 405 && Array.isArray(extra?.allow)) return { allow: extra.allow.join(', ') }
  if (status === 416 && typeof extra?.size === 'number')
    return { 'content-range': `bytes */${extra.size}` }
  return {}
}
