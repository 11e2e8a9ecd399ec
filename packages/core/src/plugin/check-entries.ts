/** Checks what each route, job, subscription, filter and field of a plugin holds, for plain JavaScript. */
import { ConfigurationError } from '../kit/errors.ts'
import { roles } from '../people/types.ts'
import { checkKeys, entryKeys, isPlain } from './check-keys.ts'
import type { HelpdeskPlugin, PluginParts } from './contract.ts'

type Entry = Readonly<Record<string, unknown>>

/** What a kind of entry must have. `advice` follows "must have". */
interface Kind {
  readonly what: string
  readonly isRight: (entry: Entry) => boolean
  readonly advice: string
  /** The keys that it may have. */
  readonly keys: Readonly<Record<string, true>>
}

const isFunction = (value: unknown) => typeof value === 'function'
const isText = (value: unknown) => typeof value === 'string' && value !== ''
const isTexts = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText)
const isSchema = (value: unknown) =>
  isFunction((value as { safeParse?: unknown } | null)?.safeParse)
const methods: readonly unknown[] = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE']
const known: readonly unknown[] = roles

const kinds = {
  permission: {
    keys: entryKeys.permission,
    what: 'permission',
    isRight: ({ roles, description }) =>
      Array.isArray(roles) && roles.every((role) => known.includes(role)) && isText(description),
    advice: `roles, out of ${roles.join(', ')}, and a description, such as { roles: ['agent'], description: 'Pin tickets' }.`,
  },
  migration: {
    keys: entryKeys.migration,
    what: 'migration',
    isRight: ({ id, sqlite, postgres }) => isText(id) && isText(sqlite) && isText(postgres),
    advice:
      "an id and its SQL for both databases, such as { id: '0001-init', sqlite: '…', postgres: '…' }.",
  },
  route: {
    keys: entryKeys.route,
    what: 'route',
    isRight: ({ method, permission, handler, operationId }) =>
      methods.includes(method) && isText(permission) && isFunction(handler) && isText(operationId),
    advice:
      "an operationId, a method such as 'GET' in capitals, a permission (or 'public') and a function handler.",
  },
  job: {
    keys: entryKeys.job,
    what: 'job',
    isRight: ({ name, schema, run }) => isText(name) && isSchema(schema) && isFunction(run),
    advice: 'a name, the zod schema of its payload and a function run(call, payload).',
  },
  subscription: {
    keys: entryKeys.subscription,
    what: 'subscription',
    isRight: ({ events, handle }) => (isTexts(events) || isFunction(events)) && isFunction(handle),
    advice:
      "events, such as ['ticket.created'], and a function handle(call, event, { signal }). Its key is a name of your own.",
  },
  feed: {
    keys: entryKeys.feed,
    what: 'feed',
    isRight: ({ events, from, apply }) =>
      (isTexts(events) || isFunction(events)) &&
      (from === 'now' || from === 'beginning') &&
      isFunction(apply),
    advice:
      "events, such as ['ticket.created'], from: 'now' or 'beginning', and a function apply(call, events).",
  },
  service: {
    keys: entryKeys.service,
    what: 'service',
    isRight: ({ instances, run }) => isFunction(instances) && isFunction(run),
    advice: 'a function instances(call) and a function run(call, { instance, lease, signal }).',
  },
  filter: {
    keys: entryKeys.filter,
    what: 'ticket filter',
    isRight: ({ schema, where }) => isSchema(schema) && isFunction(where),
    advice: 'a zod schema and a function where(call, value).',
  },
  sort: {
    keys: entryKeys.sort,
    what: 'ticket sort',
    isRight: ({ columns, source }) =>
      (Array.isArray(columns) && columns.length > 0) || isFunction(source),
    advice: 'columns of tickets, or a function source(call, input).',
  },
  field: {
    keys: entryKeys.field,
    what: 'field',
    isRight: ({ schema, load }) => isSchema(schema) && isFunction(load),
    advice: 'a zod schema, a function load(call, ids) and what is empty.',
  },
  input: {
    keys: entryKeys.input,
    what: 'input field',
    isRight: ({ schema, apply }) => isSchema(schema) && isFunction(apply),
    advice: 'a zod schema and a function apply(call, value, { result }).',
  },
} satisfies Readonly<Record<string, Kind>>

