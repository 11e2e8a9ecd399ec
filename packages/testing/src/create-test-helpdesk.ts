import {
  createHelpdesk,
  type Helpdesk,
  type HelpdeskApi,
  type HelpdeskOptions,
  type HelpdeskPlugin,
  type RunDueResult,
  type Storage,
} from '@deskhand/core'
import { type TestClock, testClock } from './clock.ts'
import { postgresServer } from './databases/postgres.ts'
import { sqliteMemory } from './databases/sqlite.ts'
import type { TestDatabase, TestDatabases } from './databases/types.ts'
import {
  actorOfBearer,
  type PersonId,
  peopleSource,
  person,
  type TestPeopleSource,
} from './people.ts'

export const testSecret = 'a secret that is only good for tests'

/** Whatever `createHelpdesk` takes; nothing is needed. */
export interface TestHelpdeskOptions<
  Plugins extends readonly HelpdeskPlugin[] = readonly HelpdeskPlugin[],
> extends Partial<Omit<HelpdeskOptions<Plugins>, 'database' | 'clock'>> {
  /** Default: SQLite in memory. A kind of database is made new and removed again by `close()`. */
  readonly database?: Storage | TestDatabases
  /** Instead of `database`: a Postgres server to make a database on. Needs the package `pg`. */
  readonly postgresUrl?: string
  /** Default: one that stands still at 2 March 2026, 9:00 UTC. */
  readonly clock?: TestClock
}

/** A helpdesk on a database of its own, with people in it and a clock that the test sets. */
export interface TestHelpdesk<Plugins extends readonly HelpdeskPlugin[] = readonly []> {
  readonly helpdesk: Helpdesk<Plugins>
  readonly storage: Storage
  readonly clock: TestClock
  readonly people: TestPeopleSource
  /** The API in process, as one of the test's people, in the tenant `default` unless another is named. */
  as(id: PersonId, tenantId?: string): HelpdeskApi<Plugins>
  /**
   * A request answered in process. `id` is who asks: a person's id, `<id>@<tenant>` or `null` for
   * nobody. `path` is below `basePath`, and `body` is sent as JSON.
   */
  request(
    id: string | null,
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>
  /** Delivers events, and runs feeds and jobs that are due by the clock. */
  runDue(): Promise<RunDueResult>
  /** Stops the helpdesk and removes the database. */
  close(): Promise<void>
}

/**
 * Makes a helpdesk to test with, migrated and ready.
 *
 * @example
 * const desk = await createTestHelpdesk({ plugins: [tags()] })
 * const ticket = await desk.as('ada').tickets.create({ subject: 'Help', description: 'Please.' })
 * desk.clock.advance(days)
 * const answer = await desk.request('grace', 'GET', `/tickets/${ticket.id}`)
 * await desk.close()
 */
export async function createTestHelpdesk<
  const Plugins extends readonly HelpdeskPlugin[] = readonly [],
>(options: TestHelpdeskOptions<Plugins> = {}): Promise<TestHelpdesk<Plugins>> {
  const { database: _database, postgresUrl: _url, clock = testClock(), ...settings } = options
  const database = await databaseOf(options)
  const storage = database.open()
  const people = peopleSource()
  const create = () =>
    createHelpdesk<Plugins>({
      database: storage,
      secret: testSecret,
      authenticate: actorOfBearer,
      people,
      clock,
      ...settings,
    })
  const helpdesk = await orDispose(database, create)
  await helpdesk.migrate()
  // Schedules count from the first round of background work.
  await helpdesk.runDue()
  return {
    helpdesk,
    storage,
    clock,
    people,
    as: (id, tenantId) => helpdesk.as(person(id, tenantId)),
    request: (id, method, path, body, headers) =>
      helpdesk.fetch(
        new Request(`http://app.example${helpdesk.basePath}${path}`, {
          method,
          headers: {
            ...(id !== null && { authorization: `Bearer ${id}` }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      ),
    runDue: () => helpdesk.runDue(),
    async close() {
      await helpdesk.close()
      await database.dispose()
    },
  }
}

async function databaseOf(options: TestHelpdeskOptions): Promise<TestDatabase> {
  const { postgresUrl, database = postgresUrl ? postgresServer(postgresUrl) : sqliteMemory } =
    options
  if (typeof database === 'object' && database !== null && 'create' in database) {
    // What plain JavaScript gives instead of an array is refused by createHelpdesk.
    const plugins = Array.isArray(options.plugins) ? options.plugins : []
    return database.createMigrated?.(plugins) ?? database.create()
  }
  return { open: () => database, dispose: async () => {} }
}

/** Removes the database of a helpdesk that is refused. */
async function orDispose<T>(database: TestDatabase, create: () => T): Promise<T> {
  try {
    return create()
  } catch (error) {
    await database.dispose()
    throw error
  }
}
