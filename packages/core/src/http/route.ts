/** A route is data. The router, the OpenAPI document and the contract suites all read it. */
import type { ZodObject, ZodType } from 'zod'
import type { Call } from '../api/call.ts'
import { ConfigurationError } from '../kit/errors.ts'
import type { ReplyRow } from '../replies/schema.ts'
import type { TicketRow } from '../tickets/schema.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

export interface RouteInput<Params = unknown, Query = unknown, Body = unknown, Input = unknown> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** The route's `input`, parsed: path, `If-Match`, and body or query, in one object. */
  readonly input: Input
  /** The version from `If-Match`, where the route takes it. */
  readonly ifVersion: number | undefined
  /**
   * The ticket of the path, not locked. The actor may see it and has the route's permission for it.
   * Throws a `TypeError` where the router does not load the ticket: see `Route.input`.
   */
  readonly ticket: TicketRow
  /**
   * The reply of a path below `/tickets/:ticketId/replies/:replyId`, not locked. It is a reply of `ticket`, and
   * the actor may see it. If it is deleted, its `deletedAt` is set, and nobody may see its text.
   * Throws a `TypeError` where the router does not load the reply.
   */
  readonly reply: ReplyRow
  readonly request: Request
}

export interface Route<
  Params = unknown,
  Query = unknown,
  Body = unknown,
  Result = unknown,
  Input = unknown,
> {
  readonly method: Method
  /** Such as `/tickets/:ticketId/replies`. */
  readonly path: string
  /** Unique across all routes: the name of the client's method and OpenAPI's `operationId`. */
  readonly operationId: string
  readonly summary: string
  readonly tag: string
  /**
   * The permission it needs, or `public` for what needs no session at all: then the call's actor is
   * nobody, and the handler decides what it does `call.asSystem()`.
   */
  readonly permission: string
  /**
   * The input of the service that the handler calls: a strict object that replaces `params`, `query` and
   * `body`. The path gives its parameters, `If-Match` gives `ifVersion`, and the body gives the other
   * fields. For a GET and for a raw body, the query gives them. The router parses a JSON body with it,
   * and the service's `parse` with the same schema returns the result without parsing again.
   *
   * Such a service also loads and locks the ticket of the path, and its reply, and throws `not_found`
   * (404) for what the actor may not see. So the router loads them only for a GET and for a route without
   * `input`. For a `public` route, which has no actor, it loads nothing.
   */
  readonly input?: ZodType<Input>
  readonly params?: ZodType<Params>
  readonly query?: ZodType<Query>
  readonly body?: ZodType<Body>
  /** Of an answer that worked. 204 has no body. */
  readonly status: 200 | 201 | 202 | 204
  readonly response?: ZodType
  /** The hook point whose plugin inputs the body also takes, such as `ticket.create`. */
  readonly operation?: string
  /** The query also takes plugins' filters and sorts of this list. */
  readonly filters?: 'ticket'
  /** Plugins' fields that `include[]` adds: the answer is one of these, or a page of them. */
  readonly fields?: 'ticket' | 'reply'
  /** The plugin it belongs to; filled in at boot. */
  readonly plugin?: string
  /** Takes `If-Match`. */
  readonly takesVersion?: boolean
  /** The version of the answer: its `ETag`, left out when `include[]` adds to the answer. */
  readonly version?: (result: Result) => number | undefined
  /** The path of what was made, below `basePath`. */
  readonly location?: (result: Result) => string | undefined
  /** Takes `Idempotency-Key`. Default: true for POST, unless the body is raw. */
  readonly idempotent?: boolean
  /** The ticket whose text a stored answer repeats. Default: the ticket of the path. */
  readonly ticketOf?: (result: Result) => string | undefined
  /** Bytes of body it accepts. Default: the helpdesk's `limits.body`. */
  readonly bodyLimit?: number
  /**
   * Media types of a body that the handler reads from `request` by itself and bounds by itself, as a
   * stream or with `readBytes`. Only a `Content-Length` over `bodyLimit`, if that is given, is refused
   * before.
   */
  readonly rawBody?: readonly string[]
  /**
   * Media types of the `Response` that the handler answers with, for the documentation. Of a
   * `text/event-stream` `response` is the data of each message.
   */
  readonly rawResponse?: readonly string[]
  /** When such a `Response` has another status, for the documentation: 206, 304 and 416, for example. */
  readonly otherAnswers?: Readonly<Record<number, string>>
  /** May return a `Response` to answer by itself, such as a stream. */
  handler(
    call: Call,
    input: RouteInput<Params, Query, Body, Input>,
  ): Promise<Result | Response> | Result | Response
}

/**
 * Defines a route: the types of its handler follow from its schemas. Derives `params`, `query`, `body`
 * and `takesVersion` from `input`. Throws `ConfigurationError` where `input` lacks a path parameter.
 */
export function route<
  Params = unknown,
  Query = unknown,
  Body = unknown,
  Result = unknown,
  Input = unknown,
>(definition: Route<Params, Query, Body, Result, Input>): Route {
  const { input, ...rest } = definition
  const parts = input && partsOf(definition, input as unknown as ZodObject)
  return { input, ...parts, ...rest } as unknown as Route
}

/** The names of the parameters in a path, such as `ticketId` in `/tickets/:ticketId`. */
export function paramNames(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string)
}

export const ticketPath = '/tickets/:ticketId'
export const replyPath = `${ticketPath}/replies/:replyId`

export function isUnderTicket({ path }: Pick<Route, 'path'>): boolean {
  return `${path}/`.startsWith(`${ticketPath}/`)
}

export function isUnderReply({ path }: Pick<Route, 'path'>): boolean {
  return `${path}/`.startsWith(`${replyPath}/`)
}

/** Splits an input into the parts that come from the path, `If-Match`, and the body or query. */
function partsOf(
  {
    operationId,
    method,
    path,
    rawBody,
  }: Pick<Route, 'operationId' | 'method' | 'path' | 'rawBody'>,
  input: ZodObject,
): Partial<Route> {
  const names = paramNames(path)
  const missing = names.find((name) => !(name in input.shape))
  if (missing) {
    throw new ConfigurationError(
      `The input of the route "${operationId}" has no field "${missing}", which is a parameter of its path. Add it.`,
    )
  }
  const mask: Record<string, true> = Object.fromEntries(names.map((name) => [name, true]))
  const takesVersion = 'ifVersion' in input.shape
  const rest = input.omit((takesVersion ? { ...mask, ifVersion: true } : mask) as never)
  const isEmpty = Object.keys(rest.shape).length === 0
  return {
    ...(names.length > 0 && { params: input.pick(mask as never) }),
    ...(takesVersion && { takesVersion }),
    ...(!isEmpty && (method === 'GET' || rawBody ? { query: rest } : { body: rest })),
  }
}
