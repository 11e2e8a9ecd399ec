/** Checks what types cannot check for plain JavaScript: the keys of a plugin and of its parts, and what they hold. */
import { is, Table } from 'drizzle-orm'
import validRange from 'semver/ranges/valid.js'
import type { EventDeclaration } from '../events/types.ts'
import { ConfigurationError } from '../kit/errors.ts'
import { describe } from '../kit/in-words.ts'
import { checkPartsEntries } from './check-entries.ts'
import { checkKeys, partKeys, pluginKeys } from './check-keys.ts'
import { checkRoutes } from './check-routes.ts'
import type { HelpdeskPlugin, PluginParts } from './contract.ts'
import { coreExtensionPoints } from './extension-points.ts'

type Kind = 'object' | 'list of objects' | 'list of names'

/** What holds several things, and may be left out. */
const pluginKinds: { readonly [Key in keyof HelpdeskPlugin]?: Kind } = {
  requires: 'list of names',
  tables: 'object',
  derived: 'list of names',
  ownedTables: 'list of names',
  migrations: 'list of objects',
  permissions: 'object',
}

const partKinds: { readonly [Key in keyof PluginParts]?: Kind } = {
  routes: 'list of objects',
  inputs: 'object',
  ticketFields: 'object',
  replyFields: 'object',
  ticketFilters: 'object',
  ticketSorts: 'object',
  hooks: 'object',
  hooksIfPresent: 'object',
  events: 'object',
  on: 'object',
  feeds: 'object',
  jobs: 'list of objects',
  services: 'object',
  provides: 'object',
}

/** Throws `ConfigurationError` for a plugin with an unknown key, any version of core, or unknown `derived` tables. */
export function checkPluginShape(plugin: HelpdeskPlugin): void {
  const what = `The plugin "${plugin.id}"`
  checkKeys(what, plugin, pluginKeys)
  checkKinds(what, plugin, pluginKinds)
  checkCoreRange(plugin)
  const { tables = {}, derived = [] } = plugin
  const strange = Object.keys(tables).find((key) => !is(tables[key], Table))
  if (strange !== undefined) {
    throw new ConfigurationError(
      `${what} has "${strange}" among its tables, and it is not a table. Make it with table('deskhand_…', columns) of @deskhand/core/db.`,
    )
  }
  const unknown = derived.find((key) => !(key in tables))
  if (unknown === undefined) return
  throw new ConfigurationError(
    `The plugin "${plugin.id}" names "${unknown}" in derived, which is no key of its tables.`,
  )
}

/** A later core may change the contract, so a plugin names the versions that it was tested with. */
function checkCoreRange({ id, core }: HelpdeskPlugin): void {
  const range = typeof core === 'string' ? validRange(core) : null
  if (range !== null && range !== '*') return
  throw new ConfigurationError(
    `The plugin "${id}" must say which versions of core it works with, as a range such as "^1.0.0", not ${JSON.stringify(core)}.`,
  )
}

/** Returns what `setup` gave. Throws `ConfigurationError` unless it is the parts of a plugin. */
export function checkPartsShape(id: string, given: unknown): PluginParts {
  if (given instanceof Promise) {
    throw new ConfigurationError(
      `setup() of the plugin "${id}" returned a promise. Make it synchronous: no I/O happens at boot.`,
    )
  }
  if (typeof given !== 'object' || given === null) {
    throw new ConfigurationError(
      `setup() of the plugin "${id}" must return its parts, such as { api: (call) => ({}), routes: [] }.`,
    )
  }
  const parts = given as PluginParts
  const what = `setup() of the plugin "${id}"`
  checkKeys(what, parts, partKeys)
  checkKinds(what, parts, partKinds)
  if (typeof parts.api !== 'function') {
    throw new ConfigurationError(
      `setup() of the plugin "${id}" must return an api. One without functions is "api: () => ({})".`,
    )
  }
  checkHooks(id, { ...parts.hooks, ...parts.hooksIfPresent })
  checkPartsEntries(id, parts)
  checkRoutes(id, parts.routes ?? [])
  checkEvents(id, parts.events ?? {})
  checkProvisions(id, parts.provides ?? {})
  return parts
}

