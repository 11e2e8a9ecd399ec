/** A plugin with tables to write to. Each case gives it the feeds, subscriptions or services that it measures. */
import { eq, type Migration, primaryKey, sql, t, table } from '@deskhand/core/db'
import type { Call, FeedEvent, HelpdeskPlugin, PluginParts } from '@deskhand/core/plugin'

interface BenchApi {
  /** Runs `work` with the call of whoever asks. */
  run<Result>(work: (call: Call) => Promise<Result>): Promise<Result>
}

interface BenchPlugin extends HelpdeskPlugin<'bench', BenchApi> {}

export const eventType = 'bench.happened'

/** How many events were seen on each day. */
export const days = table(
  'deskhand_bench_days',
  { day: t.text().notNull(), events: t.integer().notNull() },
  (c) => [primaryKey({ name: 'deskhand_bench_days_pk', columns: [c.tenantId, c.day] })],
)

/** Where a feed or subscriber writes a row for each batch or event. */
const noteTable = (name: string) =>
  table(name, { id: t.id().notNull(), events: t.integer().notNull() }, (c) => [
    primaryKey({ name: `${name}_pk`, columns: [c.tenantId, c.id] }),
  ])

const numbered = (kind: string) => [1, 2, 3, 4, 5].map((n) => `deskhand_bench_${kind}_${n}`)
const names = {
  backfilled: 'deskhand_bench_backfilled',
  feeds: numbered('feed'),
  subscribers: numbered('subscriber'),
}

export const backfilled = noteTable(names.backfilled)
export const feedNotes = names.feeds.map(noteTable)
export const subscriberNotes = names.subscribers.map(noteTable)

const sqlOf = (text: string, id: string, integer: string) =>
  [
    `create table deskhand_bench_days (tenant_id ${text}, day ${text}, events ${integer}, constraint deskhand_bench_days_pk primary key (tenant_id, day))`,
    ...Object.values(names)
      .flat()
      .map(
        (name) =>
          `create table ${name} (tenant_id ${text}, id ${id}, events ${integer}, constraint ${name}_pk primary key (tenant_id, id))`,
      ),
  ].join(';\n')

const init: Migration = {
  id: '0001-init',
  sqlite: sqlOf('text not null', 'text not null', 'integer not null'),
  postgres: sqlOf('text collate "C" not null', 'uuid not null', 'bigint not null'),
}

export function benchPlugin(parts: Omit<PluginParts, 'api'>): BenchPlugin {
  const notes = [backfilled, ...feedNotes, ...subscriberNotes].map((one, index) => [
    `notes${index}`,
    one,
  ])
  return {
    id: 'bench',
    version: '1.0.0',
    core: '>=0.0.0 <1.0.0',
    tables: { days, ...Object.fromEntries(notes) },
    migrations: [init],
    setup: () => ({
      api: (call) => ({ run: (work) => work(call) }),
      events: { [eventType]: { description: 'Something that is measured. Internal.' } },
      ...parts,
    }),
  }
}

/** Adds events to the days on which they were created, in one statement. */
export async function countDays(
  call: Call,
  happened: readonly Pick<FeedEvent, 'createdAt'>[],
): Promise<void> {
  const counts = new Map<string, number>()
  for (const { createdAt } of happened) {
    const day = createdAt.toISOString().slice(0, 10)
    counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  const rows = [...counts].map(([day, events]) => ({ tenantId: call.tenantId, day, events }))
  await call.db
    .insert(days)
    .values(rows)
    .onConflictDoUpdate({
      target: [days.tenantId, days.day],
      set: { events: sql`${days.events} + excluded.events` },
    })
}

/** The number of events in a table of notes. */
export async function noted(call: Call, notes: (typeof feedNotes)[number]): Promise<number> {
  const [row] = await call.db
    .select({ events: sql<string | null>`sum(${notes.events})` })
    .from(notes)
    .where(eq(notes.tenantId, call.tenantId))
  return Number(row?.events ?? 0)
}
