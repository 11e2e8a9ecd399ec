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

const ownScheme = /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9_-]+(\.[a-z0-9_-]+)*(:\d{1,5})?$/

/**
 * The origin as a browser writes it, with a lower-case host and without the default port and a slash at the end.
 * `null` for anything else than scheme, host and port.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6454 (6.2)
 */
export function canonicalOrigin(text: string): string | null {
  const url = URL.parse(text)
  if (!url) return null
  // `URL` calls the origin of an app's own scheme, such as `capacitor://localhost`, `null`.
  if (url.origin === 'null') return ownScheme.test(text) ? text : null
  return url.href === `${url.origin}/` && !/[?#]$/.test(text) ? url.origin : null
}

function originOf(request: Request): string | null {
  const origin = request.headers.get('origin')
  return origin && canonicalOrigin(origin)
}

export function corsHeaders(request: Request, origins: Origins): HeaderRecord {
  if (origins.size === 0) return nothing
  const origin = originOf(request)
  if (origin === null || !origins.has(origin)) return varyByOrigin
  return {
    vary: 'origin',
    // A browser compares it with what it has sent.
    'access-control-allow-origin': request.headers.get('origin') as string,
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
  if (!headers.has('origin') || !headers.has('access-control-request-method')) return undefined
  const origin = originOf(request)
  if (origin === null || !origins.has(origin)) throw foreignOrigin()
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
  const origin = originOf(request)
  const own = new URL(request.url)
  if (origin !== null && (origins.has(origin) || origin === own.origin)) return
  const mayCarrySession = headers.has('cookie') || site === 'cross-site' || site === 'same-site'
  if (!mayCarrySession) return
  if (!headers.has('origin')) throw missingOrigin()
  throw origin !== null && isBehindProxy(origin, own) ? proxiedOrigin(origin, own) : foreignOrigin()
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
}

/** Whether only the scheme or the port differs, which a proxy in front of the helpdesk changes. */
function isBehindProxy(origin: string, own: URL): boolean {
  return URL.parse(origin)?.hostname === own.hostname
}

function foreignOrigin(): HelpdeskError {
  return originRefused(
    'A request with a session must come from an allowed origin. Add the origin of the page to `origins`.',
  )
}

function missingOrigin(): HelpdeskError {
  return originRefused(
    'The request has a cookie and no Origin header, so it may come from a foreign page. Browsers send Origin; ' +
      'other clients send it themselves, or authenticate without a cookie. If a proxy removes it, let it pass ' +
      'Origin, and set `trustProxy` so that the helpdesk sees the address of the page.',
  )
}

function proxiedOrigin(origin: string, own: URL): HelpdeskError {
  return originRefused(
    `The page is at ${origin}, and the helpdesk sees the request at ${own.origin}. Behind a proxy, pass ` +
      "`{ trustProxy: true }` to `toNodeHandler`, or set Express's `trust proxy`, and let the proxy send " +
      'X-Forwarded-Proto and X-Forwarded-Host. Or add the origin of the page to `origins`.',
  )
}

function originRefused(detail: string): HelpdeskError {
  return new HelpdeskError({ code: 'origin_not_allowed', status: 403, detail })
}
