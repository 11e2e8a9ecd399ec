/** The shop from its settings to a running server, and back. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Helpdesk } from '@deskhand/core'
import pg from 'pg'
import { createSessions } from './accounts/sessions.ts'
import { addUser } from './accounts/users.ts'
import { createApp } from './app.ts'
import { createShopHelpdesk } from './helpdesk.ts'
import { createTables } from './schema.ts'
import type { Settings } from './settings.ts'

export interface Shop {
  /** Such as `http://127.0.0.1:3000`. */
  readonly url: string
  readonly pool: pg.Pool
  readonly helpdesk: Helpdesk
  /** Answers what is running, finishes background work and closes the pool. */
  stop(): Promise<void>
}

export const demoPassword = 'correct horse'
const demoUsers = [
  { email: 'ada@customer.example', name: 'Ada Lindqvist', is_staff: false },
  { email: 'ben@customer.example', name: 'Ben Okafor', is_staff: false },
  { email: 'grace@millrace.example', name: 'Grace Moreau', is_staff: true },
]

/** How long requests may take to finish, in milliseconds. */
const patience = 5_000

export async function startShop(settings: Settings): Promise<Shop> {
  const pool = new pg.Pool({ connectionString: settings.databaseUrl })
  // An idle connection was cut; the pool opens another when one is needed.
  pool.on('error', () => {})
  const helpdesk = createShopHelpdesk(pool, settings.helpdeskSecret)
  const sessions = createSessions(pool, settings.sessionSecret)
  let isServing = true
  const app = createApp({ ...settings, pool, sessions, helpdesk, isServing: () => isServing })
  const server = createServer(app)

  async function stop(): Promise<void> {
    isServing = false
    // Streams have no end of their own, which the server would wait for.
    await helpdesk.stop()
    if (server.listening) {
      const closed = once(server, 'close')
      server.close()
      const timer = setTimeout(() => server.closeAllConnections(), patience)
      await closed
      clearTimeout(timer)
    }
    await helpdesk.close()
    await pool.end()
  }

  try {
    await createTables(pool)
    for (const user of demoUsers) await addUser(pool, { ...user, password: demoPassword })
    await helpdesk.migrate()
    await helpdesk.start()
    server.listen(settings.port, settings.host)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    return { url: `http://${settings.host}:${port}`, pool, helpdesk, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
