/** Makes calls: the one place where actor, connection and transaction meet. */
import type { CoreApi } from './api.ts'
import type { Call, Via } from './call.ts'
import { coreApi } from './core-api.ts'
import type { Database } from './db/types.ts'
import { HelpdeskError } from './errors.ts'
import { type PendingEvent, writeEvents } from './events/write.ts'
import { insertJob } from './jobs/enqueue.ts'
import { createPeopleLookup } from './people/lookup.ts'
import type { CallActor, SystemActor } from './people/types.ts'
import { holds } from './permissions/permissions.ts'
import type { Runtime } from './runtime.ts'

export interface CallOrigin {
  readonly actor: CallActor
  readonly via: Via
  readonly requestId?: string
  readonly causeId?: string | null
  readonly depth?: number
  /** A transaction of the host that everything joins and the host commits. */
  readonly hostTransaction?: unknown
}

/** What an open transaction gathers for its commit. */
interface Unit {
  readonly db: Database
  readonly events: PendingEvent[]
  hasJobs: boolean
}

const maxDepth = 10
const runtimes = new WeakMap<Call, Runtime>()

export function runtimeOf(call: Call): Runtime {
  const runtime = runtimes.get(call)
  if (!runtime) throw new TypeError('This is not a call that Deskhand made.')
  return runtime
}

export function systemActor(tenantId: string): SystemActor {
  return { id: 'system', role: 'system', name: 'System', tenantId }
}

export function createCall(runtime: Runtime, origin: CallOrigin): Call {
  const { storage, clock, newId } = runtime
  const { causeId = null, depth = 0, requestId = newId() } = origin
  if (depth > maxDepth) throw tooDeep()
  const { tenantId } = origin.actor
  const people = createPeopleLookup(() => root)

  const hosted = origin.hostTransaction === undefined ? null : storage.adopt(origin.hostTransaction)
  const root = build(origin.actor, null)
  return root

  function build(actor: CallActor, unit: Unit | null): Call {
    let core: CoreApi | undefined
    const call: Call = {
      actor,
      tenantId,
      via: origin.via,
      requestId,
      causeId,
      depth,
      db: unit?.db ?? hosted ?? storage.db,
      inTransaction: unit !== null || hosted !== null,
      people,
      get core() {
        core ??= coreApi(call)
        return core
      },
      now: () => clock.now(),
      newId,
      transaction: (work) => (unit ? work(call) : inTransaction(actor, work)),
      savepoint: (work) => savepoint(openUnit(unit), work),
      emit(event) {
        openUnit(unit).events.push({
          ...event,
          id: newId(),
          actorId: actor.id,
          createdAt: clock.now(),
        })
      },
      async enqueue(job, payload, options) {
        openUnit(unit).hasJobs = true
        await insertJob(call, job, payload, options)
      },
      can: (permission, subject) => holds(runtime, actor, permission, subject),
      plugin<Api extends object>(id: string) {
        return runtime.registry.plugins.get(id)?.parts.api(call) as Api | undefined
      },
      asSystem: () => build(systemActor(tenantId), unit),
    }
    runtimes.set(call, runtime)
    return call
  }

  async function inTransaction<T>(actor: CallActor, work: (call: Call) => Promise<T>): Promise<T> {
    let hasWork = false
    const run = async (db: Database): Promise<T> => {
      const unit: Unit = { db, events: [], hasJobs: false }
      const result = await work(build(actor, unit))
      hasWork = unit.hasJobs || unit.events.length > 0
      await writeEvents(db, unit.events, { tenantId, via: origin.via, causeId, depth })
      if (hasWork) await storage.announce(db)
      return result
    }
    const result = await (hosted
      ? storage.savepoint(hosted, () => run(hosted))
      : storage.transaction(run))
    if (hasWork) runtime.wake()
    return result
  }

  async function savepoint<T>(unit: Unit, work: () => Promise<T>): Promise<T> {
    const before = unit.events.length
    try {
      return await storage.savepoint(unit.db, work)
    } catch (error) {
      unit.events.length = before
      throw error
    }
  }
}

function openUnit(unit: Unit | null): Unit {
  if (unit) return unit
  throw new TypeError('This needs an open transaction: wrap it in call.transaction(…).')
}

function tooDeep(): HelpdeskError {
  return new HelpdeskError({
    code: 'too_deep',
    status: 500,
    detail: `Events led to events more than ${maxDepth} times. A subscription probably answers its own events.`,
  })
}