/** Throws `ConfigurationError` for a version, permission or migration that cannot be one. */
export function checkPluginEntries({ id, version, permissions, migrations }: HelpdeskPlugin): void {
  if (!isText(version)) {
    throw new ConfigurationError(
      `The plugin "${id}" must have its own version, such as version: '1.0.0'.`,
    )
  }
  checkNamed(id, kinds.permission, permissions)
  checkList(id, 'migrations', kinds.migration, 'id', migrations)
}

/** Throws `ConfigurationError` for an entry of a plugin's parts that lacks what core needs. */
export function checkPartsEntries(id: string, parts: PluginParts): void {
  checkList(id, 'routes', kinds.route, 'operationId', parts.routes)
  checkList(id, 'jobs', kinds.job, 'name', parts.jobs)
  checkNamed(id, kinds.subscription, parts.on)
  for (const job of parts.jobs ?? []) checkTimeLimit(id, 'job', job.name, job)
  for (const [name, part] of Object.entries(parts.on ?? {})) {
    checkTimeLimit(id, 'subscription', name, part)
  }
  checkNamed(id, kinds.feed, parts.feeds)
  checkNamed(id, kinds.service, parts.services)
  checkBackgroundNames(id, kinds.subscription, parts.on)
  checkBackgroundNames(id, kinds.feed, parts.feeds)
  checkBackgroundNames(id, kinds.service, parts.services)
  checkNamed(id, kinds.filter, parts.ticketFilters)
  checkNamed(id, kinds.sort, parts.ticketSorts)
  checkNamed(id, kinds.field, parts.ticketFields)
  checkNamed(id, kinds.field, parts.replyFields)
  for (const fields of Object.values(parts.inputs ?? {})) checkNamed(id, kinds.input, fields)
}

/** Core puts the id of the plugin before these names, and copies what they name. */
function checkBackgroundNames(id: string, kind: Kind, given: object = {}): void {
  for (const [name, entry] of Object.entries(given)) {
    if (/[:\s]/.test(name) || name === '') {
      throw new ConfigurationError(
        `The ${kind.what} "${name}" of the plugin "${id}" must have a name without colons and spaces. Core calls it "${id}:<name>".`,
      )
    }
    if (!isPlain(entry)) {
      throw new ConfigurationError(
        `The ${kind.what} "${name}" of the plugin "${id}" is an instance of a class. Make it a plain object that calls the instance.`,
      )
    }
  }
}

/** The longest delay of a timer in Node, some 24 days. */
const longestTimer = 2 ** 31 - 1

function checkTimeLimit(
  id: string,
  what: string,
  name: string,
  { timeLimit = null }: { readonly timeLimit?: number | null },
): void {
  if (timeLimit === null) return
  if (Number.isInteger(timeLimit) && timeLimit >= 1 && timeLimit <= longestTimer) return
  throw new ConfigurationError(
    `The timeLimit of the ${what} "${name}" of the plugin "${id}" must be a whole number of milliseconds ` +
      `from 1 to ${longestTimer}, or null for no limit.`,
  )
}

function checkList(
  id: string,
  key: string,
  kind: Kind,
  name: string,
  given: readonly object[] = [],
): void {
  for (const [index, entry] of given.entries()) {
    const called = (entry as Entry)[name]
    checkEntry(id, kind, isText(called) ? String(called) : `${key}[${index}]`, entry)
  }
}

function checkNamed(id: string, kind: Kind, given: object = {}): void {
  for (const [name, entry] of Object.entries(given)) checkEntry(id, kind, name, entry)
}

function checkEntry(id: string, kind: Kind, name: string, entry: unknown): void {
  const what = `The ${kind.what} "${name}" of the plugin "${id}"`
  const isObject = typeof entry === 'object' && entry !== null
  // A misspelt key is often the reason why another one is missing.
  if (isObject && isPlain(entry)) checkKeys(what, entry, kind.keys)
  if (isObject && kind.isRight(entry as Entry)) return
  throw new ConfigurationError(`${what} must have ${kind.advice}`)
}
