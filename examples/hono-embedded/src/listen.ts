import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Settings } from './settings.ts'

export interface Listening {
  readonly url: string
  /** Takes no more requests, and waits a while for those that are being answered. */
  stop(): Promise<void>
}

type Fetch = Parameters<typeof serve>[0]['fetch']

/** How long requests may take to finish, in milliseconds. */
const patience = 3_000

/** Rejects with `EADDRINUSE` when the port is taken. */
export function listen({ host, port }: Settings, fetch: Fetch): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, (address) =>
      resolve({
        url: urlOf(address),
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped())
            if ('closeAllConnections' in server) {
              setTimeout(() => server.closeAllConnections(), patience).unref()
            }
          }),
      }),
    )
    server.once('error', reject)
  })
}

function urlOf({ address, family, port }: AddressInfo): string {
  if (address === '::' || address === '0.0.0.0') return `http://localhost:${port}`
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
