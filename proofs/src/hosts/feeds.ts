/**
 * Runs the feed `FEED`, which writes a mark for each event. After `HALT_AFTER` events it halts, at the point
 * `HALT` of the transaction.
 */
import { createHelpdesk } from '@deskhand/core'
import type { Feed } from '@deskhand/core/plugin'
import { halting, type Point } from '../halt.ts'
import { backgroundOptions, openDatabase, runInBackground } from '../host.ts'
import { ledgerEvents } from '../ledger.ts'
import { mark, marking } from '../marks.ts'

const { FEED = 'order', HALT, HALT_AFTER } = process.env
const { storage, haltAt } = halting(openDatabase())
const haltAfter = Number(HALT_AFTER ?? Number.POSITIVE_INFINITY)
let applied = 0

const feed: Feed = {
  events: ledgerEvents,
  from: 'beginning',
  async apply(call, events) {
    await mark(
      call,
      ...events.map(({ id, position }) => ({
        name: `marks:${FEED}`,
        eventId: id,
        number: position,
      })),
    )
    applied += events.length
    if (applied >= haltAfter) haltAt(HALT as Point, events.at(-1)?.id ?? '')
  },
}

await runInBackground(
  createHelpdesk({
    ...backgroundOptions(),
    database: storage,
    plugins: [marking({ feeds: { [FEED]: feed } })],
  }),
)
