/**
 * A bare app with a helpdesk in it, as one of several processes on a database. It says where it
 * listens when it serves, and answers with what it logged as warnings and errors.
 */
import { createHelpdesk, type Logger } from '@deskhand/core'
import { postgres } from '@deskhand/core/postgres'
import { sqlite } from '@deskhand/core/sqlite'
import { serve } from '@hono/node-server'
import { ledger } from '../ledger.ts'
import { actorOf } from '../people.ts'

const { DATABASE_URL, DATABASE_FILE, LEDGER, TICK_MS } = process.env

const line =
  (level: string) =>
  (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
    console.error(`${level} ${message} ${fields.error ?? ''} ${fields.requestId ?? ''}`)
  }

const logger: Logger = { debug() {}, info() {}, warn: line('warn'), error: line('error') }

const helpdesk = createHelpdesk({
  database: DATABASE_URL
    ? postgres({ url: DATABASE_URL, max: 6 })
    : sqlite({ file: DATABASE_FILE ?? '' }),
  secret: 'a secret that is only good for proofs',
  authenticate: actorOf,
  plugins: LEDGER === 'no' ? [] : [ledger({ every: Number(TICK_MS ?? 1_000) })],
  logger,
})

await helpdesk.migrate()
await helpdesk.start()
const server = serve({ fetch: helpdesk.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}`),
)

process.once('SIGTERM', () => {
  server.close()
  void helpdesk.close().then(() => process.exit(0))
})
