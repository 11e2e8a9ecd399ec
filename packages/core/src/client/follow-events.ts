/** Reads the stream of events, connection after connection. */
import { HelpdeskApiError } from './errors.ts'
import { type Message, messagesOf, type StreamPlace } from './event-stream.ts'
import type { StreamItem, StreamOptions } from './events.ts'
import type { ClientHttp } from './http.ts'
import { pause } from './pause.ts'

/** Three times as long as the server may be silent, and a little. */
const silenceMs = 60_000
const longestPauseMs = 30_000

export async function* followEvents(
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
