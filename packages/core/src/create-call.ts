/** Makes calls: the one place where actor, connection and transaction meet. */
import type { CoreApi } from './api.ts'
import type { Call, Via } from './call.ts'
import { coreApi } from './core-api.ts'
import type { Database } from './db/types.ts'
import { HelpdeskError } from './errors.ts'
import { type PendingEvent, writeEvents } from './events/write.ts'
import { insertJob } from './jobs/enqueue.ts'
import { checkActor } from './people/actor.ts'
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

/** Who calls, where and how; everything else a call shares with the ones it came from. */
interface Position {
  readonly actor: CallActor
  readonly via: Via
}

/** What an open transaction gathers for its commit. */
interface Unit {
  readonly db: Database
  readonly events: PendingEvent[]
  hasJobs: boolean
  /** How many operations are running inside each other. */
  nesting: number
}

const maxDepth = 10
const runtimes = new WeakMap<Call, Runtime>()
const units = new WeakMap<Call, Unit>()
const hostTransactions = new WeakMap<Call, unknown>()

export function runtimeOf(call: Call): Runtime {
  const runtime = runtimes.get(call)
  if (!runtime) throw new TypeError('This is not a call that Deskhand made.')
  return runtime
}

/** What the host's functions are told of a call. */
export function hostContextOf(call: Call): { tenantId: string; tx?: never } {
  const tx = hostTransactions.get(call)
  return { tenantId: call.tenantId, ...(tx !== undefined && { tx: tx as never }) }
}

export function systemActor(tenantId: string): SystemActor {
  return { id: 'system', role: 'system', name: 'System', tenantId }
}

export function createCall(runtime: Runtime, origin: CallOrigin): Call {
  const { storage, clock, newId } = runtime
  const { causeId = null, depth = 0, requestId = newId() } = origin
  if (depth > maxDepth) throw tooDeep('Events led to events')
  const hosted = origin.hostTransaction === undefined ? null : storage.adopt(origin.hostTransaction)
  return build(origin, null)

  function build(position: Position, unit: Unit | null): Call {
    const { actor, via } = position
    const { tenantId } = actor
    let core: CoreApi | undefined
    const call: Call = {
      actor,
      tenantId,
      via,
      requestId,
      causeId,
      depth,
      db: unit?.db ?? hosted ?? storage.db,
      inTransaction: unit !== null || hosted !== null,
      people: createPeopleLookup(() => call),
      get core() {
        core ??= coreApi(call)
        return core
      },
      now: () => clock.now(),
      newId,
      transaction: (work) => (unit ? work(call) : inTransaction(position, work)),
      savepoint: (work) => savepoint(openUnit(call), work),
      emit(event) {
        openUnit(call).events.push({
          ...event,
          id: newId(),
          tenantId,
          actorId: actor.id,
          via,
          causeId,
          depth,
          createdAt: clock.now(),
        })
      },
      async enqueue(job, payload, options) {
        openUnit(call).hasJobs = true
        await insertJob(call, job, payload, options)
      },
      can: (permission, subject) => holds(runtime, actor, permission, subject),
      plugin: (id) => runtime.registry.plugins.get(id)?.parts.api(call) as never,
      asSystem: (tenant = tenantId) => build({ via, actor: systemActor(tenant) }, unit),
      actAs(person, by = via) {
        if (actor.role !== 'system') throw new TypeError('Only the system acts as somebody else.')
        return build({ via: by, actor: checkActor(runtime, { ...person, tenantId }) }, unit)
      },
    }
    runtimes.set(call, runtime)
    if (hosted) hostTransactions.set(call, origin.hostTransaction)
    if (unit) units.set(call, unit)
    return call
  }

  async function inTransaction<T>(
    position: Position,
    work: (call: Call) => Promise<T>,
  ): Promise<T> {
    let hasWork = false
    const run = async (db: Database): Promise<T> => {
      const unit: Unit = { db, events: [], hasJobs: false, nesting: 0 }
      const result = await work(build(position, unit))
      hasWork = unit.hasJobs || unit.events.length > 0
      await writeEvents(db, unit.events)
      if (hasWork) await storage.announce(db)
      return result
    }
    const result = await (hosted
      ? storage.within(hosted, () => storage.savepoint(hosted, () => run(hosted)))
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

/** Runs an operation inside the call's transaction, unless hooks call each other without end. */
export async function nested<T>(call: Call, work: () => Promise<T>): Promise<T> {
  const unit = openUnit(call)
  if (unit.nesting >= maxDepth) throw tooDeep('Hooks called operations')
  unit.nesting += 1
  try {
    return await work()
  } finally {
    unit.nesting -= 1
  }
}

function openUnit(call: Call): Unit {
  const unit = units.get(call)
  if (unit) return unit
  throw new TypeError('This needs an open transaction: wrap it in call.transaction(…).')
}

function tooDeep(what: string): HelpdeskError {
  return new HelpdeskError({
    code: 'too_deep',
    status: 500,
    detail: `${what} more than ${maxDepth} levels deep. Something probably answers itself.`,
  })
}
