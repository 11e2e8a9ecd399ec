/** The composition root: from options to a running helpdesk. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { createCall } from './api/create-call.ts'
import { createBackground } from './background/background.ts'
import { coreParts } from './core-parts.ts'
import { examine } from './doctor/doctor.ts'
import { createDispatcher } from './events/dispatcher.ts'
import { requestRebuild } from './feeds/rebuild.ts'
import type { AsOptions, Helpdesk, HelpdeskApi } from './helpdesk.ts'
import { createHttpHandler } from './http/handler.ts'
import { newUuidV7, systemClock } from './kit/clock.ts'
import { consoleLogger, noMetrics } from './kit/ports.ts'
import { safeLogger } from './kit/safe-ports.ts'
import { createSealer } from './kit/sealing.ts'
import { migrate } from './migrate/migrate.ts'
import { type Gate, requireMigrated } from './migrate/require-migrated.ts'
import { migrations as coreMigrations } from './migrations/index.ts'
import type { HelpdeskOptions } from './options.ts'
import { checkHelpdeskOptions } from './options-schema.ts'
import { checkActor } from './people/actor.ts'
import { checkedPeople } from './people/source.ts'
import type { Actor } from './people/types.ts'
import { checkedCan, checkedScope } from './permissions/checked.ts'
import type { HelpdeskPlugin } from './plugin/contract.ts'
import { createRegistry } from './plugin/create-registry.ts'
import { installPlugins } from './plugin/install.ts'
import type { Runtime } from './runtime.ts'
import { createStreams } from './stream/streams.ts'
import { version } from './version.ts'

/**
 * Puts a helpdesk together. No I/O happens here; call `migrate()` before serving.
 *
 * @throws ConfigurationError with a sentence that says what to change.
 */
export function createHelpdesk<const Plugins extends readonly HelpdeskPlugin[] = readonly []>(
  given: HelpdeskOptions<Plugins>,
): Helpdesk<Plugins> {
  const options = checkHelpdeskOptions(given)
  const { database: storage, logger = consoleLogger, plugins, secret: secrets, basePath } = options

  const installed = installPlugins(
    plugins,
    {
      logger,
      basePath,
      secrets,
      provided: (point) => runtime.registry.provided(point),
    },
    version,
  )
  // The caller of `wake` may be inside a transaction, and background work must not join it.
  const outside = AsyncLocalStorage.snapshot()
  const runtime: Runtime = {
    storage,
    registry: createRegistry(coreParts, installed, options.disabledRoutes),
    clock: options.clock ?? systemClock,
    newId: options.newId ?? newUuidV7,
    logger,
    metrics: options.metrics ?? noMetrics,
    cursors: createSealer(secrets, 'core:cursors'),
    positions: createSealer(secrets, 'core:positions'),
    basePath,
    origins: options.origins,
    tenancy: options.tenancy,
    policy: options.policy,
    retention: options.retention,
    limits: options.limits,
    people: options.people && checkedPeople(options.people, safeLogger(logger)),
    authenticate: options.authenticate,
    scope: options.scope && checkedScope(options.scope),
    can: options.can && checkedCan(options.can),
    streamSettings: options.streams,
    createCall: (origin) => createCall(runtime, origin),
    openStream: (call, input) => streams.open(call, input),
    wake: () =>
      outside(() => {
        background.wake()
        streams.wake()
      }),
  }

  const migrations = [
    { plugin: 'core', migrations: coreMigrations },
    ...plugins.map((plugin) => ({ plugin: plugin.id, migrations: plugin.migrations ?? [] })),
  ]
  const gate = requireMigrated(storage, migrations)
  const migrated = () => gate.open()
  const dispatcher = createDispatcher(runtime, runtime.newId())
  const background = createBackground(runtime, options.background, dispatcher)
  const streams = createStreams(runtime, dispatcher)
  const answer = createHttpHandler(runtime, migrated)

  return {
    basePath,
    fetch: answer,
    as: (actor, as) => apiFor<Plugins>(runtime, gate, actor, as),
    migrate: (settings) => migrate(storage, migrations, { ...settings, now: runtime.clock.now }),
    async transaction(work) {
      const result = await storage.hostTransaction((tx) => work(tx as never))
      runtime.wake()
      return result
    },
    async start() {
      await migrated()
      streams.start()
      background.start()
    },
    async stop(settings) {
      await streams.stop()
      await background.stop(settings)
    },
    async runDue(settings) {
      await migrated()
      return background.runDue(settings)
    },
    async rebuildFeed(name) {
      await migrated()
      await requestRebuild(runtime, name)
    },
    doctor: () => examine(runtime, migrations),
    async close() {
      await streams.stop()
      await background.stop()
      for (const { parts } of installed) await parts.dispose?.()
      await storage.close()
    },
  }
}

/** Each access makes a new call, so nothing that was looked up for one is taken for the next. */
function apiFor<Plugins extends readonly HelpdeskPlugin[]>(
  runtime: Runtime,
  gate: Gate,
  actor: Actor,
  { tx }: AsOptions = {},
): HelpdeskApi<Plugins> {
  const checked = checkActor(runtime, actor)
  const newCall = () =>
    runtime.createCall({
      actor: checked,
      via: 'api',
      ...(!gate.isOpen() && { gate }),
      ...(tx !== undefined && { hostTransaction: tx }),
    })
  const api = {}
  for (const part of [
    'tickets',
    'replies',
    'participants',
    'categories',
    'people',
    'history',
    'deliveries',
    'feeds',
  ] as const) {
    Object.defineProperty(api, part, { enumerable: true, get: () => newCall().core[part] })
  }
  for (const id of runtime.registry.plugins.keys()) {
    Object.defineProperty(api, id, { enumerable: true, get: () => newCall().plugin(id as never) })
  }
  return api as HelpdeskApi<Plugins>
}
