/** A helpdesk behind a real socket. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'

export interface TestServer {
  readonly url: string
  close(): Promise<void>
}

export function listen(fetch: (request: Request) => Promise<Response>): Promise<TestServer> {
  return new Promise((resolve) => {
    const server = serve({ fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) =>
      resolve({
        url: `http://127.0.0.1:${port}`,
        close: () => new Promise((closed) => server.close(() => closed())),
      }),
    )
  })
}
