/** The answer to a request as data, so that it can be stored for an `Idempotency-Key` and sent again. */
import type { Runtime } from '../runtime.ts'
import type { CompiledRoute } from './compile.ts'
import { entityTag, isKnownToCaller } from './etags.ts'
import type { RouteInput } from './route.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export type HeaderRecord = Readonly<Record<string, string>>

/** On every answer: nothing of it is stored by a cache or taken for another type. */
export const alwaysHeaders: HeaderRecord = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
}

/** The answer for what a handler returned: 304 (RFC 9110, 15.4.5) where the caller has this version. */
export function answerOf(
  { basePath }: Runtime,
  { route }: CompiledRoute,
  { query, request }: RouteInput,
  result: unknown,
): Answer {
  const headers: Record<string, string> = {}
  const location = route.location?.(result)
  if (location !== undefined) headers.location = basePath + location
  const version = hasPluginFields(query) ? undefined : route.version?.(result)
  if (version !== undefined) {
    headers.etag = entityTag(version)
    if (route.method === 'GET' && isKnownToCaller(request, headers.etag)) {
      return { status: 304, headers, body: null }
    }
  }
  if (route.status === 204) return { status: 204, headers, body: null }
  headers['content-type'] = 'application/json'
  return { status: route.status, headers, body: JSON.stringify(result) }
}

/** A version covers core's fields only, not those of plugins that `include[]` adds. */
function hasPluginFields(query: unknown): boolean {
  const include = (query as { include?: readonly string[] } | undefined)?.include
  return include !== undefined && include.length > 0
}

/** Servers replace the global `Response`, so a fetched one may be of another class. */
export function isResponse(value: unknown): value is Response {
  return Object.prototype.toString.call(value) === '[object Response]'
}

export function toResponse({ status, headers, body }: Answer, added: HeaderRecord): Response {
  return new Response(body, { status, headers: { ...added, ...headers } })
}

/** Adds headers to what a handler answered with; those it set itself stay. */
export function withHeaders(response: Response, added: HeaderRecord): Response {
  try {
    addMissing(response.headers, added)
    return response
  } catch {
    // Headers of a fetched or redirecting response can't be changed.
    const copy = new Response(response.body, response)
    addMissing(copy.headers, added)
    return copy
  }
}

function addMissing(headers: Headers, added: HeaderRecord): void {
  for (const name in added) {
    if (!headers.has(name)) headers.set(name, added[name] as string)
  }
}
