/**
 * Handles `ticket.created` without any work and appends what it does to the file `LOG`. It halts at the delivery
 * `HALT_ON`, or after `HALT_AFTER` deliveries.
 */
import { appendFileSync } from 'node:fs'
import { createHelpdesk } from '@deskhand/core'
import { rows, sql } from '@deskhand/core/db'
import type { Subscription } from '@deskhand/core/plugin'
import { halt } from '../halt.ts'
import { backgroundOptions, openDatabase, runInBackground } from '../host.ts'
import { marking } from '../marks.ts'

const { LOG = '', HALT_ON, HALT_AFTER, CONCURRENCY } = process.env
let started = 0

function append(entry: Readonly<Record<string, unknown>>): void {
  appendFileSync(LOG, `${JSON.stringify(entry)}\n`)
}

const subscription: Subscription = {
  events: ['ticket.created'],
  async handle(call, { deliveryId: id, attempt }) {
    if (attempt > 1) {
      const running = await rows<{ id: string }>(
        call.db,
        sql`select id from deskhand_deliveries where state = 'running'`,
      )
      append({ kind: 'running', id, attempt, beside: running.length - 1 })
    }
    append({ kind: 'started', id, attempt })
    if (id === HALT_ON || ++started === Number(HALT_AFTER)) halt(id)
    append({ kind: 'ended', id, attempt })
  },
}

await runInBackground(
  createHelpdesk({
    ...backgroundOptions(),
    database: openDatabase(),
    plugins: [marking({ on: { opened: subscription } })],
    ...(CONCURRENCY !== undefined && { background: { concurrency: Number(CONCURRENCY) } }),
  }),
)
