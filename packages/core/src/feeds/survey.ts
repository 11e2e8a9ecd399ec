/** Finds the feeds of this process that have something to do. */
import type { Runtime } from '../runtime.ts'
import { isStale, type RunningFeed } from './batch.ts'
import { scannedUpTo, startOf } from './pace.ts'
import { sameTypes } from './register.ts'
import { type FeedOverview, readFeeds, readTypes } from './rows.ts'

export interface Survey {
  /** The position of the last event. */
  readonly head: number
  readonly due: RunningFeed[]
}

/** For feeds that are behind by fewer positions, one query reads the types of the events for all of them. */
const fewEvents = 500

/** Sends two queries at most, however many feeds there are. */
export async function survey(
  { storage, clock }: Runtime,
  known: ReadonlyMap<string, RunningFeed>,
  isWaiting: (running: RunningFeed, row: FeedOverview) => boolean,
): Promise<Survey> {
  const rows = await readFeeds(storage.db)
  const head = rows[0]?.head ?? 0
  const due: RunningFeed[] = []
  const near: { running: RunningFeed; row: FeedOverview; start: number }[] = []
  for (const row of rows) {
    const running = known.get(row.name)
    if (!running || !sameTypes(row.types, running.types) || isWaiting(running, row)) continue
    const start = startOf(running.pace, row)
    if (row.rebuildTenant !== null) {
      if (running.feed.rebuild) due.push(running)
    } else if (row.attempts > 0 || head - start > fewEvents || isStale(row, start, clock.now())) {
      due.push(running)
    } else if (head > start) near.push({ running, row, start })
  }
  if (near.length === 0) return { head, due }
  const after = Math.min(...near.map(({ start }) => start))
  const events = await readTypes(storage.db, { after, to: head })
  for (const { running, row, start } of near) {
    const isHere = events.some(
      ({ position, type }) => position > start && running.types.includes(type),
    )
    if (isHere) due.push(running)
    else scannedUpTo(running.pace, row.position, head)
  }
  return { head, due }
}
