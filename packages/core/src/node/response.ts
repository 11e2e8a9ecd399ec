/** An answer on its way out: streamed, at the speed of whoever reads it. */
import type { ServerResponse } from 'node:http'

type Reader = ReadableStreamDefaultReader<Uint8Array>

/** Rejects when the body breaks off. */
export async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  if (outgoing.headersSent || outgoing.destroyed) return response.body?.cancel()
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) {
    // The host may have set some of its own.
    if (name === 'set-cookie' || name === 'vary') outgoing.appendHeader(name, value)
    else outgoing.setHeader(name, value)
  }
  const reader = response.body?.getReader()
  if (!reader) {
    outgoing.end()
    return
  }
  const letGo = () => void reader.cancel().catch(() => {})
  outgoing.once('close', letGo)
  // A body that fails while its reader is slow would wait for the reader to catch up.
  reader.closed.catch(() => outgoing.destroy())
  await pump(reader, outgoing)
}

async function pump(reader: Reader, outgoing: ServerResponse): Promise<void> {
  const reading = reader.read()
  const first = (await soon(reading)) ?? (await afterHead(outgoing, reading))
  if (first.done) {
    outgoing.end()
    return
  }
  const further = reader.read()
  // A body in one piece goes out with its length.
  if ((await soon(further))?.done) {
    outgoing.end(first.value)
    return
  }
  further.catch(() => {})
  await write(outgoing, first.value)
  for (let next = await further; !next.done; next = await reader.read()) {
    await write(outgoing, next.value)
  }
  outgoing.end()
}

/** What a promise gives if it does so without waiting for anything outside. */
function soon<T>(promise: Promise<T>): Promise<T | undefined> {
  const later = new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)))
  return Promise.race([promise, later])
}

/** Somebody who opens a stream wants to know that it is open before the first event. */
function afterHead<T>(outgoing: ServerResponse, reading: Promise<T>): Promise<T> {
  if (!outgoing.destroyed) outgoing.flushHeaders()
  return reading
}

async function write(outgoing: ServerResponse, chunk: Uint8Array): Promise<void> {
  if (outgoing.destroyed || outgoing.write(chunk)) return
  await new Promise<void>((resolve) => {
    const go = () => {
      outgoing.off('drain', go).off('close', go)
      resolve()
    }
    outgoing.on('drain', go).on('close', go)
  })
}
