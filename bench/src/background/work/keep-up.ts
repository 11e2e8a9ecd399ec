/** Events that are emitted at a steady rate, with as many feeds and subscribers as are asked for. */
import { setTimeout as sleep } from 'node:timers/promises'
import { rows, sql } from '@deskhand/core/db'
import type { Call, Feed, Subscription } from '@deskhand/core/plugin'
import type { Place } from '../../databases/place.ts'
import { costOf, until } from '../cost.ts'
import { openHelpdesk } from '../helpdesk.ts'
import { eventType, feedNotes, noted, subscriberNotes } from '../plugin.ts'

export interface KeepUpSettings {
  /** How many feeds and how many subscribers there are, at most five each. */
  readonly feeds: number
  readonly subscribers: number
  readonly perSecond: number
  readonly seconds: number
}

interface KeptUp {
  readonly emitted: number
  /** Events a second, as they were emitted in fact. */
  readonly rate: number
  /** Microseconds of processor time for each event, until everything is worked off. */
  readonly cpu: number
  /** Events that the slowest feed or subscriber had still to do when the last was emitted. */
  readonly backlog: number
}

/** Events of one transaction. */
const together = 2

export async function keepUp(place: Place, settings: KeepUpSettings): Promise<KeptUp> {
  const tables = {
    feed: feedNotes.slice(0, settings.feeds),
    subscriber: subscriberNotes.slice(0, settings.subscribers),
  }
  const feeds = tables.feed.map((notes, index): [string, Feed] => [
    `feed${index}`,
    {
      events: [eventType],
      from: 'now',
      async apply({ db, tenantId, newId }, events) {
        await db.insert(notes).values({ tenantId, id: newId(), events: events.length })
      },
    },
  ])
  const on = tables.subscriber.map((notes, index): [string, Subscription] => [
    `subscriber${index}`,
    {
      events: [eventType],
      async handle({ db, tenantId }, { deliveryId }) {
        await db.insert(notes).values({ tenantId, id: deliveryId, events: 1 }).onConflictDoNothing()
      },
    },
  ])
  const { helpdesk, asSystem } = await openHelpdesk(place, {
    feeds: Object.fromEntries(feeds),
    on: Object.fromEntries(on),
  })
  const emit = () =>
    asSystem((call) =>
      call.transaction(async (inner) => {
        for (let count = 0; count < together; count++) inner.emit({ type: eventType })
      }),
    )
  await helpdesk.start()
  await until('the feeds and the subscribers are registered', () =>
    asSystem(async ({ db }) => {
      const [found] = await rows<{ feeds: unknown; subscribers: unknown }>(
        db,
        sql`select (select count(*) from deskhand_feeds) as feeds, (select count(*) from deskhand_subscribers) as subscribers`,
      )
      return (
        Number(found?.feeds) >= settings.feeds && Number(found?.subscribers) >= settings.subscribers
      )
    }),
  )

  const wanted = Math.round(settings.perSecond * settings.seconds)
  const slowest = (call: Call) => leastNoted(call, [...tables.feed, ...tables.subscriber])
  let emitted = 0
  let rate = 0
  let backlog = 0
  const { cpu } = await costOf(async () => {
    const started = performance.now()
    const elapsed = () => (performance.now() - started) / 1_000
    while (emitted < wanted) {
      const due = Math.min(wanted, Math.floor(settings.perSecond * elapsed()))
      // What is due at once comes at once, as requests do.
      const missing = Math.ceil((due - emitted) / together)
      await Promise.all(Array.from({ length: missing }, emit))
      emitted += missing * together
      await sleep((1_000 * together) / settings.perSecond)
    }
    rate = emitted / elapsed()
    const least = await asSystem(slowest)
    backlog = least === null ? 0 : emitted - least
    await until(
      'all events are worked off',
      () => asSystem((call) => isDone(call, emitted, slowest)),
      100,
    )
    return emitted
  })
  await helpdesk.close()
  return { emitted, rate, cpu: cpu / emitted, backlog }
}

async function leastNoted(call: Call, tables: typeof feedNotes): Promise<number | null> {
  let least: number | null = null
  for (const notes of tables) {
    const count = await noted(call, notes)
    least = Math.min(least ?? count, count)
  }
  return least
}

async function isDone(
  call: Call,
  emitted: number,
  slowest: (call: Call) => Promise<number | null>,
): Promise<boolean> {
  const least = await slowest(call)
  if (least !== null && least < emitted) return false
  const [open] = await rows(
    call.db,
    sql`select 1 as found from deskhand_events where position is null limit 1`,
  )
  return open === undefined
}
