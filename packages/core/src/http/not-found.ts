/** Requests that no route takes: `OPTIONS`, known paths with another method, unknown paths. */
import { HelpdeskError } from '../kit/errors.ts'
import type { Runtime } from '../runtime.ts'
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
  notFound: HelpdeskError,
): Answer {
  if (allow.length === 0) throw notFound
  if (request.method !== 'OPTIONS') throw methodNotAllowed(request.method, allow)
  const preflight = preflightHeaders(request, origins, allow)
  return { status: 204, headers: preflight ?? { allow: allow.join(', ') }, body: null }
}

/** `path` is the whole path of the request. It is in the detail, so that a wrong mount shows. */
export function unknownPath(path: string, { basePath }: Pick<Runtime, 'basePath'>): HelpdeskError {
  const isBelow = `${path}/`.startsWith(`${basePath}/`)
  const advice = isBelow
    ? `${basePath}/openapi.json lists all routes.`
    : `The base path of the helpdesk is ${basePath}. If your app mounts it elsewhere, set the option basePath to that path.`
  return new HelpdeskError({
    code: 'not_found',
    status: 404,
    detail: `The helpdesk has no route at ${path.slice(0, 200)}. ${advice}`,
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
