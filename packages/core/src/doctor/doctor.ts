/** Looks over a helpdesk and names what needs a hand, each with what to do about it. */
import { lt, sql } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { systemActor } from '../api/call-internals.ts'
import { tableNames } from '../db/dialect.ts'
import type { Database } from '../db/types.ts'
import { deliveries, subscribers } from '../events/schema.ts'
import { silentDays } from '../jobs/retention.ts'
import { jobs } from '../jobs/schema.ts'
import { errorText } from '../kit/error-text.ts'
import { sentence } from '../kit/in-words.ts'
import { pendingMigrations } from '../migrate/migrate.ts'
import type { MigrationSource } from '../migrate/plan.ts'
import type { Finding } from '../plugin/contract.ts'
import type { InstalledPlugin } from '../plugin/registry.ts'
import type { Runtime } from '../runtime.ts'
import { coreTableNames, tableNamesOf } from '../tables.ts'
import { examineFeeds } from './feeds.ts'
import { idleServices } from './idle-services.ts'
import { missingHandlers } from './missing-handlers.ts'
import { overdueWork } from './overdue-work.ts'
import { unknownEvents } from './unknown-events.ts'

const countLimit = 1_000

export async function examine(
  runtime: Runtime,
  migrations: readonly MigrationSource[],
): Promise<Finding[]> {
  const pending = await pendingMigrations(runtime.storage, migrations)
  const missing = pending.map(({ plugin, id }) => ({
    code: 'missing_migration',
    detail: `The migration "${id}" of "${plugin}" is not applied. Call helpdesk.migrate().`,
  }))
  // Without its tables nothing else can be looked at.
  if (missing.length > 0) return missing
  return [
    ...(await examineTables(runtime)),
    ...unknownEvents(runtime),
    ...(await deadWork(runtime.storage.db)),
    ...(await overdueWork(runtime)).map(({ detail }) => ({ code: 'overdue_work', detail })),
    ...(await silentSubscribers(runtime)),
    ...(await examineFeeds(runtime, silentBefore(runtime))),
    ...(await idleServices(runtime)),
    ...missingHandlers(runtime),
    ...(await findingsOfPlugins(runtime)),
  ]
}

async function examineTables({ storage, registry }: Runtime): Promise<Finding[]> {
  const plugins = [...registry.plugins.values()].map(({ plugin }) => plugin)
  const known = new Set<string>([...coreTableNames, ...plugins.flatMap(tableNamesOf)])
  const names = await tableNames(storage.db, 'deskhand_')
  const withoutPlugin = names
    .filter((name) => !known.has(name))
    .map((name) => ({
      code: 'table_without_plugin',
      detail: `No installed plugin owns the table "${name}". Install its plugin again, or drop the table once you have a backup.`,
    }))
  // `ownedTables` may name a table that only one database has.
  const missing = plugins.flatMap(({ id, tables }) =>
    tableNamesOf({ tables })
      .filter((name) => !names.includes(name))
      .map((name) => ({
        code: 'missing_table',
        detail: `The plugin "${id}" declares the table "${name}", and the database has none of this name. Add a migration that creates it to the plugin, then call helpdesk.migrate().`,
      })),
  )
  return [...withoutPlugin, ...missing]
}

async function deadWork(db: Database): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [what, queue] of [['deliveries', deliveries] as const, ['jobs', jobs] as const]) {
    const dead = await db
      .select({ name: queue.name })
      .from(queue)
      .where(sql`state = 'dead'`)
      .limit(countLimit)
    const byName = Map.groupBy(dead, ({ name }) => name)
    for (const [name, rows] of byName) {
      const total = dead.length === countLimit ? `${rows.length} or more` : String(rows.length)
      findings.push({
        code: 'dead_work',
        detail: `${total} ${what} of "${name}" gave up. Read why at GET /deliveries/dead, fix the cause, and retry them there.`,
      })
    }
  }
  return findings
}

/** Nobody takes the deliveries of a subscriber whose plugin was removed. */
async function silentSubscribers(runtime: Runtime): Promise<Finding[]> {
  const { storage, registry } = runtime
  const silent = await storage.db
    .select({ name: subscribers.name })
    .from(subscribers)
    .where(lt(subscribers.seenAt, silentBefore(runtime)))
  return silent
    .filter(({ name }) => !registry.subscriptions.has(name))
    .map(({ name }) => ({
      code: 'silent_subscriber',
      detail: `No process has run the subscriber "${name}" for ${silentDays} days. If its plugin was removed for good, delete its row from deskhand_subscribers.`,
    }))
}

function silentBefore({ clock }: Runtime): Date {
  return new Date(clock.now().getTime() - silentDays * 86_400_000)
}

async function findingsOfPlugins(runtime: Runtime): Promise<Finding[]> {
  const call = runtime.createCall({ actor: systemActor('default'), via: 'job' })
  const found = await Promise.all(
    [...runtime.registry.plugins.values()].map((plugin) => findingsOf(plugin, call)),
  )
  return found.flat()
}

/** A plugin that fails must not hide what the others have found. */
async function findingsOf({ plugin: { id }, parts }: InstalledPlugin, call: Call) {
  try {
    return (await parts.doctor?.(call)) ?? []
  } catch (error) {
    const detail = `doctor() of the plugin "${id}" failed: ${sentence(errorText(error))} Fix the cause, or tell the author of the plugin.`
    return [{ code: 'doctor_failed', detail }]
  }
}