function checkKinds<Given extends object>(
  what: string,
  given: Given,
  kinds: { readonly [Key in keyof Given]?: Kind },
): void {
  for (const [key, kind] of Object.entries(kinds) as [keyof Given, Kind][]) {
    const value: unknown = given[key]
    if (value === undefined || isOfKind(value, kind)) continue
    throw new ConfigurationError(
      `${what} has ${describe(value)} as "${String(key)}", which must be ${kind === 'object' ? 'an object' : `a ${kind}`}. Leave it out if there is nothing to say.`,
    )
  }
}

function isOfKind(value: unknown, kind: Kind): boolean {
  if (kind === 'object') return isObject(value) && !Array.isArray(value)
  if (!Array.isArray(value)) return false
  return value.every((entry) =>
    kind === 'list of names' ? typeof entry === 'string' : isObject(entry),
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function checkHooks(id: string, hooks: Readonly<Record<string, unknown>>): void {
  for (const [point, hook] of Object.entries(hooks)) {
    if (point === 'ticket.changed') {
      if (typeof hook === 'function') continue
      throw new ConfigurationError(
        `The hook "ticket.changed" of the plugin "${id}" must be a function (call, changes), not { before, after }.`,
      )
    }
    const isHook =
      typeof hook === 'object' &&
      hook !== null &&
      Object.entries(hook).every(
        ([when, run]) => (when === 'before' || when === 'after') && typeof run === 'function',
      )
    if (isHook) continue
    throw new ConfigurationError(
      `The hook "${point}" of the plugin "${id}" must be { before, after }, with one function or both.`,
    )
  }
}

const eventKeys: Readonly<Record<keyof EventDeclaration, true>> = {
  description: true,
  publicData: true,
}

function checkEvents(id: string, events: Readonly<Record<string, unknown>>): void {
  for (const [type, declaration] of Object.entries(events)) {
    const what = `The event "${type}" of the plugin "${id}"`
    const given: object = Object(declaration)
    checkKeys(what, given, eventKeys)
    const { description, publicData = [] } = given as Partial<EventDeclaration>
    if (typeof description !== 'string' || description.trim() === '') {
      throw new ConfigurationError(
        `${what} must have a description that says when it is emitted, such as { description: 'A sticker was added.' }.`,
      )
    }
    if (Array.isArray(publicData) && publicData.every((key) => typeof key === 'string')) continue
    throw new ConfigurationError(
      `${what} must name the keys of its data that customers see in publicData, as a list such as ['stickerId'].`,
    )
  }
}

const functionsOf: Readonly<Record<string, readonly string[]>> = {
  merge: ['move', 'undo'],
  erase: ['forget'],
}

function checkProvisions(id: string, provides: object): void {
  for (const [point, provision] of Object.entries(provides)) {
    if (!point.includes('.') && !coreExtensionPoints.includes(point)) {
      throw new ConfigurationError(
        `The plugin "${id}" provides "${point}", which is no extension point of core (${coreExtensionPoints.join(', ')}). ` +
          'Points of plugins are named "<plugin>.<name>".',
      )
    }
    const missing = functionsOf[point]?.find((name) => typeof provision?.[name] !== 'function')
    if (missing !== undefined) {
      throw new ConfigurationError(
        `What the plugin "${id}" provides as "${point}" must have the function "${missing}".`,
      )
    }
    if (point === 'redact' && typeof provision !== 'function') {
      throw new ConfigurationError(
        `What the plugin "${id}" provides as "redact" must be a function (call, redaction).`,
      )
    }
    if (point === 'searchText' && !Array.isArray(provision?.changedBy)) {
      throw new ConfigurationError(
        `What the plugin "${id}" provides as "searchText" must name the events that change it in changedBy.`,
      )
    }
  }
}
