/** Requests that no route takes: `OPTIONS`, known paths with another method, unknown paths. */
import { HelpdeskError } from '../kit/errors.ts'
import type { Answer } from './answer.ts'
import { type Origins, preflightHeaders } from './origins.ts'
import type { Method } from './route.ts'

const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The methods that a path has, as `Allow` lists them. */
export function allowedMethods(has: (method: Method) => boolean): string[] {
  const own = methods.filter(has)
  if (own.length === 0) return []
  return [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
}

export function answerUnrouted(
  request: Request,
  origins: Origins,
  allow: readonly string[],
): Answer {
  if (allow.length === 0) throw unknownPath()
  if (request.method !== 'OPTIONS') throw methodNotAllowed(request.method, allow)
  const preflight = preflightHeaders(request, origins, allow)
  return { status: 204, headers: preflight ?? { allow: allow.join(', ') }, body: null }
}

function unknownPath(): HelpdeskError {
  return new HelpdeskError({
    code: 'not_found',
    status: 404,
    detail: 'There is nothing at this path. /openapi.json below the base path lists what there is.',
  })
}

function methodNotAllowed(method: string, allow: readonly string[]): HelpdeskError {
  return new HelpdeskError({
    code: 'method_not_allowed',
    status: 405,
    detail: `This path does not take ${method.slice(0, 20)}, only ${allow.join(', ')}.`,
    extra: { allow },
  })
}
