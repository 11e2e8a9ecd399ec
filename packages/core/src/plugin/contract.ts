/** The contract between core and a plugin. Core's own parts are put together with the same pieces. */
import type { SQL, Subquery } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { ZodType } from 'zod'
import type { Additions } from '../api/additions.ts'
import type { Call } from '../api/call.ts'
import type { EventDeclarations } from '../events/types.ts'
import type { Via } from '../events/via.ts'
import type { Route } from '../http/route.ts'
import type { Logger } from '../kit/ports.ts'
import type { Sealer } from '../kit/sealing.ts'
import type { Migration } from '../migrate/types.ts'
import type { PermissionCatalogue } from '../permissions/types.ts'
import type { Audience } from '../replies/audience.ts'
import type { Provided, Provisions } from './extension-points.ts'
import type { HookPointName, HookPoints, Hooks } from './hook-points.ts'

/** An extra body field of an operation, such as `tags` on `ticket.create`. */
export interface InputField<Value = unknown, Point extends HookPointName = HookPointName> {
  /** What the field may hold. Absent in the input means `apply` is not called. */
  readonly schema: ZodType<Value>
  readonly permission?: string
  /** Runs after the operation has written, in its transaction. */
  apply(call: Call, value: Value, operation: { result: HookPoints[Point]['result'] }): Promise<void>
}

export type Inputs = {
  readonly [Point in HookPointName]?: { readonly [field: string]: InputField<unknown, Point> }
}

/** A field that `?include=` adds, loaded for a whole page at once. */
export interface Field<Value = unknown> {
  /** `internal` fields exist for the agent side of a ticket only. Default `internal`. */
  readonly audience?: Audience
  readonly permission?: string
  readonly schema: ZodType<Value>
  /** One answer for every id that has a value; others get `empty`. */
  load(call: Call, ids: readonly string[]): Promise<ReadonlyMap<string, Value>>
  readonly empty: Value
}

export type Fields = Readonly<Record<string, Field>>

/** Rows of a plugin that name tickets, such as the taggings of one tag. */
export interface MatchSource {
  /** A table, or a plain join of tables. */
  readonly from: PgTable | Subquery
  /** Which of its rows, their tenant among it, and what else the filter asks. `tickets` is joined. */
  readonly where: SQL
  /** At most one row for a ticket. */
  readonly ticketId: SortColumn
  /** A copy of the ticket's `createdAt`, if an index on `from` goes on with it and `ticketId`. */
  readonly createdAt?: PgColumn
}

/** Tickets that a plugin's own table names: the list reads them from there, or tests each ticket. */
export interface SourceMatch {
  /** Holds for every ticket that matches. Tests tickets one by one when something else is walked. */
  readonly test: SQL
  /** Where the matches are. Together they hold each of them once. Empty: there is none to be had. */
  readonly sources: readonly MatchSource[]
  /** About how many rows the sources have to be read through. */
  readonly rows: number
  /**
   * About what part of all tickets matches, from 0 to 1: how far a walk goes until a page is full.
   * Default: `rows` divided by the highest ticket number of the tenant. Give it where fewer match.
   */
  readonly share?: number
}

/** What a filter answers: a test of each ticket in SQL, or a table to read the tickets from. */
export type FilterCondition = SQL | SourceMatch

/**
 * The parsed input of one call of the list, defaults included. Its filters and its sort get the same
 * object, so a `WeakMap` by it holds what they share, such as the hits of a search.
 */
export type TicketListValues = Readonly<Record<string, unknown>>

/** A filter of the ticket list. */
export interface TicketFilter<Value = unknown> {
  /** `internal` filters exist for agents only. Default `internal`. */
  readonly audience?: Audience
  readonly schema: ZodType<Value>
  /** The condition on `tickets`; see `docs/storage.md` for how it finds an index. */
  where(
    call: Call,
    value: Value,
    input: TicketListValues,
  ): FilterCondition | Promise<FilterCondition>
}

export type TicketFilters = Readonly<Record<string, TicketFilter>>

export type SortColumn = PgColumn | SQL.Aliased

/** A sort by columns of `tickets`: together unique, all in one direction, led by an index. */
export interface ColumnSort {
  /** `internal` sorts exist for agents only. Default `internal`. */
  readonly audience?: Audience
  readonly columns: readonly PgColumn[]
  /** The columns customers sort by, where they see others. */
  readonly publicColumns?: readonly PgColumn[]
}

/** Where a sort by something else than a column of `tickets` comes from. */
export interface SortSource {
  /** A table with one row a ticket, or a bounded subquery, such as the best 1 000 hits of a search. */
  readonly from: PgTable | Subquery
  /** Conditions on `from`, its tenant among them. */
  readonly where?: SQL | undefined
  readonly ticketId: SortColumn
  /** Walked in this order, then by ticket id; an index of `from` must lead with them. */
  readonly columns: readonly SortColumn[]
}

