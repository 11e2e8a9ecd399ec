/** Sends and fetches files over a socket, and says how long that took. */
import { Agent, type IncomingMessage, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { agentId } from '../people.ts'
import type { FileServer } from './start.ts'

const agent = new Agent({ keepAlive: true })
const chunk = Buffer.alloc(64 * 1_024, 'All work and no play makes a dull file.\n')
const authorization = `Bearer ${agentId(1)}`

export interface Timed<Result> {
  /** Milliseconds from the first byte of the question to the last one of the answer. */
  readonly ms: number
  readonly result: Result
}

interface Ask {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string | number>>
  /** Bytes of a file to send. */
  readonly size?: number
  readonly body?: object
}

/** Throws for an answer other than 2xx. */
async function timed<Result>(
  { port }: FileServer,
  ask: Ask,
  read: (incoming: IncomingMessage) => Promise<Result>,
): Promise<Timed<Result>> {
  const begin = performance.now()
  const incoming = await answerOf(port, ask)
  const { statusCode = 0 } = incoming
  if (statusCode >= 300) {
    throw new Error(
      `${ask.method} ${ask.path}: ${statusCode} ${JSON.stringify(await json(incoming))}`,
    )
  }
  const result = await read(incoming)
  return { ms: performance.now() - begin, result }
}

function answerOf(port: number, { method, path, headers, size = 0, body }: Ask) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const sending = request({
      host: '127.0.0.1',
      port,
      method,
      path: `/helpdesk${path}`,
      agent,
      headers: { authorization, ...headers },
    })
    sending.once('response', resolve).once('error', reject)
    if (size === 0) return void sending.end(body && JSON.stringify(body))
    let left = size
    const write = () => {
      while (left > 0) {
        const part = left < chunk.length ? chunk.subarray(0, left) : chunk
        left -= part.length
        if (!sending.write(part)) return void sending.once('drain', write)
      }
      sending.end()
    }
    write()
  })
}

export function upload(server: FileServer, size: number): Promise<Timed<{ readonly id: string }>> {
  const headers = { 'content-type': 'text/plain', 'content-length': size }
  const ask = { method: 'POST', path: '/attachments?name=file.txt', headers, size }
  return timed(server, ask, async (incoming) => (await json(incoming)) as { id: string })
}

export async function discard(server: FileServer, id: string): Promise<void> {
  await timed(server, { method: 'DELETE', path: `/attachments/${id}` }, drain)
}

/** A ticket with the file on it. */
export async function ticketWith(server: FileServer, id: string): Promise<string> {
  const { result } = await timed(
    server,
    {
      method: 'POST',
      path: '/tickets',
      headers: { 'content-type': 'application/json' },
      body: { subject: 'A file', description: 'See the file.', attachments: [id] },
    },
    async (incoming) => (await json(incoming)) as { id: string },
  )
  return result.id
}

/** Gives how many bytes came. */
export function download(server: FileServer, ticketId: string, id: string): Promise<Timed<number>> {
  const path = `/tickets/${ticketId}/attachments/${id}/content`
  return timed(server, { method: 'GET', path }, drain)
}

async function drain(incoming: IncomingMessage): Promise<number> {
  let size = 0
  incoming.on('data', (bytes: Buffer) => {
    size += bytes.length
  })
  await new Promise((resolve, reject) => incoming.once('end', resolve).once('error', reject))
  return size
}
