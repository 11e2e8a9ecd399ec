/** A feed that begins with the oldest event, and a bare loop that does the same. */

import { eq, rows, sql } from '@deskhand/core/db'
import type { Feed } from '@deskhand/core/plugin'
import type { Place } from '../../databases/place.ts'
import { connectBare } from '../bare.ts'
import { type Cost, costOf, until } from '../cost.ts'
import { openHelpdesk } from '../helpdesk.ts'
import { countDays, days } from '../plugin.ts'

export interface Replayed extends Cost {
  readonly events: number
}

const types = ['ticket.created', 'reply.created'] as const
const batchSize = 200

export async function replay(place: Place, _settings: object): Promise<Replayed> {
  const events = await countEvents(place)
  let seen = 0
  const feed: Feed = {
    events: types,
    from: 'beginning',
    async apply(call, batch) {
      await countDays(call, batch)
      seen += batch.length
    },
  }
  const { helpdesk, asSystem } = await openHelpdesk(place, { feeds: { replay: feed } })
  const isCounted = () =>
    asSystem(async ({ db, tenantId }) => {
      const [counted] = await db
        .select({ events: sql`sum(${days.events})` })
        .from(days)
        .where(eq(days.tenantId, tenantId))
      return Number(counted?.events) >= events
    })
  const cost = await costOf(async () => {
    await helpdesk.start()
    await until('all events are replayed', async () => seen >= events && (await isCounted()))
    return events
  })
  await helpdesk.close()
  return { ...cost, events }
}

interface BareEvent {
  readonly position: number | string
  readonly tenant_id: string
  readonly created_at: number | Date
}

export async function bareReplay(place: Place, _settings: object): Promise<Replayed> {
  const events = await countEvents(place)
  const { query, transaction, close } = await connectBare(place)
  await query('create table bare_cursor (position bigint not null)', [])
  await query('insert into bare_cursor values (0)', [])
  const marks = types.map((_, index) => `$${index + 3}`)
  const batch = async (cursor: number) => {
    const found = await query<BareEvent>(
      `select * from deskhand_events where position > $1 and position <= $2 and type in (${marks}) order by position limit ${batchSize}`,
      [cursor, cursor + 5_000, ...types],
    )
    const counts = new Map<string, number>()
    for (const { created_at } of found) {
      const day = new Date(created_at).toISOString().slice(0, 10)
      counts.set(day, (counts.get(day) ?? 0) + 1)
    }
    for (const [day, count] of counts) {
      await query(
        `insert into deskhand_bench_days (tenant_id, day, events) values ($1, $2, $3)
         on conflict (tenant_id, day) do update set events = deskhand_bench_days.events + excluded.events`,
        ['default', day, count],
      )
    }
    const last = Number(found.at(-1)?.position ?? cursor)
    await query('update bare_cursor set position = $1', [last])
    return { last, count: found.length }
  }
  const cost = await costOf(async () => {
    for (let cursor = 0, seen = 0; seen < events; ) {
      const { last, count } = await transaction(() => batch(cursor))
      if (count === 0) throw new Error(`There are only ${seen} events.`)
      cursor = last
      seen += count
    }
    return events
  })
  await close()
  return { ...cost, events }
}

/** Brings the database up to date as well. */
async function countEvents(place: Place): Promise<number> {
  const { helpdesk, asSystem } = await openHelpdesk(place)
  const [found] = await asSystem(({ db }) =>
    rows<{ count: unknown }>(db, sql`select count(*) as count from deskhand_events`),
  )
  await helpdesk.close()
  return Number(found?.count)
}
