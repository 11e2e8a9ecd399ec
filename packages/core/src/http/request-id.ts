/** Every request has an id, in its answer, its problem documents and the logs. */
import type { NewId } from '../kit/clock.ts'

const sane = /^[\w.:@/+=-]{1,128}$/

/** The caller's `X-Request-Id` if it can be logged as it is, else a new one. */
export function requestIdOf(request: Request, newId: NewId): string {
  const given = request.headers.get('x-request-id')
  return given !== null && sane.test(given) ? given : newId()
}
