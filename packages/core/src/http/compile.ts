/** What a route needs at every request, worked out once at boot. */
import type { ZodObject, ZodType } from 'zod'
import { z } from 'zod'
import { ConfigurationError, notFound } from '../kit/errors.ts'
import { hostId, id } from '../kit/validation.ts'
import type { Registry } from '../plugin/registry.ts'
import type { Limits } from '../runtime.ts'
import { queryParser } from './query.ts'
import { isUnderReply, isUnderTicket, paramNames, type Route } from './route.ts'

export interface CompiledRoute {
  readonly route: Route
  readonly isPublic: boolean
  /** The router loads the ticket of the path, and its reply, before the handler runs. */
  readonly loadsTarget: boolean
  /** The path begins with that of a reply. */
  readonly isUnderReply: boolean
  readonly takesKey: boolean
  readonly bodyLimit: number
  /** The schema of the JSON body. A route with an `input` parses its body as part of that. */
  readonly body: ZodType | undefined
  /** The schema of the input of a route with a JSON body, with plugins' inputs. */
  readonly input: ZodType | undefined
  readonly query: ZodType | undefined
  /** Throws `not_found` (404) for a malformed id. */
  parseParams(params: Readonly<Record<string, string>>): unknown
  parseQuery(url: string): unknown
}

export function compileRoutes(registry: Registry, limits: Limits): CompiledRoute[] {
  return registry.routes.map((route) => {
    const query = querySchema(route, registry)
    const isPublic = route.permission === 'public'
    return {
      route,
      isPublic,
      loadsTarget: !isPublic && isUnderTicket(route) && (route.method === 'GET' || !route.input),
      isUnderReply: isUnderReply(route),
      takesKey: route.idempotent ?? (route.method === 'POST' && !route.rawBody),
      bodyLimit: route.bodyLimit ?? (route.rawBody ? Number.POSITIVE_INFINITY : limits.body),
      body: withInputs(route, registry, route.body),
      input: takesJson(route) ? withInputs(route, registry, route.input) : undefined,
      query,
      parseParams: paramsParser(route),
      parseQuery: queryParser(query),
    }
  })
}

/** Whether a body of the route, if it has one, is JSON. */
function takesJson({ method, rawBody }: Route): boolean {
  return method !== 'GET' && !rawBody
}

const ownIds: readonly string[] = ['ticketId', 'replyId']

/** The params of a route without a schema: ids of tickets and replies are Deskhand's own, others may be the host's. */
export function paramsSchema(route: Route): ZodType {
  if (route.params) return route.params
  const names = paramNames(route.path)
  return z.strictObject(
    Object.fromEntries(names.map((name) => [name, ownIds.includes(name) ? id() : hostId()])),
  )
}

function paramsParser(route: Route): CompiledRoute['parseParams'] {
  const names = paramNames(route.path)
  const none = {}
  if (names.length === 0) return () => none
  const schema = paramsSchema(route)
  return (params) => {
    const result = schema.safeParse(params)
    if (result.success) return result.data
    const name = String(result.error.issues[0]?.path[0] ?? names[0])
    throw notFound(name.replace(/Id$/, ''))
  }
}

function withInputs(
  { operation }: Route,
  registry: Registry,
  schema: ZodType | undefined,
): ZodType | undefined {
  return schema && operation ? registry.withInputs(operation, schema) : schema
}

/** The route's own query with what core and plugins add to it. */
function querySchema(route: Route, registry: Registry): ZodType | undefined {
  const { filters, fields } = route
  if (!filters && !fields) return route.query
  return objectOf(route).safeExtend({
    ...(filters && filterSchemas(registry)),
    ...(fields && { include: includeSchema(fields, registry) }),
  })
}

function objectOf({ query, operationId }: Route): ZodObject {
  if (!query) return z.strictObject({})
  if ('safeExtend' in query) return query as ZodObject
  throw new ConfigurationError(
    `The query of the route "${operationId}" must be a plain zod object, so that plugins can add to it.`,
  )
}

function filterSchemas({ ticketFilters, ticketSorts }: Registry): Record<string, ZodType> {
  const filters = [...ticketFilters].map(([name, { schema }]) => [name, schema.optional()] as const)
  const sorts = [...ticketSorts.keys()]
  return { ...Object.fromEntries(filters), sort: oneOf(sorts).optional() }
}

function includeSchema(fields: 'ticket' | 'reply', registry: Registry): ZodType {
  const known = fields === 'ticket' ? registry.ticketFields : registry.replyFields
  return z
    .array(oneOf([...known.keys()]))
    .max(20)
    .optional()
}

function oneOf(names: readonly string[]): ZodType {
  return names.length > 0 ? z.enum(names) : z.never()
}
