/** The keys that a plugin, its parts and their entries may have. */
import type { Route } from '../http/route.ts'
import { ConfigurationError } from '../kit/errors.ts'
import { nearestName } from '../kit/explain.ts'
import type { Migration } from '../migrate/types.ts'
import type { PermissionEntry } from '../permissions/types.ts'
import type { Feed, JobDefinition, Service, Subscription } from './background-parts.ts'
import type { Field, HelpdeskPlugin, InputField, PluginParts } from './contract.ts'
import type { ColumnSort, SourceSort, TicketFilter } from './list-parts.ts'

type Keys<Of> = Readonly<Record<keyof Of & string, true>>

export const pluginKeys: Keys<HelpdeskPlugin> = {
  id: true,
  version: true,
  core: true,
  requires: true,
  tables: true,
  derived: true,
  ownedTables: true,
  migrations: true,
  permissions: true,
  setup: true,
  adds: true,
}

export const partKeys: Keys<PluginParts> = {
  api: true,
  routes: true,
  inputs: true,
  ticketFields: true,
  replyFields: true,
  ticketFilters: true,
  ticketSorts: true,
  hooks: true,
  hooksIfPresent: true,
  hookPoints: true,
  events: true,
  on: true,
  feeds: true,
  jobs: true,
  services: true,
  provides: true,
  facts: true,
  doctor: true,
  dispose: true,
}

const routeKeys: Keys<Route> = {
  method: true,
  path: true,
  operationId: true,
  summary: true,
  tag: true,
  permission: true,
  input: true,
  params: true,
  query: true,
  body: true,
  status: true,
  response: true,
  operation: true,
  filters: true,
  fields: true,
  plugin: true,
  takesVersion: true,
  version: true,
  location: true,
  idempotent: true,
  ticketOf: true,
  bodyLimit: true,
  rawBody: true,
  rawResponse: true,
  otherAnswers: true,
  handler: true,
}

const jobKeys: Keys<JobDefinition> = {
  name: true,
  schema: true,
  every: true,
  afterMigration: true,
  perTenant: true,
  maxAttempts: true,
  timeLimit: true,
  run: true,
}

const sortKeys: Keys<ColumnSort & SourceSort> = {
  audience: true,
  columns: true,
  publicColumns: true,
  source: true,
}

/** By the name of the kind in messages. */
export const entryKeys = {
  permission: { roles: true, description: true } satisfies Keys<PermissionEntry>,
  migration: {
    id: true,
    sqlite: true,
    postgres: true,
    breaking: true,
  } satisfies Keys<Migration>,
  route: routeKeys,
  job: jobKeys,
  subscription: { events: true, timeLimit: true, handle: true } satisfies Keys<Subscription>,
  feed: { events: true, from: true, apply: true, rebuild: true } satisfies Keys<Feed>,
  service: { instances: true, run: true } satisfies Keys<Service>,
  filter: { audience: true, schema: true, where: true } satisfies Keys<TicketFilter>,
  sort: sortKeys,
  field: {
    audience: true,
    permission: true,
    schema: true,
    load: true,
    empty: true,
  } satisfies Keys<Field>,
  input: { schema: true, permission: true, apply: true } satisfies Keys<InputField>,
}

/** `what` begins the message, such as `The plugin "tags"`. */
export function checkKeys(
  what: string,
  given: object,
  known: Readonly<Record<string, true>>,
): void {
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(known, key))
  if (unknown === undefined) return
  const names = Object.keys(known)
  const nearest = nearestName(unknown, names)
  const advice = nearest ? `Did you mean "${nearest}"?` : `Known are: ${names.join(', ')}.`
  throw new ConfigurationError(`${what} has "${unknown}", which core does not know. ${advice}`)
}

/** An instance of a class may have fields of its own. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
