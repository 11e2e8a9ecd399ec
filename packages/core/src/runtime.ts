/** What every part of a running helpdesk shares. Internal: hosts see `Helpdesk`, plugins see `Call`. */
import type { Call, Via } from './api/call.ts'
import type { Storage } from './db/types.ts'
import type { Clock, NewId } from './kit/clock.ts'
import type { Logger, Metrics } from './kit/ports.ts'
import type { Sealer } from './kit/sealing.ts'
import type { Gate } from './migrate/require-migrated.ts'
import type { CallActor, PeopleSource } from './people/types.ts'
import type { Scope } from './permissions/types.ts'
import type { Registry } from './plugin/registry.ts'
import type { OpenStream, StreamSettings } from './stream/types.ts'

/** Rules that a host may change; the defaults are those of the documentation. */
export interface Policy {
  /** Customers read the tickets of their whole organisation. Default false. */
  readonly customersSeeOrganisation: boolean
  /** Customers choose a priority when they open a ticket. Default false. */
  readonly customersSetPriority: boolean
  /** Agents see all tickets, or their teams' and their own. Default `all`. */
  readonly agentsSee: 'all' | 'teams'
  /** What a customer's reply to a closed ticket does. Default `follow-up`. */
  readonly replyToClosed: 'follow-up' | 'reopen' | 'reject'
  /** Days from resolved to closed; `null` never closes by itself. Default 7. */
  readonly autoCloseDays: number | null
  /** Days in which a closed ticket may be reopened. Default 28. */
  readonly reopenDays: number
}

/** How long what is no longer needed is kept, in days; `null` keeps it for good. */
export interface Retention {
  /** The audit log and timeline. Default `null`. */
  readonly events: number | null
  /** Deliveries and jobs that are done. Default 7. */
  readonly doneWork: number | null
  /** Those that gave up. Default 90. */
  readonly deadWork: number | null
}

export interface Limits {
  /** Bytes of a JSON body. Default 1 MiB. */
  readonly body: number
}

/** What a feed may write. */
export interface FeedLimits {
  readonly name: string
  /** The names of its tables. */
  readonly tables: readonly string[]
}

/** Who makes a call, and through which entry point. */
export interface CallOrigin {
  readonly actor: CallActor
  readonly via: Via
  /** Default: a new id. */
  readonly requestId?: string
  /** The event that led to the call. Default: none. */
  readonly causeId?: string | null
  /** The number of events in the chain that led to the call. Default 0. */
  readonly depth?: number
  /** The feed that makes the call. Its transactions write only to the tables of the feed. Default: none. */
  readonly feed?: FeedLimits
  /** The job that makes the call. Default: none. */
  readonly jobId?: string
  /** A transaction of the host that the call joins and the host commits. */
  readonly hostTransaction?: unknown
  /** The check that the first statement of the call waits for. Default: none. */
  readonly gate?: Gate
}

export interface Runtime {
  readonly storage: Storage
  readonly registry: Registry
  readonly clock: Clock
  readonly newId: NewId
  readonly logger: Logger
  readonly metrics: Metrics
  /** Seals the cursors of core's lists. */
  readonly cursors: Sealer
  /** Seals positions in the event log, which are the ids of the messages of a stream. */
  readonly positions: Sealer
  readonly basePath: string
  readonly origins: readonly string[]
  readonly tenancy: 'optional' | 'required'
  readonly policy: Policy
  readonly retention: Retention
  readonly limits: Limits
  readonly people: PeopleSource | undefined
  readonly authenticate: (request: Request) => Promise<unknown> | unknown
  readonly scope: ((actor: CallActor) => Scope | undefined) | undefined
  readonly can:
    | ((actor: CallActor, permission: string, subject: unknown) => boolean | Promise<boolean>)
    | undefined
  readonly streamSettings: StreamSettings
  /** Throws `too_deep` (500) when the depth of the origin is more than 10, unless a feed makes the call. */
  readonly createCall: (origin: CallOrigin) => Call
  /** Opens a stream of events in this process. */
  readonly openStream: OpenStream
  /** Called after a commit that wrote events or jobs: there is background work, and news. */
  readonly wake: () => void
}
