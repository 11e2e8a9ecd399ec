/** What a plugin runs after the commit: feeds, subscriptions to events, jobs and services. */
import type { ZodType } from 'zod'
import type { Call } from '../api/call.ts'
import type { Via } from '../events/via.ts'
import type { Audience } from '../replies/audience.ts'

/** An event of the log, as feeds and subscribers get it. */
export interface FeedEvent {
  readonly id: string
  /** Its position in the log. Positions are in the order of the commits. */
  readonly position: number
  readonly type: string
  readonly ticketId: string | null
  readonly actorId: string
  /** The person it is about, or `null`. */
  readonly aboutId: string | null
  /** The entry point through which the change came in. */
  readonly via: Via
  /** The event whose delivery led to this one, or `null`. */
  readonly causeId: string | null
  readonly audience: Audience
  readonly data: Readonly<Record<string, unknown>>
  readonly createdAt: Date
}

/**
 * Keeps rows that a plugin derives from events. One process at a time runs a feed. `apply` runs in the transaction that
 * moves the cursor of the feed, so that each event counts exactly once in its rows.
 */
export interface Feed {
  /** The types of the events. Core calls a function after every plugin is set up. */
  readonly events: readonly string[] | (() => readonly string[])
  /** Where a new feed begins: with the next event, or with the oldest event that is kept. */
  readonly from: 'now' | 'beginning'
  /**
   * Gets 1–200 events of one tenant, in the order of their positions. `call` is the system's, in a transaction. It may
   * write to tables of its plugin and enqueue jobs. `call` throws a `TypeError` when `apply` emits an event, calls an
   * operation or writes to another table. `apply` has five seconds. A throw rolls the batch back, and the feed tries
   * again with smaller batches.
   */
  apply(call: Call, events: readonly FeedEvent[]): Promise<void>
  /**
   * Writes the rows of one tenant again from the tables, one batch per call, in a transaction. `after` is what
   * the previous call returned, and `null` at first. Returns `null` after the last batch.
   */
  rebuild?(call: Call, after: string | null): Promise<string | null>
}

export type Feeds = Readonly<Record<string, Feed>>

/** An event as a subscriber gets it. `deliveryId` is the same on every try. */
export interface DeliveredEvent extends FeedEvent {
  readonly deliveryId: string
  /** Which try this is, from 1. */
  readonly attempt: number
}

/** Runs after commit, at least once, as the system in the event's tenant. */
export interface Subscription {
  /**
   * The types of the events. Core calls a function after every plugin is set up, so that it can read
   * extension points, such as `changedBy` of every `searchText`.
   */
  readonly events: readonly string[] | (() => readonly string[])
  /** Milliseconds after which `signal` is aborted. Default 15 minutes. `null` means no limit. */
  readonly timeLimit?: number | null
  /** `signal` is aborted at the time limit and when the process stops. */
  handle(call: Call, event: DeliveredEvent, context: { signal: AbortSignal }): Promise<void>
}

export type Subscriptions = Readonly<Record<string, Subscription>>

/** Something that a service runs for, such as a mailbox. */
export interface ServiceInstance {
  readonly tenantId: string
  /** 1–200 characters, unique within the tenant. */
  readonly id: string
}

/** The right of this process to run an instance. Another process that takes it over gets a higher token. */
export interface ServiceLease {
  /** The fencing token. It grows each time a process takes the instance over. */
  readonly token: number
  /**
   * Locks the lease in the open transaction of `call`, so that no other process takes the instance over before the
   * commit. When another process already has, it aborts the signal of `run` and throws a `LeaseLost`. Throws a
   * `TypeError` without an open transaction.
   */
  check(call: Call): Promise<void>
}

/** Work that runs as long as the process, such as an IMAP connection that waits for mail. */
export interface Service {
  /** Returns the instances of all tenants, each once. Core calls it every three seconds, as the system in `default`. */
  instances(call: Call): Promise<readonly ServiceInstance[]>
  /**
   * Runs one instance until `signal` is aborted, as the system in the tenant of the instance. When it returns earlier or
   * throws, core calls it again after a pause of one second, which doubles each time, up to a minute.
   */
  run(
    call: Call,
    context: { instance: string; lease: ServiceLease; signal: AbortSignal },
  ): Promise<void>
}

export type Services = Readonly<Record<string, Service>>

export interface JobDefinition<Payload = unknown> {
  /** `<plugin>:<name>`, such as `mail:process`. `call.enqueue` takes the same name. */
  readonly name: string
  /** Parses the payload, which is stored as JSON. */
  readonly schema: ZodType<Payload>
  /** Milliseconds between runs that start by themselves, once across all processes, with the payload `{}`. */
  readonly every?: number
  /**
   * The id of a migration of the same plugin. The job runs once in each database after this migration, with the
   * payload `{}`, such as to fill a new table.
   */
  readonly afterMigration?: string
  /** With `every` or `afterMigration`: runs in each tenant instead of in `default`. Default false. */
  readonly perTenant?: boolean
  /** The number of tries before it is marked as dead. Default 20: some four hours. */
  readonly maxAttempts?: number
  /** Milliseconds after which `signal` is aborted. Default 15 minutes. `null` means no limit. */
  readonly timeLimit?: number | null
  /** Runs as the system. `signal` is aborted at the time limit and when the process stops. */
  run(
    call: Call,
    payload: Payload,
    context: { signal: AbortSignal; attempt: number; jobId: string },
  ): Promise<void>
}
