/** The contract between core and a plugin. Core's own parts have the same types. */
import type { PgTable } from 'drizzle-orm/pg-core'
import type { ZodType } from 'zod'
import type { Additions } from '../api/additions.ts'
import type { Call } from '../api/call.ts'
import type { EventDeclarations } from '../events/types.ts'
import type { Route } from '../http/route.ts'
import type { Logger } from '../kit/ports.ts'
import type { Sealer } from '../kit/sealing.ts'
import type { Migration } from '../migrate/types.ts'
import type { PermissionCatalogue } from '../permissions/types.ts'
import type { Audience } from '../replies/audience.ts'
import type { Feeds, JobDefinition, Services, Subscriptions } from './background-parts.ts'
import type { Provided, Provisions } from './extension-points.ts'
import type { HookPointName, HookPoints } from './hook-points.ts'
import type { Hooks } from './hooks.ts'
import type { TicketFilters, TicketSorts } from './list-parts.ts'

/** An extra body field of an operation, such as `tags` on `ticket.create`. */
export interface InputField<Value = unknown, Point extends HookPointName = HookPointName> {
  /** The values of the field. Without the field in the input, `apply` does not run. */
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
  /** Returns the values by id. Ids that are missing get `empty`. */
  load(call: Call, ids: readonly string[]): Promise<ReadonlyMap<string, Value>>
  readonly empty: Value
}

export type Fields = Readonly<Record<string, Field>>

/** A problem that an operator has to solve. */
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

/** Shown by `GET /capabilities`. */
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
   * The types of the events that it emits. Customers see a public event only if its type is declared, and only
   * the keys of its data that `publicData` names.
   */
  readonly events?: EventDeclarations
  readonly on?: Subscriptions
  /** Rows that it derives from events, by a name of your own. */
  readonly feeds?: Feeds
  readonly jobs?: readonly JobDefinition[]
  /** Work that runs as long as the process, by a name of your own. */
  readonly services?: Services
  /** What it provides at extension points of core and of other plugins. */
  readonly provides?: Provisions
  /** What a page needs to know in advance, such as limits. Everybody who is signed in can read it. */
  readonly facts?: PluginFacts
  /** The findings that `helpdesk.doctor()` reports for this plugin. `call` is the system's. */
  doctor?(call: Call): Promise<readonly Finding[]>
  /** Called when the helpdesk is closed. */
  dispose?(): Promise<void>
}

/**
 * A plugin. Declare an interface for yours, so that the types in hosts' declarations stay short:
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
   * Keys of the `tables` whose rows can be computed from other rows, such as counts. The contract suite does not
   * expect them to be the same after an undone merge.
   */
  readonly derived?: readonly string[]
  /**
   * Names of tables that its migrations create and `tables` does not declare, such as an FTS5 table or a table that
   * only one database has. They begin with `deskhand_`. Leave out shadow tables and partitions: they belong to
   * their table.
   */
  readonly ownedTables?: readonly string[]
  readonly migrations?: readonly Migration[]
  readonly permissions?: PermissionCatalogue
  /** Called once, at boot. Synchronous, no I/O. */
  setup(context: PluginContext): PluginParts<Api>
  /** Carries types only; never set. */
  readonly adds?: Adds
}
