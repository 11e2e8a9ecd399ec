/** Makes calls: the one place where actor, connection and transaction meet. */
import { heldBack } from '../db/handle.ts'
import type { Database } from '../db/types.ts'
import { writeEvents } from '../events/write.ts'
import { insertJob } from '../jobs/enqueue.ts'
import { checkActor } from '../people/actor.ts'
import { createPeopleLookup } from '../people/lookup.ts'
import type { CallActor } from '../people/types.ts'
import { holds } from '../permissions/permissions.ts'
import type { CallOrigin, Runtime } from '../runtime.ts'
import type { Call, Trust, Via } from './call.ts'
import {
  checkDepth,
  checkTenant,
  checkTrust,
  checkVia,
  limitToFeed,
  openUnit,
  openUnitOn,
  register,
  requireNoFeed,
  systemActor,
  type Unit,
} from './call-internals.ts'
import { coreApi } from './core-api.ts'
import type { CallCoreApi } from './types.ts'

/** Who calls, where and how; everything else a call shares with the ones it came from. */
interface Position {
  readonly actor: CallActor
  readonly via: Via
  readonly trust: Trust | null
}

export function createCall(runtime: Runtime, origin: CallOrigin): Call {
  const { storage, clock, newId } = runtime
  const { causeId = null, depth = 0, requestId = newId(), gate, feed } = origin
  // A feed cannot emit events, and a job that it enqueues at the limit checks its own depth.
  if (!feed) checkDepth(depth)
  const hosted = origin.hostTransaction === undefined ? null : storage.adopt(origin.hostTransaction)
  const outside = hosted ?? storage.db
  /** On the call's own connection: another one could wait for the host's transaction. */
  const ready = () => (gate && !gate.isOpen() ? gate.open(outside) : undefined)
  const db = gate ? heldBack(outside, ready) : outside
  return build({ ...origin, trust: null }, null)

  function build(position: Position, unit: Unit | null): Call {
    const { actor, via, trust } = position
    const { tenantId } = actor
    let core: CallCoreApi | undefined
    const call: Call = {
      actor,
      tenantId,
      via,
      trust,
      requestId,
      causeId,
      depth,
      db: unit ? (unit.guard.feed?.db ?? unit.db) : db,
      inTransaction: unit !== null || hosted !== null,
      people: createPeopleLookup(() => call),
      get core() {
        core ??= coreApi(call)
        return core as Call['core']
      },
      now: () => clock.now(),
      newId,
      transaction: (work) => (unit ? work(call) : inTransaction(position, work)),
      savepoint: (work) => savepoint(openUnit(call), work),
      emit(event) {
        const open = openUnit(call)
        requireNoFeed(open, `emitted the event "${event.type}"`)
        storage.requireOpen(open.db)
        open.events.push({
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
      asSystem(tenant = tenantId, by = via) {
        checkTenant(tenant)
        checkVia(by)
        return build({ via: by, actor: systemActor(tenant), trust: null }, unit)
      },
      actAs(person, by = via, given) {
        if (actor.role !== 'system') throw new TypeError('Only the system acts as somebody else.')
        checkVia(by)
        const checked = checkActor(runtime, { ...person, tenantId })
        if (given !== undefined) checkTrust(checked, given)
        return build({ via: by, actor: checked, trust: given ?? null }, unit)
      },
    }
    const { hostTransaction, jobId } = origin
    register(call, { runtime, unit, hostTransaction, jobId })
    return call
  }

  async function inTransaction<T>(
    position: Position,
    work: (call: Call) => Promise<T>,
  ): Promise<T> {
    let hasWork = false
    const run = async (db: Database): Promise<T> => {
      const unit = openUnitOn(db)
      if (feed) limitToFeed(unit, feed)
      const result = await work(build(position, unit))
      if (unit.guard.misuse) throw unit.guard.misuse
      hasWork = unit.hasJobs || unit.events.length > 0
      await writeEvents(db, unit.events)
      if (hasWork) await storage.announce(db)
      return result
    }
    const waiting = ready()
    if (waiting) await waiting
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
