import type { HelpdeskOptions, HelpdeskPlugin } from '@deskhand/core'
import type { HookPointName } from '@deskhand/core/plugin'
import type { TestDatabases } from '../databases/types.ts'
import type { Fixture } from '../fixture.ts'
import type { PersonId } from '../people.ts'
import type { RouteRules, Sample } from '../routes/options.ts'

type Made<Plugins extends readonly HelpdeskPlugin[]> = (
  fixture: Fixture<Plugins>,
) => unknown | Promise<unknown>

/** `who` will send the value: it may have to be theirs. */
type MadeFor<Plugins extends readonly HelpdeskPlugin[]> = (
  fixture: Fixture<Plugins>,
  who: PersonId,
) => unknown | Promise<unknown>

export interface PluginContractOptions<
  Plugin extends HelpdeskPlugin = HelpdeskPlugin,
  Plugins extends readonly HelpdeskPlugin[] = readonly [Plugin],
> {
  readonly plugin: Plugin
  /** For each route, by `operationId`, a request that works in a fresh fixture. */
  readonly samples?: Readonly<Record<string, Sample<Plugins>>>
  /** Where a route is stricter than its permission alone, by `operationId`. */
  readonly rules?: Readonly<Record<string, RouteRules>>
  /**
   * Puts something into every table, for the fixture's `ticket`, as its `agent`; with `secret` in
   * whatever only agents may see, and in text that can be redacted. It emits an event of each feed and makes
   * an instance of each service. It is called for both tickets of a tenant. Where it can put something only
   * onto a reply that it makes, it returns that `{ reply }`.
   */
  readonly fill?: Made<Plugins>
  /** For each ticket filter a value that finds what `fill` made, and not the other ticket. */
  readonly filters?: Readonly<Record<string, Made<Plugins>>>
  /** For each sort that can't be used alone, what the list needs besides. */
  readonly sorts?: Readonly<Record<string, Made<Plugins>>>
  /** For each extra field of an operation a value, such as `{ 'ticket.create': { tags: () => ['vip'] } }`. */
  readonly inputs?: {
    readonly [Point in HookPointName]?: Readonly<Record<string, MadeFor<Plugins>>>
  }
  /** Siblings that are installed beside it, those that it `requires` among them. */
  readonly with?: readonly HelpdeskPlugin[]
  /** Further options of the helpdesk. */
  readonly settings?: Partial<HelpdeskOptions>
  /** Default: SQLite in memory. Give the databases that the plugin has migrations for. */
  readonly databases?: readonly TestDatabases[]
}

/** The same without knowing which plugin it is. */
export type AnyPluginContract = PluginContractOptions<HelpdeskPlugin, readonly []>
