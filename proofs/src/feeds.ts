/** Compares what a feed has applied with the events up to its cursor. */
import type { Storage } from '@deskhand/core'
import { rows, sql } from '@deskhand/core/db'
import { ledgerEvents } from './ledger.ts'
import { type EventRow, grouped } from './tables.ts'

/** What a feed that writes a row for each event has applied. */
export interface AppliedEvents {
  /** `null` before a process has registered the feed. */
  readonly cursor: number | null
  /** The ids of the events, in the order of their rows. */
  readonly applied: readonly string[]
}

/** Reads in one statement, so that rows and cursor belong together while processes write. */
export async function readFeed(
  { db }: Storage,
  name: string,
  table: 'deskhand_marks_rows' | 'deskhand_ledger_effects' = 'deskhand_marks_rows',
): Promise<AppliedEvents> {
  const found = await rows<{ cursor: number; event_id: string | null }>(
    db,
    sql`select feed.position as cursor, row.event_id from deskhand_feeds feed
        left join ${sql.raw(table)} row on row.name = feed.name
        where feed.name = ${name} order by row.seq`,
  )
  return {
    cursor: found[0] ? Number(found[0].cursor) : null,
    applied: found.flatMap(({ event_id }) => event_id ?? []),
  }
}

/** Returns a sentence for each fault. Read `events` after the feed. */
export function feedFaults(events: readonly EventRow[], { cursor, applied }: AppliedEvents) {
  const faults: string[] = []
  const times = grouped(applied, (id) => id)
  const isDue = ({ type, position }: EventRow) =>
    ledgerEvents.includes(type) && position !== null && Number(position) <= (cursor ?? 0)
  for (const event of events) {
    const { id, type, position } = event
    const count = times.get(id)?.length ?? 0
    if (count !== (isDue(event) ? 1 : 0))
      faults.push(`${type} at ${position} is applied ${count} times, the cursor is at ${cursor}`)
  }
  const eventOf = new Map(events.map((event) => [event.id, event]))
  const inOrder = applied.flatMap((id) => eventOf.get(id) ?? [])
  if (inOrder.length < applied.length) faults.push('an event is applied that is not in the log')
  for (const [tenant, own] of grouped(inOrder, ({ tenant_id }) => tenant_id)) {
    if (!isAscending(own.map(({ position }) => Number(position))))
      faults.push(`${tenant}: not in the order of positions`)
  }
  for (const [ticket, own] of grouped(inOrder, ({ ticket_id }) => ticket_id)) {
    if (!isAscending(own.map(({ seq }) => Number(seq))))
      faults.push(`ticket ${ticket}: not in the order in which its events were written`)
  }
  return faults
}

/** Groups the applied events by tenant, because only events of one tenant are applied in order. */
export function appliedByTenant(events: readonly EventRow[], { applied }: AppliedEvents) {
  const tenantOf = new Map(events.map(({ id, tenant_id }) => [id, tenant_id]))
  return grouped(applied, (id) => tenantOf.get(id))
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] as number))
}
