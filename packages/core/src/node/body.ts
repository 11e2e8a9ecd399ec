/** The body of a Node request: as a stream, or again from what a parser of the host made of it. */
import type { IncomingMessage } from 'node:http'
import { stringify } from 'node:querystring'

/** What body parsers leave behind. */
export interface ParsedMessage extends IncomingMessage {
  readonly body?: unknown
  /** The bytes, kept by some hosts for checking signatures. */
  readonly rawBody?: unknown
}

type Body = ReadableStream<Uint8Array> | Uint8Array | string

interface FoundBody {
  readonly body?: Body
  /**
   * `original`: the bytes that the client sent. `rewritten`: made from what a parser of the host left, so the bytes
   * may be others. `lost`: a parser left nothing.
   */
  readonly state: 'original' | 'rewritten' | 'lost'
}

/** Changes `headers` where the body is not the one they describe any more. */
export function bodyOf(incoming: ParsedMessage, headers: Headers): FoundBody {
  const hasBody = headers.has('transfer-encoding') || Number(headers.get('content-length')) > 0
  if (!hasBody || incoming.method === 'GET' || incoming.method === 'HEAD') {
    return { state: 'original' }
  }
  if (!incoming.readableDidRead && !incoming.readableEnded) {
    return { body: streamOf(incoming), state: 'original' }
  }
  const again = writtenAgain(incoming, headers.get('content-type') ?? '')
  if (again === undefined) return { body: '', state: 'lost' }
  headers.delete('transfer-encoding')
  headers.delete('content-encoding')
  headers.set('content-length', String(Buffer.byteLength(again)))
  return { body: again, state: typeof again === 'string' ? 'rewritten' : 'original' }
}

function writtenAgain(
  { rawBody, body }: ParsedMessage,
  type: string,
): Uint8Array | string | undefined {
  for (const raw of [rawBody, body]) {
    if (typeof raw === 'string' || raw instanceof Uint8Array) return raw
  }
  if (typeof body !== 'object' || body === null) return undefined
  if (/json/i.test(type)) return JSON.stringify(body)
  // No route takes a form, but refusing one needs to know that it was not empty.
  if (/urlencoded/i.test(type)) return stringify(body as Record<string, string>)
  return undefined
}

/** Reads only what is asked for, so that a body that is refused is not read at all. */
function streamOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let isOpen = true
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const close = (end: () => void) => {
          if (isOpen) end()
          isOpen = false
        }
        incoming.pause()
        incoming
          .on('data', (chunk: Uint8Array) => {
            if (!isOpen) return
            controller.enqueue(chunk)
            incoming.pause()
          })
          .once('end', () => close(() => controller.close()))
          .once('error', (error) => close(() => controller.error(error)))
          .once('close', () => close(() => controller.error(new Error('The caller has left.'))))
      },
      pull() {
        incoming.resume()
      },
      cancel() {
        isOpen = false
      },
    },
    { highWaterMark: 0 },
  )
}

/** How long a body that nobody wants may still come in, in milliseconds. */
const patience = 1_000

/**
 * What was not read of a body stands before the next request on the connection. It is read away for
 * a moment, so that the caller can send it and then read the answer; after that the line is cut.
 */
export function readAway(incoming: IncomingMessage): void {
  if (incoming.complete || incoming.destroyed) return
  const timer = setTimeout(() => incoming.socket.destroy(), patience).unref()
  incoming.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
  incoming.resume()
}
