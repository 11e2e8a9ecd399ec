/** The helpdesk on a real socket, and uploads that go wrong in ways that only a socket allows. */
import { once } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { toNodeHandler } from '@deskhand/core/node'
import { createAdaptorServer } from '@hono/node-server'

type Fetch = (request: Request) => Promise<Response>

/** The two ways in which a host on Node gets its requests. */
export const hosts = [
  {
    name: '@hono/node-server',
    serve: (fetch: Fetch) => createAdaptorServer({ fetch }) as Server,
  },
  {
    name: 'toNodeHandler',
    serve: (fetch: Fetch) => createServer(toNodeHandler({ fetch })),
  },
] as const

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

export async function listen(server: Server): Promise<Listening> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      // `close` waits for requests that are still coming in, and some of ours never end.
      server.closeAllConnections()
      await closed
    },
  }
}

interface Answer {
  readonly status: number
  /** Empty where Node itself refuses what is no HTTP. */
  readonly body: { readonly [field: string]: unknown }
}

export interface Sending {
  /** Resolves when the bytes are on their way, or nobody takes them any more. */
  write(bytes: Uint8Array | string): Promise<void>
  end(): void
  /** Says that no more will come, without the end of the body. */
  halfClose(): void
  leave(): void
  /** `null` when the connection ended without an answer. */
  readonly answer: Promise<Answer | null>
  readonly closed: Promise<void>
}

/** Without a `content-length` the body is sent in chunks. */
export function send(
  port: number,
  path: string,
  headers: Readonly<Record<string, string | number>> = {},
): Sending {
  const sending = request({
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: `/helpdesk${path}`,
    headers: { authorization: 'Bearer ada', ...headers },
    agent: false,
  })
  sending.flushHeaders()
  const closed = new Promise<void>((resolve) => sending.once('close', resolve))
  const answer = new Promise<Answer | null>((resolve) => {
    sending.once('response', (incoming) => resolve(answerOf(incoming).catch(() => null)))
    sending.on('error', () => resolve(null))
    void closed.then(() => resolve(null))
  })
  return {
    answer,
    closed,
    async write(bytes) {
      if (sending.destroyed || sending.write(bytes)) return
      await Promise.race([new Promise((resolve) => sending.once('drain', resolve)), closed])
    },
    end: () => void sending.end(),
    halfClose: () => void sending.socket?.end(),
    leave: () => void sending.destroy(),
  }
}

async function answerOf(incoming: IncomingMessage): Promise<Answer> {
  return { status: incoming.statusCode ?? 0, body: JSON.parse((await text(incoming)) || '{}') }
}

/** The files below `dir` that this process has open; Linux only. */
export function openFilesIn(dir: string): string[] {
  const folder = '/proc/self/fd'
  return readdirSync(folder).flatMap((name) => {
    try {
      const path = readlinkSync(join(folder, name))
      return path.startsWith(dir) ? [path] : []
    } catch {
      // Closed since.
      return []
    }
  })
}
