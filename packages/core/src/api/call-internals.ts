/** What a `Call` hides from plugins: the runtime and the open transaction. */
import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { restrictWrites } from '../db/handle.ts'
import type { Database } from '../db/types.ts'
import { type Via, vias } from '../events/via.ts'
import type { PendingEvent } from '../events/write.ts'
import { jobs } from '../jobs/schema.ts'
import { HelpdeskError } from '../kit/errors.ts'
import type { CallActor, SystemActor } from '../people/types.ts'
import type { FeedLimits, Runtime } from '../runtime.ts'
import type { Call, Trust } from './call.ts'

/** The unit of work of an open transaction: what it writes at its commit. */
export interface Unit {
  readonly db: Database
  readonly events: PendingEvent[]
  hasJobs: boolean
  readonly guard: Guard
}

/** Limits what plugins do in one transaction, also through calls that join it. */
interface Guard {
  /** The number of operations and `ticket.changed` hooks that run inside each other. */
  nesting: number
  /** The ids of the tickets whose `ticket.changed` hooks are running. */
  readonly reported: Set<string>
  /** A hook wrote to one of them, so the transaction fails even if the hook caught the error. */
  misuse: TypeError | undefined
  /** The feed that runs in the transaction, and the database handle of its calls. */
  feed: { readonly name: string; readonly db: Database } | undefined
}

interface Internals {
  readonly runtime: Runtime
  /** `null` outside of a transaction. */
  readonly unit: Unit | null
  /** The host's transaction that the call joins. */
  readonly hostTransaction?: unknown
  /** The job that makes the call. */
  readonly jobId: string | undefined
}

const maxDepth = 10
const internals = new WeakMap<Call, Internals>()
const guards = new WeakMap<Database, Guard>()

export function openUnitOn(db: Database): Unit {
  const guard = guards.get(db) ?? {
    nesting: 0,
    reported: new Set(),
    misuse: undefined,
    feed: undefined,
  }
  guards.set(db, guard)
  return { db, events: [], hasJobs: false, guard }
}

/** Limits all further calls of the transaction to writing to the tables of the feed and enqueuing jobs. */
export function limitToFeed({ db, guard }: Unit, { name, tables }: FeedLimits): void {
  if (guard.feed) return
  const writable = new Set([...tables, getTableName(jobs)])
  const checkWrite = (table: PgTable) => {
    const tableName = getTableName(table)
    if (!writable.has(tableName)) throw notInFeed(name, `wrote to the table "${tableName}"`)
  }
  guard.feed = { name, db: restrictWrites(db, checkWrite) }
}

/** Throws a `TypeError` in the transaction of a feed. `what` says what the feed did. */
export function requireNoFeed({ guard }: Unit, what: string): void {
  if (guard.feed) throw notInFeed(guard.feed.name, what)
}

function notInFeed(name: string, what: string): TypeError {
  return new TypeError(
    `The feed "${name}" ${what}. A feed writes only to the tables of its plugin: enqueue a job that does the rest.`,
  )
}

/** Links a new call to its internals. */
export function register(call: Call, hidden: Internals): void {
  internals.set(call, hidden)
}

function internalsOf(call: Call): Internals {
  const found = internals.get(call)
  if (!found)
    throw new TypeError('This object is not a call. Pass on the call that your function got.')
  return found
}

export function runtimeOf(call: Call): Runtime {
  return internalsOf(call).runtime
}

export function jobIdOf(call: Call): string | undefined {
  return internalsOf(call).jobId
}

/** The context of a call that the host's functions get. */
export function hostContextOf(call: Call): { tenantId: string; tx?: never } {
  const { hostTransaction } = internalsOf(call)
  const tx = hostTransaction as undefined
  return { tenantId: call.tenantId, ...(tx !== undefined && { tx }) }
}

export function systemActor(tenantId: string): SystemActor {
  return { id: 'system', role: 'system', name: 'System', tenantId }
}

const trusts: readonly Trust[] = ['verified', 'participant', 'unknown']

/** A forged mail must not act as an agent, so staff must be verified. */
export function checkTrust({ role }: CallActor, trust: Trust): void {
  if (!trusts.includes(trust)) {
    throw new TypeError(`The trust of an actor must be one of: ${trusts.join(', ')}.`)
  }
  if (role === 'customer' || trust === 'verified') return
  throw new TypeError(
    `The sender may not be this ${role}: staff need the trust "verified", not "${trust}". Hold the message back until somebody has looked at it.`,
  )
}

/** For plugins in plain JavaScript: an empty tenant would be one of its own. */
export function checkTenant(tenantId: string): void {
  if (typeof tenantId === 'string' && tenantId !== '') return
  throw new TypeError(
    'The tenant of a call must be its id, as text. Leave it out for the same tenant.',
  )
}

export function checkVia(via: Via): void {
  if (vias.includes(via)) return
  throw new TypeError(`The entry point of a call must be one of: ${vias.join(', ')}.`)
}

/** Whether the call may pass facts about a received message: see `Call.trust`. */
export function isTrusted({ actor, trust }: Call): boolean {
  return actor.role === 'system' || trust !== null
}

/** Throws when no transaction is open. */
export function openUnit(call: Call): Unit {
  const { unit } = internalsOf(call)
  if (unit) return unit
  throw new TypeError('This needs an open transaction: wrap it in call.transaction(…).')
}

/** Runs `work` one level deeper in the call's transaction. Throws `too_deep` (500) after ten levels. */
export async function nested<T>(call: Call, work: () => Promise<T>): Promise<T> {
  const unit = openUnit(call)
  requireNoFeed(unit, 'called an operation')
  const { guard } = unit
  if (guard.nesting >= maxDepth) throw tooDeep('Hooks called operations')
  guard.nesting += 1
  try {
    return await work()
  } finally {
    guard.nesting -= 1
  }
}

/** Throws `too_deep` (500) for an event at the end of a chain of more than ten. */
export function checkDepth(depth: number): void {
  if (depth > maxDepth) throw tooDeep('Events led to events')
}

function tooDeep(what: string): HelpdeskError {
  return new HelpdeskError({
    code: 'too_deep',
    status: 500,
    detail: `${what} more than ${maxDepth} levels deep. Find the hook or subscription that triggers itself, and end its recursion.`,
  })
}
