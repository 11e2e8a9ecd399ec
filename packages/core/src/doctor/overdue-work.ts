/** Finds work that is due and that no process does, such as when `start()` was forgotten. */
import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { rows } from '../db/dialect.ts'
import type { Database } from '../db/types.ts'
import { events } from '../events/schema.ts'
import { lag, windowSize } from '../feeds/batch.ts'
import { feeds } from '../feeds/schema.ts'
import { retentionJob } from '../jobs/retention.ts'
import { schedules } from '../jobs/schema.ts'
import type { Runtime } from '../runtime.ts'
import { type OverdueName, overdueNames } from './overdue-queues.ts'

export interface Overdue {
  /** What waits, such as `job mail:process`. The same in every check. */
  readonly subject: string
  /** Since when it waits, and what to do. */
  readonly detail: string
}

const overdueMs = 60 * 60_000

/** Returns what has been due for over an hour. When no process does any background work, that is the only finding. */
export async function overdueWork(runtime: Runtime): Promise<Overdue[]> {
  const { storage, clock, registry } = runtime
  const { db } = storage
  const before = new Date(clock.now().getTime() - overdueMs)
  const idleSince = await backgroundIdleSince(runtime, before)
  if (idleSince) {
    return [
      {
        subject: 'background',
        detail: `Background work has been due since ${idleSince.toISOString()}, and no process does it. Call helpdesk.start() in at least one process, or helpdesk.runDue() every minute from a cron. If one does so already, its log says what stops it.`,
      },
    ]
  }
  return [
    ...(await overdueNames(db, before)).map((overdue) => ofName(overdue, runtime)),
    ...(await overdueFeeds(db, before)).map(({ name, since }) => ({
      subject: `feed ${name}`,
      detail: `The feed "${name}" has not applied an event of ${since.toISOString()}. ${advice(registry.feeds.has(name))}`,
    })),
  ]
}

/** Every process that does background work dispatches events, and fires the schedule that every helpdesk has. */
async function backgroundIdleSince(
  { storage: { db }, registry }: Runtime,
  before: Date,
): Promise<Date | undefined> {
  const undispatched = await oldestEvent(db, isNull(events.position))
  if (undispatched && undispatched < before) return undispatched
  const { name } = retentionJob
  if (!registry.jobs.has(name)) return undefined
  const [schedule] = await db.select().from(schedules).where(eq(schedules.name, name))
  const since = schedule ? schedule.nextRunAt : await oldestEvent(db)
  return since && since < before ? since : undefined
}

async function oldestEvent(db: Database, where?: SQL): Promise<Date | undefined> {
  const [oldest] = await db
    .select({ createdAt: events.createdAt })
    .from(events)
    .where(where)
    .orderBy(asc(events.seq))
    .limit(1)
  return oldest?.createdAt
}

/** A feed leaves its cursor behind events of other types, but not this far. */
const farthestBehind = 2 * lag.positions

async function overdueFeeds(db: Database, before: Date): Promise<{ name: string; since: Date }[]> {
  const known = await db
    .select({ name: feeds.name, types: feeds.types, position: feeds.position })
    .from(feeds)
    .where(and(eq(feeds.attempts, 0), isNull(feeds.rebuildTenant)))
  const withTypes = known.filter(({ types }) => types.length > 0)
  if (withTypes.length === 0) return []
  const questions = withTypes.map(
    ({ types, position }, index) => sql`select ${sql.raw(String(index))} as place, (
      select ${events.createdAt} from ${events}
      where ${events.position} > ${position} and ${events.position} <= ${position + windowSize}
        and (${inArray(events.type, types)} or ${events.position} > ${position + farthestBehind})
      order by ${events.position} limit 1
    ) as since`,
  )
  const answers = await rows<{ place: number; since: Date | string | number | null }>(
    db,
    sql.join(questions, sql` union all `),
  )
  return answers.flatMap(({ place, since }) => {
    const feed = withTypes[place]
    if (!feed || since === null || new Date(since) >= before) return []
    return [{ name: feed.name, since: new Date(since) }]
  })
}

function ofName({ kind, name, dueSince }: OverdueName, { registry }: Runtime): Overdue {
  const what = kind === 'job' ? 'A job' : 'A delivery'
  const isKnown = kind === 'job' ? registry.jobs.has(name) : registry.subscriptions.has(name)
  const removed = `If its plugin was removed for good, delete its unfinished rows from ${kind === 'job' ? 'deskhand_jobs' : 'deskhand_deliveries'}.`
  return {
    subject: `${kind} ${name}`,
    detail: `${what} of "${name}" has been due since ${dueSince.toISOString()}. ${advice(isKnown)}${isKnown ? '' : ` ${removed}`}`,
  }
}

function advice(isKnown: boolean): string {
  return isKnown
    ? 'Call helpdesk.start() in a process with its plugin. If one runs already, it falls behind: raise background.concurrency, or start more processes.'
    : 'No plugin of this process has it. Install its plugin in a process that calls helpdesk.start().'
}
