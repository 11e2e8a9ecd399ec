/** What a host may set, and what holds where it sets nothing. */
import type { RoundOptions } from './background/round.ts'
import type { Storage } from './db/types.ts'
import type { Clock, NewId } from './kit/clock.ts'
import type { Logger, Metrics } from './kit/ports.ts'
import type { Actor, CallActor, PeopleSource } from './people/types.ts'
import type { Scope } from './permissions/types.ts'
import type { HelpdeskPlugin } from './plugin/contract.ts'
import type { Limits, Policy, Retention } from './runtime.ts'
import type { StreamSettings } from './stream/types.ts'

export interface HelpdeskOptions<
  Plugins extends readonly HelpdeskPlugin[] = readonly HelpdeskPlugin[],
> {
  /** `sqlite(…)` or `postgres(…)`. */
  readonly database: Storage
  /**
   * Seals what clients get and send back, such as cursors and links. At least 32 characters, the same in
   * every process. Give a list to change it: the first secret seals, and each of them unseals.
   */
  readonly secret: string | readonly string[] | undefined
  /** The host's own session. `null` is nobody (401); a throw is a fault (500). */
  readonly authenticate: (request: Request) => Actor | null | Promise<Actor | null>
  /** Where the router is mounted. Default `/helpdesk`. */
  readonly basePath?: string
  /** The host's own users. Without it names are what `authenticate` says of the actor. */
  readonly people?: PeopleSource
  readonly plugins?: Plugins
  /**
   * The `operationId`s of routes that are switched off, such as `tickets.purge`. A request to one is a 404, or a 405
   * if its path has other methods, and `openapi.json` does not list it. In process, its operation still works.
   * Default none.
   */
  readonly disabledRoutes?: readonly string[]
  /** `required` refuses actors without a tenant; `optional` puts them into `default`. Default `optional`. */
  readonly tenancy?: 'optional' | 'required'
  /** Origins of pages that may call the API with cookies, besides its own. Default none. */
  readonly origins?: readonly string[]
  /** Which tickets an actor may see; `undefined` leaves it to the role. */
  readonly scope?: (actor: CallActor) => Scope | undefined
  /** Narrows what an actor's role may do. It can withhold a permission, never grant one. */
  readonly can?: (
    actor: CallActor,
    permission: string,
    subject: unknown,
  ) => boolean | Promise<boolean>
  readonly policy?: Partial<Policy>
  readonly retention?: Partial<Retention>
  readonly limits?: Partial<Limits>
  /** Streams of `GET /events/stream`: how many, and how they are kept alive. */
  readonly streams?: Partial<StreamSettings>
  /** How this process works in the background. */
  readonly background?: RoundOptions
  readonly logger?: Logger
  readonly metrics?: Metrics
  readonly clock?: Clock
  readonly newId?: NewId
}

export const defaultPolicy: Policy = {
  customersSeeOrganisation: false,
  customersSetPriority: false,
  agentsSee: 'all',
  replyToClosed: 'follow-up',
  autoCloseDays: 7,
  reopenDays: 28,
}

export const defaultRetention: Retention = { events: null, doneWork: 7, deadWork: 90 }

export const defaultLimits: Limits = { body: 1024 * 1024 }

export const defaultStreams: StreamSettings = {
  perActor: 10,
  perProcess: 1_000,
  heartbeatMs: 20_000,
  recheckMs: 60_000,
  lifetimeMs: 15 * 60_000,
}
