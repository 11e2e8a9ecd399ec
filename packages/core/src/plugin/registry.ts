/** All installed parts, merged and looked up by name. Built once at boot. */
import type { ZodType } from 'zod'
import type { EventDeclaration } from '../events/types.ts'
import type { Route } from '../http/route.ts'
import type { PermissionEntry } from '../permissions/types.ts'
import type { Feed, JobDefinition, Service, Subscription } from './background-parts.ts'
import type { Field, HelpdeskPlugin, InputField, PluginParts } from './contract.ts'
import type { Provided } from './extension-points.ts'
import type { HookPointName } from './hook-points.ts'
import type { Hook, TicketChangedHook } from './hooks.ts'
import type { TicketFilter, TicketSort } from './list-parts.ts'

export interface InstalledPlugin {
  readonly plugin: HelpdeskPlugin
  readonly parts: PluginParts
}

export interface NamedSubscription extends Subscription {
  /** `<plugin>:<name>`, the subscriber's name in the database. */
  readonly name: string
}

export interface NamedFeed extends Feed {
  /** `<plugin>:<name>`, the feed's name in the database. */
  readonly name: string
  /** The names of the tables to which it may write. */
  readonly tables: readonly string[]
}

export interface NamedService extends Service {
  /** `<plugin>:<name>`, the service's name in the database. */
  readonly name: string
}

export interface NamedTicketChangedHook {
  readonly plugin: string
  readonly run: TicketChangedHook
}

export interface Registry {
  readonly plugins: ReadonlyMap<string, InstalledPlugin>
  readonly permissions: ReadonlyMap<string, PermissionEntry>
  readonly routes: readonly Route[]
  readonly ticketFields: ReadonlyMap<string, Field>
  readonly replyFields: ReadonlyMap<string, Field>
  readonly ticketFilters: ReadonlyMap<string, TicketFilter>
  readonly ticketSorts: ReadonlyMap<string, TicketSort>
  /** The declared types of events. Customers see no others. */
  readonly events: ReadonlyMap<string, EventDeclaration>
  readonly subscriptions: ReadonlyMap<string, NamedSubscription>
  readonly feeds: ReadonlyMap<string, NamedFeed>
  readonly jobs: ReadonlyMap<string, JobDefinition>
  readonly services: ReadonlyMap<string, NamedService>
  readonly provided: Provided
  hooks(point: string): readonly Hook<HookPointName>[]
  readonly ticketChangedHooks: readonly NamedTicketChangedHook[]
  inputs(point: string): ReadonlyMap<string, InputField>
  /** `base` with the extra fields that plugins accept at `point`, all optional. */
  withInputs<Output>(point: string, base: ZodType<Output>): ZodType<Output>
}
