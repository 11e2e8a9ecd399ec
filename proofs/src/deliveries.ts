/** What became of each event on its way to the ledger. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Storage } from '@deskhand/core'
import { rows, sql } from '@deskhand/core/db'
import { feedFaults, readFeed } from './feeds.ts'
import { ledgerEvents, ledgerFeed } from './ledger.ts'
import {
  type EffectRow,
  grouped,
  readDeliveries,
  readEffects,
  readEvents,
  readSubscribers,
} from './tables.ts'

export interface DeliveryReport {
  readonly events: number
  readonly deliveries: number
  /** Events that the feed of the ledger has applied. */
  readonly appliedByFeed: number
  /** Times that a handler ran. */
  readonly runs: number
  /** Deliveries whose handler ran more than once. */
  readonly repeated: number
  /** What must not be, in words. */
  readonly faults: readonly string[]
}

/** Waits until every event has its position, the ledger's feed has applied it, and every delivery is finished. */
export async function settled(storage: Storage, deadlineMs: number): Promise<void> {
  const deadline = performance.now() + deadlineMs
  const types = sql.join(
    ledgerEvents.map((type) => sql`${type}`),
    sql`, `,
  )
  for (;;) {
    const [open] = await rows<{ events: number; deliveries: number; feed: number }>(
      storage.db,
      sql`select (select count(*) from deskhand_events where position is null) as events,
                 (select count(*) from deskhand_deliveries where finished_at is null) as deliveries,
                 (select count(*) from deskhand_events event, deskhand_feeds feed
                  where event.position > feed.position and feed.name = ${ledgerFeed}
                    and event.type in (${types})) as feed`,
    )
    if (open?.events === 0 && open.deliveries === 0 && open.feed === 0) return
    if (performance.now() > deadline)
      throw new Error(`Still open after ${deadlineMs} ms: ${JSON.stringify(open)}`)
    await pause(100)
  }
}

/**
 * Call it once all is settled. Checks that each event has one delivery for each subscriber, that each delivery has its
 * effect, and that the feed has one row for each event, in order.
 */
export async function reportDeliveries(storage: Storage): Promise<DeliveryReport> {
  const events = await readEvents(storage)
  const deliveries = await readDeliveries(storage)
  const effects = (await readEffects(storage)).filter(isOfDelivery)
  const byWork = grouped(effects, ({ work_id }) => work_id)
  const byPosition = grouped(deliveries, ({ position }) => position)
  const faults: string[] = []

  const positions = events.map(({ position }) => Number(position)).toSorted((a, b) => a - b)
  if (positions.some((position, index) => position !== index + 1))
    faults.push('positions are not 1, 2, 3 and so on')

  const subscribers = await readSubscribers(storage)
  for (const { position, type, id } of events) {
    const names = (byPosition.get(Number(position)) ?? []).map(({ name }) => name)
    for (const { name, since } of subscribers) {
      const due = ledgerEvents.includes(type) && Number(position) > since ? 1 : 0
      const made = names.filter((other) => other === name).length
      if (made !== due) faults.push(`${name}: ${made} deliveries of ${type} ${id}, not ${due}`)
    }
  }
  for (const { id, name, state, position } of deliveries) {
    if (state !== 'done') faults.push(`${name} at ${position} is ${state}`)
    if (!byWork.has(id)) faults.push(`${name} at ${position} has no effect`)
  }
  const known = new Set(deliveries.map(({ id }) => id))
  for (const id of byWork.keys()) if (!known.has(id)) faults.push(`an effect of no delivery: ${id}`)

  const feed = await readFeed(storage, ledgerFeed, 'deskhand_ledger_effects')
  faults.push(...feedFaults(events, feed))

  return {
    events: events.length,
    deliveries: deliveries.length,
    appliedByFeed: feed.applied.length,
    runs: effects.length,
    repeated: [...byWork.values()].filter((group) => group.length > 1).length,
    faults,
  }
}

export function isOfDelivery({ name }: EffectRow): boolean {
  return name !== 'tick' && name !== ledgerFeed
}
