/** A plugin with a table of marks, in which the feeds and services of a proof record what they do. */
import type { HelpdeskPlugin, Storage } from '@deskhand/core'
import { rows, sharedTable, sql, t } from '@deskhand/core/db'
import type { Call, Feeds, Services, Subscriptions } from '@deskhand/core/plugin'

const marks = sharedTable('deskhand_marks_rows', {
  /** Increases in the order of the writes. */
  seq: t.sequence(),
  /** The feed, or the instance of the service. */
  name: t.text().notNull(),
  /** The event, for a feed. */
  eventId: t.id(),
  /** The position of the event, or the token of the lease. */
  number: t.integer().notNull(),
  process: t.integer().notNull(),
})

export interface Mark {
  readonly name: string
  readonly eventId?: string
  readonly number: number
}

export type MarkRow = Required<Mark> & { readonly seq: number; readonly process: number }

/** Writes marks in this order. */
export async function mark(call: Call, ...given: readonly Mark[]): Promise<void> {
  await call.db.insert(marks).values(given.map((one) => ({ ...one, process: process.pid })))
}

/** Reads the marks of a name in the order in which they were written. */
export async function readMarks({ db }: Storage, name: string): Promise<MarkRow[]> {
  const found = await rows<MarkRow>(
    db,
    sql`select seq, name, event_id as "eventId", number, process
        from deskhand_marks_rows where name = ${name} order by seq`,
  )
  return found.map((row) => ({ ...row, seq: Number(row.seq), number: Number(row.number) }))
}

interface Parts {
  readonly feeds?: Feeds
  readonly services?: Services
  readonly on?: Subscriptions
}

export function marking(parts: Parts = {}): HelpdeskPlugin<'marks'> {
  return {
    id: 'marks',
    version: '0.0.0',
    core: '^0.0.0',
    tables: { marks },
    migrations: [
      {
        id: '0001-init',
        postgres: tableOn('bigserial', 'uuid'),
        sqlite: tableOn('integer', 'text'),
      },
    ],
    setup: () => ({ api: () => ({}), ...parts }),
  }
}

function tableOn(sequence: string, id: string): string {
  return `create table deskhand_marks_rows (
  seq ${sequence} primary key,
  name text not null,
  event_id ${id},
  number bigint not null,
  process bigint not null
);
create index deskhand_marks_rows_name on deskhand_marks_rows (name, seq)`
}
