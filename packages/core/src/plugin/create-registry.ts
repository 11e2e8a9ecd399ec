/** Merges core's parts and the plugins', and refuses what clashes with a sentence that says so. */
import { ZodObject, type ZodType } from 'zod'
import { ConfigurationError } from '../kit/errors.ts'
import type { PermissionCatalogue } from '../permissions/types.ts'
import { tableNamesOf } from '../tables.ts'
import {
  checkNames,
  checkPermissions,
  checkPoints,
  checkTicketChanged,
  type Source,
} from './check-parts.ts'
import type { InputField, PluginParts } from './contract.ts'
import type { ExtensionPointName, Provided } from './extension-points.ts'
import type { HookPointName } from './hook-points.ts'
import type { Hook } from './hooks.ts'
import { mountRoutes } from './mount.ts'
import type { InstalledPlugin, Registry } from './registry.ts'

export type CoreParts = Omit<PluginParts, 'api' | 'dispose'> & {
  readonly permissions: PermissionCatalogue
}

export function createRegistry(
  core: CoreParts,
  plugins: readonly InstalledPlugin[],
  disabledRoutes: readonly string[] = [],
): Registry {
  const sources: Source[] = [
    { id: 'core', parts: core, permissions: core.permissions, tables: [] },
    ...plugins.map(({ plugin, parts }) => ({
      id: plugin.id,
      parts,
      permissions: plugin.permissions ?? {},
      tables: tableNamesOf(plugin),
    })),
  ]
  for (const source of sources) checkPoints(source, sources)
  for (const source of sources) checkTicketChanged(source)
  for (const source of sources) checkNames(source)
  const permissions = merge(sources, 'permission', (source) => source.permissions)
  for (const source of sources) checkPermissions(source, permissions)
  const schemas = new Map<ZodType, Map<string, ZodType>>()
  const inputs = groupByPoint(sources)

  return {
    plugins: new Map(plugins.map((installed) => [installed.plugin.id, installed])),
    permissions,
    routes: mountRoutes(sources, disabledRoutes),
    ticketFields: merge(sources, 'ticket field', ({ parts }) => parts.ticketFields),
    replyFields: merge(sources, 'reply field', ({ parts }) => parts.replyFields),
    ticketFilters: merge(sources, 'ticket filter', ({ parts }) => parts.ticketFilters),
    ticketSorts: merge(sources, 'ticket sort', ({ parts }) => parts.ticketSorts),
    events: merge(sources, 'event type', ({ parts }) => parts.events),
    subscriptions: withNames(sources, ({ parts }) => parts.on),
    feeds: withNames(sources, ({ parts, tables }) =>
      Object.fromEntries(
        Object.entries(parts.feeds ?? {}).map(([key, feed]) => [key, { ...feed, tables }]),
      ),
    ),
    services: withNames(sources, ({ parts }) => parts.services),
    jobs: merge(sources, 'job', ({ parts }) =>
      Object.fromEntries(parts.jobs?.map((job) => [job.name, job]) ?? []),
    ),
    provided: memoise((point) => provisionsAt(sources, point)) as unknown as Provided,
    hooks: memoise((point) => sources.flatMap(({ parts }) => hooksAt(parts, point))),
    ticketChangedHooks: sources.flatMap(({ id, parts }) => {
      const run = parts.hooks?.['ticket.changed']
      return run ? [{ plugin: id, run }] : []
    }),
    inputs: (point) => inputs.get(point) ?? none,
    withInputs(point, base) {
      const fields = inputs.get(point)
      if (!fields) return base
      const known = schemas.get(base) ?? new Map<string, ZodType>()
      schemas.set(base, known)
      const schema = known.get(point) ?? extend(point, base, fields)
      known.set(point, schema)
      return schema as typeof base
    },
  }
}

const none: ReadonlyMap<string, InputField> = new Map()

function extend(point: string, base: ZodType, fields: ReadonlyMap<string, InputField>): ZodType {
  if (!(base instanceof ZodObject)) throw new TypeError(`The input of "${point}" is not an object.`)
  for (const name of fields.keys()) {
    if (name in base.shape) throw clash(`input field of "${point}"`, name, 'core')
  }
  const extra = [...fields].map(([name, field]) => [name, field.schema.optional()] as const)
  return base.safeExtend(Object.fromEntries(extra))
}

function groupByPoint(sources: readonly Source[]): Map<string, Map<string, InputField>> {
  const points = new Map<string, Map<string, InputField>>()
  for (const { id, parts } of sources) {
    for (const [point, fields] of Object.entries(parts.inputs ?? {})) {
      const merged = points.get(point) ?? new Map<string, InputField>()
      for (const [name, field] of Object.entries(fields)) {
        if (merged.has(name)) throw clash(`input field of "${point}"`, name, id)
        merged.set(name, field as InputField)
      }
      points.set(point, merged)
    }
  }
  return points
}

function merge<Part>(
  sources: readonly Source[],
  what: string,
  pick: (source: Source) => Readonly<Record<string, Part>> | undefined,
): ReadonlyMap<string, Part> {
  const merged = new Map<string, Part>()
  for (const source of sources) {
    for (const [name, part] of Object.entries(pick(source) ?? {})) {
      if (merged.has(name)) throw clash(what, name, source.id)
      merged.set(name, part)
    }
  }
  return merged
}

/** Maps parts by `<plugin>:<key>`, which is also the `name` of each part. */
function withNames<Part extends object>(
  sources: readonly Source[],
  pick: (source: Source) => Readonly<Record<string, Part>> | undefined,
): ReadonlyMap<string, Part & { readonly name: string }> {
  return new Map(
    sources.flatMap((source) =>
      Object.entries(pick(source) ?? {}).map(([key, part]) => {
        const name = `${source.id}:${key}`
        return [name, { ...part, name }] as const
      }),
    ),
  )
}

function provisionsAt(sources: readonly Source[], point: string): ReadonlyMap<string, unknown> {
  const provisions = sources.map(
    ({ id, parts }) => [id, parts.provides?.[point as ExtensionPointName]] as const,
  )
  return new Map(provisions.filter(([, provision]) => provision !== undefined))
}

function hooksAt({ hooks, hooksIfPresent }: Source['parts'], point: string) {
  const name = point as HookPointName
  return [hooks?.[name] ?? [], hooksIfPresent?.[name] ?? []].flat() as Hook<HookPointName>[]
}

function memoise<Value>(make: (key: string) => Value): (key: string) => Value {
  const made = new Map<string, Value>()
  return (key) => {
    const value = made.get(key) ?? make(key)
    made.set(key, value)
    return value
  }
}

function clash(what: string, name: string, plugin: string): ConfigurationError {
  return new ConfigurationError(
    `The ${what} "${name}" of plugin "${plugin}" exists already. Rename it, or remove one of the two plugins.`,
  )
}
