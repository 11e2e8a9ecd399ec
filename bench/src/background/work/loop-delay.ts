/** Everything that a busy process does, at the same time, and how late its event loop is meanwhile. */
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Call, Feed } from '@deskhand/core/plugin'
import type { Place } from '../../databases/place.ts'
import { costOf } from '../cost.ts'
import { openHelpdesk } from '../helpdesk.ts'
import { backfilled, countDays } from '../plugin.ts'

interface LoopDelay {
  /** How late a timer is, in milliseconds. */
  readonly p99: number
  readonly longest: number
  /** The processor time of a turn of the event loop, p99 in milliseconds. Other processes do not add to it. */
  readonly cpu: number
  /** How much of each kind of work was done in a second. */
  readonly done: Readonly<Record<Work, number>>
}

type Work = 'lists' | 'creates' | 'live events' | 'backfilled events' | 'exported tickets'

/** The timer that is watched is due so often, in milliseconds. Each sample contains this time. */
const resolution = 1
const pageSize = 100

export async function loopDelay(place: Place, settings: { seconds: number }): Promise<LoopDelay> {
  const done: Record<Work, number> = {
    lists: 0,
    creates: 0,
    'live events': 0,
    'backfilled events': 0,
    'exported tickets': 0,
  }
  const live: Feed = {
    events: ['ticket.created'],
    from: 'now',
    async apply(call, events) {
      await countDays(call, events)
      done['live events'] += events.length
    },
  }
  const backfill: Feed = {
    events: ['ticket.created', 'reply.created'],
    from: 'beginning',
    async apply({ db, tenantId }, events) {
      await db.insert(backfilled).values(events.map(({ id }) => ({ tenantId, id, events: 1 })))
      done['backfilled events'] += events.length
    },
  }
  const { helpdesk, agent, customer, asSystem } = await openHelpdesk(place, {
    feeds: { live, backfill },
  })
  const list = async () => {
    await agent().tickets.list({ status: ['open'], limit: 50 })
    done.lists += 1
  }
  const create = async () => {
    await customer().tickets.create({ subject: 'It stopped', description: 'Since this morning.' })
    done.creates += 1
  }
  let end = 0
  /** By the clock: a timer is what may not fire. */
  const repeat = async (work: () => Promise<unknown>) => {
    while (performance.now() < end) await work()
  }
  const exportAll = () =>
    asSystem((call) =>
      eachPage(call, (count) => {
        done['exported tickets'] += count
        return performance.now() < end
      }),
    )

  await helpdesk.start()
  const histogram = monitorEventLoopDelay({ resolution })
  const turns = createHistogram()
  const { seconds } = await costOf(async () => {
    end = performance.now() + settings.seconds * 1_000
    histogram.enable()
    const unwatch = watchTurns((microseconds) => turns.record(microseconds))
    await Promise.all([list, list, create, exportAll].map(repeat))
    // The timer fires once more, so that a delay that lasted until now counts.
    await sleep(10)
    histogram.disable()
    unwatch()
    return 1
  })
  await helpdesk.close()
  const delay = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution)
  const perSecond = Object.entries(done).map(([name, count]) => [name, count / seconds])
  return {
    p99: delay(histogram.percentile(99)),
    longest: delay(histogram.max),
    cpu: turns.percentile(99) / 1_000,
    done: Object.fromEntries(perSecond),
  }
}

/** Tells the processor time of the thread from one turn of the event loop to the next, in microseconds. */
function watchTurns(see: (microseconds: number) => void): () => void {
  const used = () => {
    const { user, system } = process.threadCpuUsage()
    return user + system
  }
  let before = used()
  const timer = setInterval(() => {
    const now = used()
    see(Math.max(1, Math.round(now - before)))
    before = now
  }, resolution)
  return () => clearInterval(timer)
}

/** Reads all tickets. `see` gets the number of tickets of a page and says whether to go on. */
async function eachPage(call: Call, see: (count: number) => boolean): Promise<void> {
  let cursor: string | null | undefined
  do {
    const page = await call.core.tickets.list({ limit: pageSize, ...(cursor && { cursor }) })
    if (!see(page.data.length)) return
    cursor = page.page.nextCursor
  } while (cursor)
}
