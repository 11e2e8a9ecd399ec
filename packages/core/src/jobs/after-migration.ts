/** Enqueues jobs with `afterMigration`, each once in the life of a database. */
import { inArray } from 'drizzle-orm'
import { readLedger } from '../migrate/ledger.ts'
import type { JobDefinition } from '../plugin/background-parts.ts'
import type { Runtime } from '../runtime.ts'
import { newRun } from './schedules.ts'
import { jobs, schedules } from './schema.ts'

/**
 * Enqueues the jobs whose migration is applied and that this database has not had yet. A row in `deskhand_schedules`
 * records each of them permanently, also after retention has deleted the job.
 */
export async function enqueueAfterMigrations(runtime: Runtime): Promise<void> {
  const { db } = runtime.storage
  const once = [...runtime.registry.jobs.values()].flatMap((definition) =>
    definition.afterMigration === undefined
      ? []
      : [{ definition, occasion: `${definition.name}@${definition.afterMigration}` }],
  )
  if (once.length === 0) return
  const occasions = once.map(({ occasion }) => occasion)
  const known = await db
    .select({ name: schedules.name })
    .from(schedules)
    .where(inArray(schedules.name, occasions))
  const remembered = new Set(known.map(({ name }) => name))
  const missing = once.filter(({ occasion }) => !remembered.has(occasion))
  if (missing.length === 0) return
  const applied = new Set((await readLedger(db)).map(({ plugin, id }) => `${plugin}/${id}`))
  for (const { definition, occasion } of missing) {
    if (applied.has(migrationOf(definition))) await enqueueOnce(runtime, definition, occasion)
  }
}

/** Inserts the row of the schedule first: a second process waits for it, finds it and does nothing. */
async function enqueueOnce(runtime: Runtime, definition: JobDefinition, occasion: string) {
  const { storage } = runtime
  const run = newRun(runtime, definition, occasion)
  await storage.transaction(async (db) => {
    const ours = await db
      .insert(schedules)
      .values({ name: occasion, nextRunAt: null, jobId: run.id })
      .onConflictDoNothing()
      .returning({ name: schedules.name })
    if (ours.length === 0) return
    await db.insert(jobs).values(run)
    await storage.announce(db)
  })
}

function migrationOf({ name, afterMigration }: JobDefinition): string {
  return `${name.slice(0, name.indexOf(':'))}/${afterMigration}`
}
