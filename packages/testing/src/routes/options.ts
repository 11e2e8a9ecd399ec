import type { HelpdeskOptions, HelpdeskPlugin, Role } from '@deskhand/core'
import type { PermissionCatalogue, Route } from '@deskhand/core/plugin'
import type { TestDatabases } from '../databases/types.ts'
import type { Fixture } from '../fixture.ts'
import type { PluginTable } from '../rows.ts'

/** A request that works. */
export interface RequestSample {
  /**
   * Values for the path. `ticketId` is the fixture's ticket unless said otherwise, and `replyId` below
   * `/tickets/:ticketId/replies/:replyId` is its reply.
   */
  readonly params?: Readonly<Record<string, string>>
  /** As the API in process takes it; it is written into the query string. */
  readonly query?: Readonly<Record<string, unknown>>
  /** Sent as JSON; text and bytes as they are. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Makes a request that works in a fresh fixture. It may prepare what the request is about. For a route below a
 * reply it is also called with the note as `reply`.
 */
export type Sample<Plugins extends readonly HelpdeskPlugin[] = readonly []> = (
  fixture: Fixture<Plugins>,
) => RequestSample | Promise<RequestSample>

export type Caller = 'nobody' | Role

/** Where a route is not what its permission alone would make of it. */
export interface RouteRules {
  /**
   * The status for a caller on ada's ticket, where the operation itself is stricter than the
   * permission of its route, such as `{ customer: 403 }`.
   */
  readonly answers?: Readonly<Partial<Record<Caller, number>>>
  /** Parameters of the path that name nothing of the ticket's or tenant's own, such as a person. */
  readonly shared?: readonly string[]
  /** Whether the API in process has it as `<plugin>.<name>` of its `operationId`. Default true. */
  readonly inProcess?: boolean
}

export interface RouteContractOptions {
  /** Shown in the names of tests. */
  readonly name: string
  /** With their paths as they are mounted. */
  readonly routes: readonly Route[]
  readonly permissions: PermissionCatalogue
  /** By `operationId`. */
  readonly samples: Readonly<Record<string, Sample>>
  /** By `operationId`. */
  readonly rules?: Readonly<Record<string, RouteRules>>
  /** What must not change by a request that is refused. */
  readonly tables?: readonly PluginTable[]
  /** Puts something into every table, for the fixture's ticket. */
  readonly fill?: (fixture: Fixture) => unknown
  readonly plugins?: readonly HelpdeskPlugin[]
  readonly settings?: Partial<HelpdeskOptions>
  /** Default: SQLite in memory. */
  readonly databases?: readonly TestDatabases[]
}
