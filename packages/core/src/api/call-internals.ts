/** What stands behind a `Call` and stays hidden from plugins: the runtime and the open transaction. */
import type { Database } from '../db/types.ts'
import type { PendingEvent } from '../events/write.ts'
import { HelpdeskError } from '../kit/errors.ts'
import type { SystemActor } from '../people/types.ts'
import type { Runtime } from '../runtime.ts'
import type { Call } from './call.ts'

/** What an open transaction collects for its commit. */
export interface Unit {
  readonly db: Database
  readonly events: PendingEvent[]
  hasJobs: boolean
  /** How many operations and `ticket.changed` hooks run inside each other. */
  nesting: number
  /** The tickets whose changes `ticket.changed` hooks learn about right now. */
  readonly reported: Set<string>
}

interface Internals {
  readonly runtime: Runtime
  /** `null` outside of a transaction. */
  readonly unit: Unit | null
  /** The host's transaction that the call joins. */
  readonly hostTransaction?: unknown
}

const maxDepth = 10
const internals = new WeakMap<Call, Internals>()

/** Every call that Deskhand makes is registered once, when it is made. */
export function register(call: Call, behind: Internals): void {
  internals.set(call, behind)
}

function internalsOf(call: Call): Internals {
  const found = internals.get(call)
  if (!found) throw new TypeError('This is not a call that Deskhand made.')
  return found
}

export function runtimeOf(call: Call): Runtime {
  return internalsOf(call).runtime
}

/** What the host's functions learn about a call. */
export function hostContextOf(call: Call): { tenantId: string; tx?: never } {
  const { hostTransaction } = internalsOf(call)
  const tx = hostTransaction as undefined
  return { tenantId: call.tenantId, ...(tx !== undefined && { tx }) }
}

export function systemActor(tenantId: string): SystemActor {
  return { id: 'system', role: 'system', name: 'System', tenantId }
}

/** Throws when no transaction is open. */
export function openUnit(call: Call): Unit {
  const { unit } = internalsOf(call)
  if (unit) return unit
  throw new TypeError('This needs an open transaction: wrap it in call.transaction(…).')
}

/** Runs an operation inside the call's transaction. Throws `too_deep` (500) when hooks recurse. */
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

/** Throws `too_deep` (500) when events cause events without end. */
export function checkDepth(depth: number): void {
  if (depth > maxDepth) throw tooDeep('Events led to events')
}

function tooDeep(what: string): HelpdeskError {
  return new HelpdeskError({
    code: 'too_deep',
    status: 500,
    detail: `${what} more than ${maxDepth} levels deep. Something probably answers itself.`,
  })
}
