/** A `Request` for what came in over Node. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { markRewritten } from '../http/body.ts'
import { bodyOf, type ParsedMessage } from './body.ts'

/** What Express adds. */
interface ExpressMessage extends ParsedMessage {
  /** The whole path, where `url` is what is left of it below the mounting point. */
  readonly originalUrl?: string
  readonly app?: { get?(setting: string): unknown }
}

const incomingOf = new WeakMap<Request, IncomingMessage>()

/**
 * The request of Node that a `Request` was made from, with all that the host's own middleware put on
 * it; `undefined` for one that did not come through `toNodeHandler`.
 *
 * @example
 * authenticate: (request) => nodeRequestOf<express.Request>(request)?.user ?? null
 */
export function nodeRequestOf<Incoming extends IncomingMessage = IncomingMessage>(
  request: Request,
): Incoming | undefined {
  return incomingOf.get(request) as Incoming | undefined
}

/** `undefined` for a request that `Request` cannot hold, such as one with a malformed `Host`. */
export async function toRequest(
  incoming: ExpressMessage,
  outgoing: ServerResponse,
  trustProxy?: boolean,
): Promise<Request | undefined> {
  const { method = 'GET' } = incoming
  const url = urlOf(incoming, trustProxy ?? expressTrusts(incoming))
  if (url === undefined) return undefined
  const headers = headersOf(incoming)
  const { body, state } = bodyOf(incoming, headers)
  const request = new Request(url, {
    method,
    headers,
    signal: signalOf(outgoing),
    ...(body !== undefined && { body, duplex: 'half' }),
  } as RequestInit)
  // The helpdesk then sees that the body was read.
  if (state === 'lost') await request.text()
  if (state === 'rewritten') markRewritten(request)
  incomingOf.set(request, incoming)
  return request
}

/** Name or address, with or without a port. */
const validHost = /^(?:[\w.~-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/** As the browser sees it. Put together as text: a path like `//evil.example` must not become a host. */
function urlOf(incoming: ExpressMessage, trustsProxy: boolean): string | undefined {
  const { headers, socket } = incoming
  const said = (name: string) => (trustsProxy ? first(headers[name]) : undefined)
  const host = said('x-forwarded-host') ?? headers.host ?? ''
  const isSecure = (said('x-forwarded-proto') ?? ('encrypted' in socket && 'https')) === 'https'
  const path = pathOf(incoming.originalUrl ?? incoming.url ?? '/')
  const url = `${isSecure ? 'https' : 'http'}://${host}${path}`
  return validHost.test(host) && path.startsWith('/') && URL.canParse(url) ? url : undefined
}

/** Without the host of `GET http://app.example/path`, which is meant for proxies. */
function pathOf(target: string): string {
  return target.replace(/^https?:\/\/[^/?#]*/i, '')
}

/** Each proxy appends; the first one has seen the browser. */
function first(header: string | string[] | undefined): string | undefined {
  return (
    String(header ?? '')
      .split(',')[0]
      ?.trim() || undefined
  )
}

/** The setting `trust proxy`, which is a function inside of Express. */
function expressTrusts({ app, socket }: ExpressMessage): boolean {
  const trusts = app?.get?.('trust proxy fn')
  return typeof trusts === 'function' && trusts(socket.remoteAddress, 0) === true
}

/** Those that Node has cleaned, without second ones where only one may be. */
function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one)
  }
  return headers
}

/** Aborted when the caller leaves before the answer is complete. */
function signalOf(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) controller.abort()
  })
  return controller.signal
}
