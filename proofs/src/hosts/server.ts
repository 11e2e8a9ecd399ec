/**
 * A bare app with a helpdesk in it, as one of several processes on a database. It says where it
 * listens when it serves, and answers with what it logged as warnings and errors.
 */
import { createHelpdesk } from '@deskhand/core'
import { serve } from '@hono/node-server'
import { alike, logger, openDatabase } from '../host.ts'
import { ledger } from '../ledger.ts'
import { actorOf } from '../people.ts'

const { LEDGER, TICK_MS } = process.env

const helpdesk = createHelpdesk({
  ...alike,
  database: openDatabase(),
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
