/**
 * One list of origins decides who may read answers (CORS) and who may write with a session (CSRF).
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 * @see https://www.w3.org/TR/fetch-metadata/
 */
import { HelpdeskError } from '../kit/errors.ts'
import type { HeaderRecord } from './answer.ts'

export type Origins = ReadonlySet<string>

const nothing: HeaderRecord = {}
const varyByOrigin: HeaderRecord = { vary: 'origin' }

export function corsHeaders(request: Request, origins: Origins): HeaderRecord {
  if (origins.size === 0) return nothing
  const origin = request.headers.get('origin')
  if (origin === null || !origins.has(origin)) return varyByOrigin
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers':
      'etag, location, retry-after, x-request-id, idempotency-replayed, content-disposition, content-range, accept-ranges',
  }
}

/** The answer to a preflight, or `undefined` when the request is not one. */
export function preflightHeaders(
  request: Request,
  origins: Origins,
  allow: readonly string[],
): HeaderRecord | undefined {
  const { headers } = request
  const origin = headers.get('origin')
  if (origin === null || !headers.has('access-control-request-method')) return undefined
  if (!origins.has(origin)) throw originRefused()
  return {
    ...corsHeaders(request, origins),
    'access-control-allow-methods': allow.join(', '),
    'access-control-allow-headers':
      'authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id, range, x-request-id',
    'access-control-max-age': '7200',
  }
}

/**
 * Throws `origin_not_allowed` (403) for a write that a foreign page may have made with a visitor's
 * session: one that carries a cookie without an allowed or own origin, or that the browser itself
 * calls cross-site.
 */
export function checkOrigin(request: Request, origins: Origins): void {
  if (isSafe(request.method)) return
  const { headers } = request
  const site = headers.get('sec-fetch-site')
  if (site === 'same-origin') return
  const origin = headers.get('origin')
  if (origin !== null && (origins.has(origin) || isOwn(origin, request.url))) return
  const mayCarrySession = headers.has('cookie') || site === 'cross-site' || site === 'same-site'
  if (mayCarrySession) throw originRefused()
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

/** Behind a proxy that ends TLS this does not hold; there `Sec-Fetch-Site` or `origins` does. */
function isOwn(origin: string, url: string): boolean {
  return url.startsWith(origin) && url.charAt(origin.length) === '/'
}

function originRefused(): HelpdeskError {
  return new HelpdeskError({
    code: 'origin_not_allowed',
    status: 403,
    detail:
      'A request with a session must come from an allowed origin. Add the origin of the page to `origins`.',
  })
}
