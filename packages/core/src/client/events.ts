/** Changes as they happen: one stream that outlives connections. */
import type { StreamedEvent } from '../stream/types.ts'
import { HelpdeskApiError } from './errors.ts'
import { type Message, messagesOf, type StreamPlace } from './event-stream.ts'
import type { ClientHttp } from './http.ts'
import { pause } from './pause.ts'

/** What came over the stream. `lastEventId` is where to go on after it. */
export type StreamItem =
  /** Something happened to a ticket. */
  | { readonly kind: 'event'; readonly event: StreamedEvent; readonly lastEventId: string }
  /** A ticket can't be seen any more. */
  | { readonly kind: 'gone'; readonly ticketId: string; readonly lastEventId: string }
  /** Something was missed that can't be told again: load everything anew. */
  | { readonly kind: 'reset'; readonly lastEventId: string }

/** Connected, or waiting to try again. */
export type StreamState = 'open' | 'waiting'

export interface StreamOptions {
  /** Only of this ticket. Default: of all that the signed-in person may see. */
  readonly ticketId?: string | undefined
  /** Goes on after this one. Default: from now on. */
  readonly lastEventId?: string | undefined
  /** Ends the stream, without an error. */
  readonly signal?: AbortSignal | undefined
  /** Called when the connection is there, and when it is lost. */
  readonly onState?: ((state: StreamState) => void) | undefined
}

export interface EventsClient {
  /**
   * Comes back by itself when the connection is lost, and goes on where it was: waits longer from
   * try to try, up to half a minute. Throws `HelpdeskApiError` when there is no use in trying again:
   * nobody is signed in, or the ticket is not there.
   *
   * @example
   * for await (const item of client.events.stream({ signal })) {
   *   if (item.kind === 'event') refresh(item.event.ticketId)
   *   else if (item.kind === 'gone') remove(item.ticketId)
   *   else reload()
   * }
   */
  stream(options?: StreamOptions): AsyncGenerator<StreamItem, void>
}

/** Three times as long as the server may be silent, and a little. */
const silenceMs = 60_000
const longestPauseMs = 30_000

export function eventsClient(http: ClientHttp): EventsClient {
  return { stream: (options = {}) => stream(http, options) }
}

async function* stream(
  http: ClientHttp,
  { ticketId, lastEventId, signal, onState }: StreamOptions,
): AsyncGenerator<StreamItem, void> {
  const place: StreamPlace = { lastEventId, retryMs: 3_000 }
  let failures = 0
  while (!signal?.aborted) {
    const line = new AbortController()
    const hangUp = () => line.abort()
    signal?.addEventListener('abort', hangUp, { once: true })
    let watchdog: ReturnType<typeof setTimeout> | undefined
    const onSignOfLife = () => {
      clearTimeout(watchdog)
      watchdog = setTimeout(hangUp, silenceMs)
    }
    let askedToWaitMs = 0
    try {
      onSignOfLife()
      const body = await connect(http, { ticketId, place, signal: line.signal })
      failures = 0
      onState?.('open')
      for await (const message of messagesOf(body, place, onSignOfLife)) {
        const item = itemOf(message, place)
        if (item) yield item
      }
    } catch (error) {
      if (!isPassing(error)) throw error
      askedToWaitMs = retryAfterMs(error)
      failures += 1
    } finally {
      clearTimeout(watchdog)
      signal?.removeEventListener('abort', hangUp)
      line.abort()
    }
    if (signal?.aborted) return
    onState?.('waiting')
    const waitMs =
      Math.min(place.retryMs * 2 ** failures, longestPauseMs) * (0.5 + Math.random() / 2)
    await pause(Math.max(waitMs, askedToWaitMs), signal).catch(() => {})
  }
}

async function connect(
  http: ClientHttp,
  options: { ticketId: string | undefined; place: StreamPlace; signal: AbortSignal },
): Promise<ReadableStream<Uint8Array>> {
  const { ticketId, place, signal } = options
  const headers: Record<string, string> = { accept: 'text/event-stream' }
  if (place.lastEventId) headers['last-event-id'] = place.lastEventId
  const request = { method: 'GET', path: '/events/stream', query: { ticketId }, headers } as const
  const { body } = await http.response(request, { signal })
  if (!body) throw new TypeError('The stream has no body.')
  return body
}

function itemOf(
  { name, data }: Message,
  { lastEventId = '' }: StreamPlace,
): StreamItem | undefined {
  if (name === 'reset') return { kind: 'reset', lastEventId }
  const parsed = JSON.parse(data)
  if (name === 'gone') return { kind: 'gone', ticketId: parsed.ticketId, lastEventId }
  return name === 'message' ? { kind: 'event', event: parsed, lastEventId } : undefined
}

/** A lost line, a server that is full or down; not a refusal. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof HelpdeskApiError)) return true
  return error.status === 429 || error.status >= 500
}

function retryAfterMs(error: unknown): number {
  const seconds = error instanceof HelpdeskApiError ? Number(error.problem.retryAfter) : 0
  return seconds > 0 ? seconds * 1_000 : 0
}
