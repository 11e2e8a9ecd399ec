/** What a plugin runs after the commit: subscriptions to events, and jobs. */
import type { ZodType } from 'zod'
import type { Call } from '../api/call.ts'
import type { Via } from '../events/via.ts'
import type { Audience } from '../replies/audience.ts'

/** An event as a subscriber gets it. `deliveryId` is the same on every try. */
export interface DeliveredEvent {
  readonly id: string
  readonly deliveryId: string
  readonly attempt: number
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

/** Runs after commit, at least once, as the system in the event's tenant. */
export interface Subscription {
  /**
   * The types of the events. Core calls a function after every plugin is set up, so that it can read
   * extension points, such as `changedBy` of every `searchText`.
   */
  readonly events: readonly string[] | (() => readonly string[])
  /** Deliver one at a time, in the order of commitment. Default false. */
  readonly ordered?: boolean
  handle(call: Call, event: DeliveredEvent): Promise<void>
}

export type Subscriptions = Readonly<Record<string, Subscription>>

export interface JobDefinition<Payload = unknown> {
  /** `<plugin>:<name>`, such as `mail:process`. `call.enqueue` takes the same name. */
  readonly name: string
  /** Parses the payload, which is stored as JSON. */
  readonly schema: ZodType<Payload>
  /** Milliseconds between runs that start by themselves, once across all processes, with the payload `{}`. */
  readonly every?: number
  /** The number of tries before it is marked as dead. Default 20: some four hours. */
  readonly maxAttempts?: number
  /** Runs as the system. `signal` is aborted when the process stops. */
  run(
    call: Call,
    payload: Payload,
    context: { signal: AbortSignal; attempt: number; jobId: string },
  ): Promise<void>
}