/**
 * A sort by a plugin's own table or by a rank. Tickets that the source does not have are neither listed
 * nor counted.
 */
export interface SourceSort {
  readonly audience?: Audience
  /** Runs after the filters. */
  source(call: Call, input: TicketListValues): SortSource | Promise<SortSource>
}

export type TicketSort = ColumnSort | SourceSort

export type TicketSorts = Readonly<Record<string, TicketSort>>

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
  readonly events: readonly string[]
  /** Deliver one at a time, in the order of commitment. Default false. */
  readonly ordered?: boolean
  handle(call: Call, event: DeliveredEvent): Promise<void>
}

export type Subscriptions = Readonly<Record<string, Subscription>>

export interface JobDefinition<Payload = unknown> {
  readonly name: string
  readonly schema: ZodType<Payload>
  /** Runs by itself every so many milliseconds, once across all processes, with payload `{}`. */
  readonly every?: number
  /** Tries before it is parked as dead. Default 20: some four hours. */
  readonly maxAttempts?: number
  /** Runs as the system. `signal` is aborted when the process stops. */
  run(
    call: Call,
    payload: Payload,
    context: { signal: AbortSignal; attempt: number; jobId: string },
  ): Promise<void>
}

/** Something that needs a hand. */
export interface Finding {
  /** Stable, for programs. */
  readonly code: string
  /** What is wrong and what to do about it. */
  readonly detail: string
}

/** What a plugin gets once, at boot. No I/O happens here. */
export interface PluginContext {
  readonly logger: Logger
  readonly basePath: string
  /**
   * Makes a sealer for text that a client gets and sends back, such as cursors, links and tokens. Each
   * purpose has its own key, so that only this plugin opens the text, and only for the same purpose.
   */
  readonly sealer: (purpose: string) => Sealer
  /** Ids of all installed plugins. */
  readonly installed: readonly string[]
  /** Reads an extension point, once every plugin is set up: in a service, a hook or a job, not in `setup`. */
  readonly provided: Provided
}

/** Told by `GET /capabilities`. */
export type PluginFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>

export interface PluginParts<Api extends object = object> {
  /** `helpdesk.as(actor)[id]`. */
  api(call: Call): Api
  /**
   * Mounted under `/<id>`. A path that begins with `/tickets/:ticketId` or with
   * `/tickets/:ticketId/replies/:replyId` has the id after that: of the plugin `tags`,
   * `/tickets/:ticketId/bulk` becomes `/tickets/:ticketId/tags/bulk`.
   */
  readonly routes?: readonly Route[]
  readonly inputs?: Inputs
  readonly ticketFields?: Fields
  readonly replyFields?: Fields
  readonly ticketFilters?: TicketFilters
  readonly ticketSorts?: TicketSorts
  readonly hooks?: Hooks
  /** Hooks at points of plugins that may not be installed. Without the point they never run. */
  readonly hooksIfPresent?: Hooks
  /** Names of this plugin's own hook points. */
  readonly hookPoints?: readonly string[]
  /**
   * The types of the events that it emits. A customer sees a public event only if its type is declared, and
   * of its data only the keys in `publicData`.
   */
  readonly events?: EventDeclarations
  readonly on?: Subscriptions
  readonly jobs?: readonly JobDefinition[]
  /** What it provides at extension points of core and of other plugins. */
  readonly provides?: Provisions
  /** What a page has to know of it beforehand, such as limits. Everybody who is signed in reads it. */
  readonly facts?: PluginFacts
  /** What `helpdesk.doctor()` should tell of this plugin; `call` is the system's. */
  doctor?(call: Call): Promise<readonly Finding[]>
  /** Called when the helpdesk is closed. */
  dispose?(): Promise<void>
}

/**
 * A plugin. Give it a name of its own, so that hosts' declarations stay short:
 *
 * @example
 * export interface TagsPlugin extends HelpdeskPlugin<'tags', TagsApi, TagsAdditions> {}
 */
export interface HelpdeskPlugin<
  Id extends string = string,
  Api extends object = object,
  Adds extends Additions = object,
> {
  readonly id: Id
  readonly version: string
  /** The versions of core it works with, a semver range. */
  readonly core: string
  readonly requires?: readonly string[]
  readonly tables?: Readonly<Record<string, PgTable>>
  /**
   * Keys of `tables` that hold nothing but what can be computed again, such as counts. After an undone merge
   * their rows may be others with the same meaning.
   */
  readonly derived?: readonly string[]
  /**
   * Names of further tables that its migrations make, such as an FTS5 table or a table that only one database
   * has. They begin with `deskhand_`. Shadow tables and partitions belong to their table and need no mention.
   */
  readonly ownedTables?: readonly string[]
  readonly migrations?: readonly Migration[]
  readonly permissions?: PermissionCatalogue
  /** Called once, at boot. Synchronous, no I/O. */
  setup(context: PluginContext): PluginParts<Api>
  /** Carries types only; never set. */
  readonly adds?: Adds
}
