/** Jobs that run by themselves: one tick every so often, whichever process fires it. */
import { and, eq, inArray } from 'drizzle-orm'
import type { Database } from '../db/types.ts'
import type { JobDefinition } from '../plugin/background-parts.ts'
import { atOnce } from '../queue/columns.ts'
import type { Runtime } from '../runtime.ts'
import { runByItself } from './per-tenant.ts'
import { jobs, schedules } from './schema.ts'

/** How much further ahead than `every` a tick may be before a clock must have been wrong. */
const tolerance = 60_000

/** How often to look whether other processes moved a tick. */
const lookEveryMs = 5_000

type Scheduled = JobDefinition & { readonly every: number }
type Schedule = typeof schedules.$inferSelect & { readonly nextRunAt: Date }

export interface Schedules {
  /** Inserts the schedules that are new. Each fires first after its `every`. */
  register(): Promise<void>
  /** Fires what is due. Returns when the next tick is. */
  fire(): Promise<Date | null>
}

export function createSchedules(runtime: Runtime): Schedules {
  const { storage, clock } = runtime
  const definitions = new Map(
    [...runtime.registry.jobs.values()].filter(isScheduled).map((each) => [each.name, each]),
  )
  const names = [...definitions.keys()]
  const pulledBackAt = new Map<string, number>()
  let nextTick: Date | null = null
  let lookedAt = -Infinity
  let lookedNow = clock.now()

  /** Nothing is due yet, as was seen a moment ago by a clock that was not set back since. */
  function isKnownToBeQuiet(): boolean {
    const now = clock.now()
    const isRecent = performance.now() - lookedAt < lookEveryMs && now >= lookedNow
    return isRecent && nextTick !== null && now < nextTick
  }

  /**
   * A tick too far ahead was set by a clock that was wrong, or before `every` was made shorter. At
   * most once in `every`, so that two clocks that never agree don't make it fire all the time.
   */
  async function pullBack({ name, nextRunAt }: Schedule, every: number): Promise<Date> {
    const now = clock.now().getTime()
    const isTooFar = nextRunAt.getTime() > now + every + tolerance
    const isTooSoon = Math.abs(now - (pulledBackAt.get(name) ?? -Infinity)) < every
    if (!isTooFar || isTooSoon) return nextRunAt
    pulledBackAt.set(name, now)
    const next = new Date(now + every)
    await move(storage.db, name, nextRunAt, next)
    return next
  }

  async function fireOne(
    { name, nextRunAt, jobId }: Schedule,
    definition: Scheduled,
  ): Promise<Date> {
    const next = tickAfter(nextRunAt, definition.every, clock.now())
    const job = newRun(runtime, definition)
    await storage.transaction(async (db) => {
      const isStillOpen = jobId !== null && (await isOpen(db, jobId))
      const isOurs = await move(db, name, nextRunAt, next, isStillOpen ? jobId : job.id)
      if (!isOurs || isStillOpen) return
      await db.insert(jobs).values(job)
      await storage.announce(db)
    })
    return next
  }

  return {
    async register() {
      if (names.length === 0) return
      const now = clock.now().getTime()
      await storage.db
        .insert(schedules)
        .values(
          [...definitions.values()].map(({ name, every }) => ({
            name,
            nextRunAt: new Date(now + every),
          })),
        )
        .onConflictDoNothing()
    },
    async fire() {
      if (names.length === 0 || isKnownToBeQuiet()) return nextTick
      lookedAt = performance.now()
      lookedNow = clock.now()
      const known = await storage.db.select().from(schedules).where(inArray(schedules.name, names))
      const next: Date[] = []
      for (const schedule of known.filter(isPending)) {
        const definition = definitions.get(schedule.name) as Scheduled
        const isDue = schedule.nextRunAt <= clock.now()
        next.push(
          await (isDue ? fireOne(schedule, definition) : pullBack(schedule, definition.every)),
        )
      }
      nextTick = next.reduce<Date | null>((a, b) => (a && a < b ? a : b), null)
      return nextTick
    },
  }
}

/** The row of a job that starts by itself. It belongs to no tenant, so it gets the default one. */
export function newRun(
  { newId, clock }: Runtime,
  definition: JobDefinition,
  occasion: string = definition.name,
) {
  return {
    ...runByItself(definition, occasion),
    id: newId(),
    tenantId: 'default',
    state: 'waiting',
    attempts: 0,
    runAt: atOnce,
    depth: 0,
    createdAt: clock.now(),
  } as const
}

function isScheduled(definition: JobDefinition): definition is Scheduled {
  return definition.every !== undefined
}

function isPending(schedule: typeof schedules.$inferSelect): schedule is Schedule {
  return schedule.nextRunAt !== null
}

/** Moves a schedule on; only one process can move it from where it stands. */
async function move(db: Database, name: string, from: Date, to: Date, jobId?: string | null) {
  const moved = await db
    .update(schedules)
    .set({ nextRunAt: to, ...(jobId !== undefined && { jobId }) })
    .where(and(eq(schedules.name, name), eq(schedules.nextRunAt, from)))
    .returning({ name: schedules.name })
  return moved.length > 0
}

/** While one tick's job is not finished, further ticks collapse into it. */
async function isOpen(db: Database, jobId: string): Promise<boolean> {
  const [job] = await db
    .select({ finishedAt: jobs.finishedAt })
    .from(jobs)
    .where(eq(jobs.id, jobId))
  return job !== undefined && job.finishedAt === null
}

/** The first tick in the future that keeps the rhythm: those that were missed are one. */
function tickAfter(tick: Date, every: number, now: Date): Date {
  const missed = Math.floor((now.getTime() - tick.getTime()) / every)
  return new Date(tick.getTime() + (missed + 1) * every)
}
