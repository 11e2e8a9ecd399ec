/**
 * A plugin that records each run of its handlers, so that effects can be counted for each delivery, each tick and each
 * event of a feed. It has two subscriptions, a schedule and a feed.
 */
import { sharedTable, t } from '@deskhand/core/db'
import { type Call, type Feed, type HelpdeskPlugin, job } from '@deskhand/core/plugin'
import { z } from 'zod'

const effects = sharedTable('deskhand_ledger_effects', {
  /** Counted up as they are written. */
  seq: t.sequence(),
  name: t.text().notNull(),
  /** The delivery, the job, or the event of the feed. */
  workId: t.id().notNull(),
  eventId: t.id(),
  position: t.integer(),
  attempt: t.integer().notNull(),
  process: t.integer().notNull(),
  at: t.time().notNull(),
})

/** What its subscriptions and its feed receive. */
export const ledgerEvents: readonly string[] = [
  ...['ticket.created', 'ticket.updated', 'ticket.transitioned', 'ticket.reopened'],
  ...['ticket.assigned', 'ticket.unassigned', 'ticket.transferred'],
  ...['reply.created', 'note.created', 'participant.added', 'participant.removed'],
]

type Effect = Omit<typeof effects.$inferInsert, 'seq' | 'process' | 'at'>

async function write(call: Call, ...given: readonly Effect[]): Promise<void> {
  const about = { process: process.pid, at: call.now() }
  await call.db.insert(effects).values(given.map((effect) => ({ ...effect, ...about })))
}

/** The name of the feed, which is also in the rows that it writes. */
export const ledgerFeed = 'ledger:order'

const order: Feed = {
  events: ledgerEvents,
  from: 'beginning',
  apply: (call, events) =>
    write(
      call,
      ...events.map(({ id, position }) => ({
        name: ledgerFeed,
        workId: id,
        eventId: id,
        position,
        attempt: 1,
      })),
    ),
}

export interface LedgerOptions {
  /** How often the schedule fires, in milliseconds. */
  readonly every?: number
}

export function ledger({ every = 1_000 }: LedgerOptions = {}): HelpdeskPlugin<'ledger'> {
  const subscription = (name: string) => ({
    events: ledgerEvents,
    handle: (call: Call, { deliveryId, id, position, attempt }: Delivered) =>
      write(call, { name, workId: deliveryId, eventId: id, position, attempt }),
  })
  const tick = job({
    name: 'ledger:tick',
    schema: z.strictObject({}),
    every,
    run: (call, _payload, { jobId, attempt }) =>
      write(call, { name: 'tick', workId: jobId, attempt }),
  })
  return {
    id: 'ledger',
    version: '0.0.0',
    core: '^0.0.0',
    tables: { effects },
    migrations: [
      {
        id: '0001-init',
        postgres: tableOn('bigserial', 'timestamp (3) with time zone', 'uuid'),
        sqlite: tableOn('integer', 'integer', 'text'),
      },
    ],
    setup: () => ({
      api: () => ({}),
      on: { one: subscription('one'), other: subscription('other') },
      feeds: { order },
      jobs: [tick],
    }),
  }
}

interface Delivered {
  readonly deliveryId: string
  readonly id: string
  readonly position: number
  readonly attempt: number
}

function tableOn(sequence: string, time: string, id: string): string {
  return `create table deskhand_ledger_effects (
  seq ${sequence} primary key,
  name text not null,
  work_id ${id} not null,
  event_id ${id},
  position bigint,
  attempt bigint not null,
  process bigint not null,
  at ${time} not null
);
create index deskhand_ledger_effects_work on deskhand_ledger_effects (work_id)`
}
