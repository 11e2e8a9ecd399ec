/** What `createHelpdesk` returns. */
import type { CoreApiWith, Merged } from './api/additions.ts'
import type { StopOptions } from './background/background.ts'
import type { RunDueResult } from './background/round.ts'
import type { MigrationResult } from './migrate/migrate.ts'
import type { Actor } from './people/types.ts'
import type { Finding, HelpdeskPlugin } from './plugin/contract.ts'

/** The APIs of the installed plugins, by their ids. */
export type PluginApis<Plugins extends readonly HelpdeskPlugin[]> = {
  readonly [Plugin in Plugins[number] as Plugin['id']]: ReturnType<
    ReturnType<Plugin['setup']>['api']
  >
}

/** Core's operations, knowing the inputs, filters, sorts and fields of the plugins, and theirs. */
export type HelpdeskApi<Plugins extends readonly HelpdeskPlugin[] = readonly []> = CoreApiWith<
  Merged<NonNullable<Plugins[number]['adds']>>
> &
  PluginApis<Plugins>

export interface AsOptions {
  /**
   * A transaction that the host began; everything happens in it and is committed by the host. On
   * Postgres a `pg` client or a drizzle transaction, on SQLite what `helpdesk.transaction(fn)` gave.
   */
  readonly tx?: unknown
}

export interface MigrateOptions {
  /** Gives the SQL back instead of running it. Default false. */
  readonly dryRun?: boolean
}

/** Plain `Helpdesk` is one whose plugins don't matter: any other can be passed where it is asked for. */
export interface Helpdesk<Plugins extends readonly HelpdeskPlugin[] = readonly []> {
  readonly basePath: string
  /** Answers a request, whether or not the host's router has stripped `basePath`. Never rejects. */
  readonly fetch: (request: Request) => Promise<Response>
  /** The API in process, with the rights of `actor`. Throws for an actor that is not one. */
  as(actor: Actor, options?: AsOptions): HelpdeskApi<Plugins>
  /** Brings the database up to date. Any number of processes may call it at once. */
  migrate(options?: MigrateOptions): Promise<MigrationResult>
  /**
   * Runs the host's own SQL and the helpdesk's in one transaction: pass `tx` on to `as(actor, { tx })`.
   * Its type is the storage's: `SqliteTransaction`, `pg.PoolClient` or drizzle's transaction.
   */
  transaction<T, Host = unknown>(work: (tx: Host) => Promise<T>): Promise<T>
  /** Starts background work in this process: deliveries, feeds, jobs, schedules and services. */
  start(): Promise<void>
  /**
   * Stops it: takes nothing new, finishes what runs, and after `timeoutMs` (default 10 000) aborts it
   * and gives it back for another process.
   */
  stop(options?: StopOptions): Promise<void>
  /** Does what is due and returns; for a cron or a test instead of `start()`. */
  runDue(options?: { readonly ms?: number }): Promise<RunDueResult>
  /**
   * Makes a feed of a plugin write its rows again from the tables, such as after a skipped event. `name` is
   * `<plugin>:<name>`. A started process or `runDue` does the work. Throws a `TypeError` for an unknown feed, and for
   * one without `rebuild`.
   */
  rebuildFeed(name: string): Promise<void>
  /**
   * Finds what needs your attention, such as missing migrations, work that gave up and services that no process runs.
   * Plugins add findings of their own. Empty when all is well.
   */
  doctor(): Promise<readonly Finding[]>
  /** Stops, disposes of plugins and closes the connections that Deskhand opened. */
  close(): Promise<void>
}
