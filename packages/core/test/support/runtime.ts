/** One process's part of a helpdesk, made by hand: what background work needs and nothing else. */
import type { Call } from '../../src/api/call.ts'
import { createCall } from '../../src/api/create-call.ts'
import {
  type Background,
  type BackgroundOptions,
  createBackground,
} from '../../src/background/background.ts'
import type { Storage } from '../../src/db/types.ts'
import { type Clock, newUuidV7 } from '../../src/kit/clock.ts'
import { createSealer } from '../../src/kit/sealing.ts'
import { migrate } from '../../src/migrate/migrate.ts'
import { migrations } from '../../src/migrations/index.ts'
import {
  defaultLimits,
  defaultPolicy,
  defaultRetention,
  defaultStreams,
} from '../../src/options.ts'
import { corePermissions } from '../../src/permissions/catalogue.ts'
import type {
  Feeds,
  JobDefinition,
  Services,
  Subscriptions,
} from '../../src/plugin/background-parts.ts'
import type { HelpdeskPlugin } from '../../src/plugin/contract.ts'
import { createRegistry } from '../../src/plugin/create-registry.ts'
import type { Retention, Runtime } from '../../src/runtime.ts'
import { testClock, testSecret } from './helpdesk.ts'
import { type PersonId, person } from './people.ts'
import type { TestDatabase, TestEngine } from './storages.ts'

export interface TestRuntimeOptions extends BackgroundOptions {
  readonly storage: Storage
  readonly clock?: Clock
  /** Subscriptions of a plugin called `test`. */
  readonly on?: Subscriptions
  /** Feeds of the same plugin, which may write to these tables. */
  readonly feeds?: Feeds
  readonly tables?: HelpdeskPlugin['tables']
  /** Services of the same plugin. */
  readonly services?: Services
  readonly jobs?: readonly JobDefinition[]
  readonly retention?: Partial<Retention>
}

interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface TestRuntime {
  readonly runtime: Runtime
  readonly background: Background
  readonly log: LogLine[]
  /** Names and labels of what was counted, such as `deskhand_jobs_total test:x done`. */
  readonly counted: string[]
  as(id: PersonId, tenantId?: string): Call
  /** Commits one event of each type, in one transaction. */
  emit(...types: string[]): Promise<void>
  enqueue(job: string, payload?: Record<string, unknown>): Promise<void>
}

/** A migrated database that any number of runtimes can open. */
export async function migratedDatabase(engine: TestEngine): Promise<TestDatabase> {
  if (engine.createMigrated) return engine.createMigrated([])
  const database = await engine.create()
  const storage = database.open()
  await migrate(storage, [{ plugin: 'core', migrations }], { now: () => new Date() })
  return database
}

export function testRuntime({
  storage,
  clock = testClock(),
  on = {},
  feeds = {},
  tables = {},
  services = {},
  jobs = [],
  retention,
  ...options
}: TestRuntimeOptions): TestRuntime {
  const log: LogLine[] = []
  const counted: string[] = []
  const logAs =
    (level: LogLine['level']) =>
    (message: string, fields = {}) =>
      void log.push({ level, message, fields })
  const plugin = { id: 'test', version: '0.0.0', core: '^0.0.0', tables, setup: () => parts }
  const parts = { api: () => ({}), on, feeds, services }
  const runtime: Runtime = {
    storage,
    registry: createRegistry({ permissions: corePermissions, jobs }, [{ plugin, parts }]),
    clock,
    newId: newUuidV7,
    logger: {
      debug: logAs('debug'),
      info: logAs('info'),
      warn: logAs('warn'),
      error: logAs('error'),
    },
    metrics: {
      count: (name, labels) => void counted.push([name, ...Object.values(labels)].join(' ')),
      duration: (name, labels) => void counted.push([name, ...Object.values(labels)].join(' ')),
    },
    cursors: createSealer([testSecret], 'core:cursors'),
    positions: createSealer([testSecret], 'core:positions'),
    basePath: '/helpdesk',
    origins: [],
    tenancy: 'optional',
    policy: defaultPolicy,
    retention: { ...defaultRetention, ...retention },
    limits: defaultLimits,
    people: undefined,
    authenticate: () => null,
    scope: undefined,
    can: undefined,
    streamSettings: defaultStreams,
    createCall: (origin) => createCall(runtime, origin),
    openStream: async () => {
      throw new Error('Nothing is streamed here.')
    },
    wake: () => background.wake(),
  }
  const background = createBackground(runtime, options)
  const as = (id: PersonId, tenantId = 'default') =>
    runtime.createCall({ actor: { ...person(id), tenantId }, via: 'api' })
  return {
    runtime,
    background,
    log,
    counted,
    as,
    emit: (...types) =>
      as('grace').transaction(async (call) => {
        for (const type of types) call.emit({ type })
      }),
    enqueue: (job, payload = {}) => as('grace').transaction((call) => call.enqueue(job, payload)),
  }
}
