/** Names in a plugin's parts that mean nothing, or mean something else already. */
import { ConfigurationError } from '../kit/errors.ts'
import type { PermissionCatalogue, PermissionEntry } from '../permissions/types.ts'
import type { PluginParts } from './contract.ts'
import { coreHookPoints } from './hook-points.ts'

/** The parts of core or of a plugin, before they are merged. */
export interface Source {
  readonly id: string
  readonly parts: Omit<PluginParts, 'api'>
  readonly permissions: PermissionCatalogue
  /** The names of its tables. */
  readonly tables: readonly string[]
}

/** Hooks and inputs must be for a point that core or an installed plugin declares. `hooksIfPresent` need not. */
export function checkPoints(source: Source, sources: readonly Source[]): void {
  const known = new Set([
    ...coreHookPoints,
    'ticket.changed',
    ...sources.flatMap(({ parts }) => parts.hookPoints ?? []),
  ])
  const named = [
    ...Object.keys(source.parts.hooks ?? {}),
    ...Object.keys(source.parts.inputs ?? {}),
  ]
  const unknown = named.find((point) => !known.has(point))
  if (unknown === undefined) return
  throw new ConfigurationError(
    `The plugin "${source.id}" hooks into "${unknown}", which is no hook point of core or of an ` +
      `installed plugin. Use hooksIfPresent for a plugin that may be missing. Known points are: ${[...known].toSorted().join(', ')}.`,
  )
}

/** `ticket.changed` is no operation, so nobody can add inputs to it. */
export function checkTicketChanged({ id, parts }: Source): void {
  if (!parts.inputs || !('ticket.changed' in parts.inputs)) return
  throw new ConfigurationError(
    `The plugin "${id}" has inputs for "ticket.changed", which is not an operation. Add them to an operation such as "ticket.update".`,
  )
}

/** What core itself gives or takes under a name. */
const taken = {
  ticketFields: new Set([
    ...['id', 'number', 'subject', 'status', 'priority', 'category', 'requester', 'createdBy'],
    ...['assignee', 'organisationId', 'followUpOfId', 'reopenCount', 'createdAt', 'updatedAt'],
    ...['firstResponseAt', 'resolvedAt', 'closedAt', 'waitingSince', 'allowedTransitions'],
    ...['version', 'side', 'teamId', 'metadata', 'spamAt', 'deletedAt', 'deletedBy'],
    ...['description', 'descriptionHtml'],
  ]),
  replyFields: new Set([
    ...['id', 'ticketId', 'audience', 'author', 'side', 'body', 'bodyHtml', 'via'],
    ...['automatic', 'createdAt', 'sentAt', 'editedAt', 'deletedAt', 'version'],
  ]),
  ticketFilters: new Set([
    ...['limit', 'cursor', 'sort', 'order', 'deleted', 'spam', 'count', 'include'],
  ]),
} as const

export function checkNames({ id, parts }: Source): void {
  for (const [kind, names] of Object.entries(taken)) {
    const clash = Object.keys(parts[kind as keyof typeof taken] ?? {}).find((name) =>
      names.has(name),
    )
    if (clash === undefined) continue
    throw new ConfigurationError(
      `The plugin "${id}" has "${clash}" among its ${kind}, which is core's own name. Choose another one.`,
    )
  }
  const job = id === 'core' ? undefined : parts.jobs?.find(({ name }) => !name.startsWith(`${id}:`))
  if (job) {
    throw new ConfigurationError(
      `The job "${job.name}" of the plugin "${id}" must be named "${id}:…".`,
    )
  }
}

/** A part of a plugin under what a message calls it. */
type Naming = readonly [what: string, part: { readonly permission?: string }]

/** A permission that nobody declares would be one that nobody has. */
export function checkPermissions(
  { id, parts }: Source,
  known: ReadonlyMap<string, PermissionEntry>,
): void {
  const { routes = [], inputs = {}, ticketFields = {}, replyFields = {} } = parts
  const naming: Naming[] = [
    ...routes
      .filter(({ permission }) => permission !== 'public')
      .map((route): Naming => [`route "${route.operationId}"`, route]),
    ...Object.entries(inputs).flatMap(([point, fields]) =>
      named(`input field of "${point}"`, fields),
    ),
    ...named('ticket field', ticketFields),
    ...named('reply field', replyFields),
  ]
  for (const [what, { permission }] of naming) {
    if (permission === undefined || known.has(permission)) continue
    throw new ConfigurationError(
      `The ${what} of plugin "${id}" names the permission "${permission}", which nobody declares. ` +
        'Add it to the permissions of the plugin.',
    )
  }
}

function named(kind: string, parts: Readonly<Record<string, Naming[1]>>): Naming[] {
  return Object.entries(parts).map(([name, part]) => [`${kind} "${name}"`, part])
}
