/** One call to the helpdesk: who asks, in which tenant, on which connection. Every service takes one. */

import type { Database } from '../db/types.ts'
import type { Via } from '../events/via.ts'
import type { Actor, CallActor, Person, PersonSummary } from '../people/types.ts'
import type { Audience } from '../replies/audience.ts'
import type { CallCoreApiWith, Merged } from './additions.ts'
import type { CallCoreApi } from './types.ts'

export type { Via }

/**
 * How certain the caller of `actAs` is that a message came from this person: `verified` (the sender proved
 * it, such as by DMARC), `participant` (only the address matches, and it takes part in the ticket) or
 * `unknown`.
 */
export type Trust = 'verified' | 'participant' | 'unknown'

export interface NewEvent {
  readonly type: string
  readonly ticketId?: string | null
  /** Default `internal`. Customers see `public` events of declared types, with the public keys of their data. */
  readonly audience?: Audience
  /** The person it is about, when it names one in its data. */
  readonly aboutId?: string | null
  /** Ids and names of changed fields, never text that a person wrote. */
  readonly data?: Readonly<Record<string, unknown>>
}

export interface EnqueueOptions {
  /** The job runs at this time or later. Default: now. */
  readonly runAt?: Date
  /**
   * Another request for the same job with the same key in the same tenant is a no-op while the first counts:
   * see `uniqueWhile`. Not empty.
   */
  readonly uniqueKey?: string
  /**
   * How long a job with a `uniqueKey` counts. `waiting`: until it first starts, so that a run begins after every
   * request. `unfinished`: until it is done or dead; a job that enqueues itself with its own key passes the key
   * on. `kept`: until core deletes its row, by default seven days after it is done. Default `waiting`. Needs a
   * `uniqueKey`.
   */
  readonly uniqueWhile?: 'waiting' | 'unfinished' | 'kept'
}

/**
 * People by id, looked up in batches and remembered for this call, for ten seconds at most. The id of a guest
 * who was linked gives the person of the host, with the host's id.
 */
export interface PeopleLookup {
  /** Whether the host has `people.resolve`. Without it, only guests and the actor are known. */
  readonly canResolve: boolean
  /** How people are shown. The result has every requested id, even if nobody has it. */
  summaries(ids: Iterable<string | null>): Promise<ReadonlyMap<string, PersonSummary>>
  exists(id: string): Promise<boolean>
  /**
   * People as `call.actAs` takes them: with role, teams, organisation and the tenant of the call. Guests
   * have the role `customer`. The result leaves out ids that are unknown, erased or of another tenant.
   */
  actors(ids: Iterable<string>): Promise<ReadonlyMap<string, Actor>>
  /**
   * The person with this address: one of the host's people, else a guest. Adds a guest when there is none,
   * with `name`: one line, 1–200 characters. Throws `invalid_input` (400) for an invalid address.
   */
  forEmail(email: string, name?: string): Promise<Person>
}

/**
 * The APIs of plugins by id, for `call.plugin(id)`. A plugin adds its own:
 *
 * @example
 * declare module '@deskhand/core/plugin' {
 *   interface KnownPlugins { tags: TagsApi }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: plugins fill it by declaration merging
export interface KnownPlugins {}

/**
 * What plugins add to core's operations by plugin id, for `call.core`. A plugin adds its own:
 *
 * @example
 * declare module '@deskhand/core/plugin' {
 *   interface KnownAdditions { tags: TagsAdditions }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: plugins fill it by declaration merging
export interface KnownAdditions {}

/** Core's operations with the additions that the program declares. Without any, every name is allowed. */
type KnownCoreApi = keyof KnownAdditions extends never
  ? CallCoreApi
  : CallCoreApiWith<Merged<KnownAdditions[keyof KnownAdditions]>>

export interface Call {
  readonly actor: CallActor
  readonly tenantId: string
  readonly via: Via
  /**
   * The `trust` that `actAs` got; else `null`, such as over HTTP and for `helpdesk.as`. A call is *trusted*
   * when its `trust` is not null or its actor is the system.
   */
  readonly trust: Trust | null
  readonly requestId: string
  /** The event that led to this call, if it was made while one was being delivered. */
  readonly causeId: string | null
  /** How many calls deep this one is nested, by causes and hooks. */
  readonly depth: number
  /** The transaction's connection inside one; else a connection on which each statement commits. */
  readonly db: Database
  readonly inTransaction: boolean
  readonly people: PeopleLookup
  /**
   * Core's operations on this call: in its transaction, with its actor's rights. They take and give what
   * the plugins of `KnownAdditions` add. The types do not say whether a plugin is installed: ask
   * `call.plugin(id)`.
   */
  readonly core: KnownCoreApi
  now(): Date
  newId(): string
  /** Runs `work` in a transaction, or in the one that is open. `work` may be run again. */
  transaction<T>(work: (call: Call) => Promise<T>): Promise<T>
  /** Runs `work` so that a throw undoes only what it wrote. Needs an open transaction. */
  savepoint<T>(work: () => Promise<T>): Promise<T>
  /** Records an event in the open transaction; it is delivered after the commit. */
  emit(event: NewEvent): void
  /**
   * Puts a job into the queue, in the open transaction. Throws a `TypeError` for a job that no installed plugin
   * defines and for wrong options, and `invalid_input` (400) for a payload that its schema refuses.
   */
  enqueue(
    job: string,
    payload: Readonly<Record<string, unknown>>,
    options?: EnqueueOptions,
  ): Promise<void>
  /** Whether the actor holds a permission; the host's `can` may narrow it for a subject. */
  can(permission: string, subject?: unknown): Promise<boolean>
  /** A sibling plugin's API on this call, or `undefined` when it is not installed. */
  plugin<Id extends keyof KnownPlugins>(id: Id): KnownPlugins[Id] | undefined
  /**
   * This call as the system, in the same transaction. Default: in this tenant, through the same entry
   * point. Its `trust` is null.
   */
  asSystem(tenantId?: string, via?: Via): Call
  /**
   * This call as a person, such as the sender of a mail. Only a call of the system has it. Default: through
   * the same entry point, without `trust`. Throws a `TypeError` for an invalid actor, for a call that is not
   * the system's, and for staff with a `trust` other than `verified`.
   */
  actAs(actor: Actor, via?: Via, trust?: Trust): Call
}
