/** A backlog of deliveries that do nothing, and a bare loop that works off the same rows. */
import { rows, sql } from '@deskhand/core/db'
import type { Place } from '../../databases/place.ts'
import { type BareConnection, connectBare } from '../bare.ts'
import { type Cost, costOf, until } from '../cost.ts'
import { migrate, openHelpdesk } from '../helpdesk.ts'

export interface BacklogSettings {
  readonly deliveries: number
}

const subscriber = 'bench:nothing'
const claimSize = 20

export async function deliveries(place: Place, settings: BacklogSettings): Promise<Cost> {
  // First: SQLite leaves gaps between its transactions for seconds after another connection has written.
  await fill(place, settings.deliveries)
  let handled = 0
  const { helpdesk, asSystem } = await openHelpdesk(place, {
    on: {
      nothing: {
        events: ['bench.never'],
        async handle() {
          handled += 1
        },
      },
    },
  })
  const isSettled = () =>
    asSystem(async ({ db }) => {
      const [open] = await rows(
        db,
        sql`select 1 as found from deskhand_deliveries where state in ('waiting', 'running') limit 1`,
      )
      return open === undefined
    })
  const cost = await costOf(async () => {
    await helpdesk.start()
    await until(
      'all deliveries are done',
      async () => handled >= settings.deliveries && (await isSettled()),
    )
    return settings.deliveries
  })
  await helpdesk.close()
  return cost
}

export async function bareDeliveries(place: Place, settings: BacklogSettings): Promise<Cost> {
  await fill(place, settings.deliveries)
  const connection = await connectBare(place)
  const cost = await costOf(async () => {
    let claimed: readonly string[] = []
    do {
      claimed = await connection.transaction(async () => {
        await markDone(connection, claimed)
        return claim(connection)
      })
    } while (claimed.length > 0)
    return settings.deliveries
  })
  await connection.close()
  return cost
}

async function claim({ engine, query, time }: BareConnection): Promise<string[]> {
  const now = new Date()
  const lock = engine === 'postgres' ? 'for update skip locked' : ''
  const found = await query<{ id: string }>(
    `update deskhand_deliveries
     set state = 'running', attempts = attempts + 1, locked_until = $1, locked_by = 'bare'
     where id in (
       select id from deskhand_deliveries where name = $2 and state = 'waiting' and run_at <= $3
       order by run_at, id limit ${claimSize} ${lock})
     returning id`,
    [time(new Date(now.getTime() + 30_000)), subscriber, time(now)],
  )
  return found.map(({ id }) => id)
}

async function markDone({ query, time }: BareConnection, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const marks = ids.map((_, index) => `$${index + 2}`)
  await query(
    `update deskhand_deliveries
     set state = 'done', finished_at = $1, locked_until = null, locked_by = null
     where id in (${marks})`,
    [time(new Date()), ...ids],
  )
}

/** A delivery for each of the first events, with ids that grow as UUIDv7 do. */
async function fill(place: Place, count: number): Promise<void> {
  await migrate(place)
  const { engine, query, time, close } = await connectBare(place)
  const [hex, id] =
    engine === 'sqlite'
      ? [`printf('%08x', position)`, 'text']
      : [`lpad(to_hex(position), 8, '0')`, 'uuid']
  await query(
    `insert into deskhand_deliveries (id, tenant_id, name, state, attempts, run_at, created_at, position)
     select cast(${hex} || '-0000-7000-8000-000000000000' as ${id}), tenant_id, $1, 'waiting', 0, $2, created_at, position
     from deskhand_events where position <= $3`,
    [subscriber, time(new Date(0)), count],
  )
  await query('analyze', [])
  await close()
}
