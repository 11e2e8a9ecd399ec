/**
 * An HTTP endpoint that answers with the URL of a Postgres server. The server starts at the first request,
 * so that a test run without Postgres does not wait for it.
 */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

export interface PostgresEndpoint {
  readonly url: string
  /** Also stops the server. */
  close(): Promise<void>
}

export async function openPostgresEndpoint(): Promise<PostgresEndpoint> {
  // The answer holds a password: other users of this machine must not be able to ask.
  const path = `/${randomUUID()}`
  let starting: Promise<PostgresServer> | undefined
  const endpoint = createServer(async (request, response) => {
    if (request.url !== path) {
      response.writeHead(404).end()
      return
    }
    starting ??= startPostgres()
    try {
      response.end((await starting).url)
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  })
  endpoint.listen(0, '127.0.0.1')
  await once(endpoint, 'listening')
  const { port } = endpoint.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${path}`,
    async close() {
      endpoint.close()
      endpoint.closeAllConnections()
      const server = await starting?.catch(() => undefined)
      await server?.stop()
    },
  }
}
