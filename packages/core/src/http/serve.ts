/** One request from arrival to answer. Each step is a file of its own. */
import type { Call } from '../api/call.ts'

import { forbidden } from '../kit/errors.ts'
import { parse, parseAhead, unknownField } from '../kit/validation.ts'
import { nobody } from '../people/actor.ts'
import type { Runtime } from '../runtime.ts'
import { loadVisibleTicket } from '../tickets/load.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { type Answer, alwaysHeaders, isResponse, toResponse, withHeaders } from './answer.ts'
import { authenticate } from './authenticate.ts'
import { checkContentLength, readJson, refuseBody } from './body.ts'
import type { CompiledRoute } from './compile.ts'
import { entityTag, ifMatchVersion, isKnownToCaller } from './etags.ts'
import { type AnswerOnce, fingerprintOf, idempotencyKeyOf } from './idempotency.ts'
import { logFailure, observe } from './observe.ts'
import { checkOrigin, corsHeaders, type Origins } from './origins.ts'
import { problemAnswer, toldError } from './problem.ts'
import { requestIdOf } from './request-id.ts'
import type { Route, RouteInput } from './route.ts'

type AnyInput = RouteInput<unknown, unknown, unknown>

export interface HttpContext {
  readonly runtime: Runtime
  /** Throws while nothing can be served, such as before `migrate()`. */
  readonly ready: () => Promise<void>
  readonly origins: Origins
  readonly answerOnce: AnswerOnce
}

/** What the router found out. `path` has no `basePath`. */
export interface Arrival {
  readonly request: Request
  readonly path: string
  readonly params: Readonly<Record<string, string>>
}

/** Answers whatever happens; never rejects. */
export async function serve(
  context: HttpContext,
  compiled: CompiledRoute,
  arrival: Arrival,
): Promise<Response> {
  const { request } = arrival
  const requestId = requestIdOf(request, context.runtime.newId)
  return respond(context, request, requestId, compiled.route.operationId, () =>
    answer(context, compiled, arrival, requestId),
  )
}

/** Turns an answer or an error into a response with the headers that every response has. */
export async function respond(
  { runtime, origins }: HttpContext,
  request: Request,
  requestId: string,
  operation: string,
  work: () => Promise<Answer | Response> | Answer | Response,
): Promise<Response> {
  const started = performance.now()
  const headers = {
    ...alwaysHeaders,
    'x-request-id': requestId,
    ...corsHeaders(request, origins),
  }
  let response: Response
  try {
    const result = await work()
    response = isResponse(result) ? withHeaders(result, headers) : toResponse(result, headers)
    if (request.method === 'HEAD') await abandonBody(response)
  } catch (error) {
    const told = toldError(error)
    logFailure(runtime.logger, told, error, { requestId, operation })
    response = toResponse(problemAnswer(told, requestId), headers)
  }
  const { status } = response
  const ms = performance.now() - started
  observe(runtime, { requestId, method: request.method, operation, status, ms })
  return response
}

/** Nobody reads the body that a HEAD request would have got, so its stream has to be let go. */
async function abandonBody(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => {})
}

async function answer(
  context: HttpContext,
  compiled: CompiledRoute,
  { request, path, params: rawParams }: Arrival,
  requestId: string,
): Promise<Answer | Response> {
  const { route } = compiled
  await context.ready()
  const call = await open(context, compiled, request, requestId)
  const params = compiled.parseParams(rawParams)
  const { ticketId } = params as { ticketId?: string }
  const ticket =
    compiled.loadsTicket && ticketId !== undefined
      ? await loadVisibleTicket(call, ticketId)
      : undefined
  if (!compiled.isPublic) await requireRoutePermission(call, route, ticket, ticketId)
  const query = compiled.parseQuery(request.url)
  const rawBody = await readBody(compiled, request)
  const input = inputOf(compiled, { params, query, rawBody, ticket, request })

  const key = compiled.takesKey && !compiled.isPublic ? idempotencyKeyOf(request) : undefined
  if (key === undefined) {
    const result = await route.handler(call, input)
    return isResponse(result) ? result : toAnswer(context, compiled, input, result)
  }
  const keyed = {
    key,
    method: route.method,
    path,
    fingerprint: fingerprintOf(call.actor.role, query, rawBody),
  }
  return context.answerOnce(call, keyed, {
    authorise: async (inner, answeredId) => {
      for (const shownId of new Set([ticketId ?? answeredId, answeredId])) {
        if (shownId !== null) await loadVisibleTicket(inner, shownId)
      }
    },
    run: async (inner) => {
      const result = await route.handler(inner, input)
      if (isResponse(result)) throw keptResponse(route.operationId)
      const answer = toAnswer(context, compiled, input, result)
      return { answer, ticketId: route.ticketOf?.(result) ?? ticketId }
    },
  })
}

interface Read {
  readonly params: unknown
  readonly query: unknown
  readonly rawBody: unknown
  readonly ticket: TicketRow | undefined
  readonly request: Request
}

function inputOf(
  { route, body, input }: CompiledRoute,
  { params, query, rawBody, ticket, request }: Read,
): AnyInput {
  const ifVersion = route.takesVersion ? ifMatchVersion(request) : undefined
  const path = params as object
  return {
    params,
    query,
    body: input ? undefined : body && parse(body, rawBody),
    input: input
      ? parseAhead(input, joined(rawBody, { ...path, ...(route.takesVersion && { ifVersion }) }))
      : route.input && { ...path, ...(query as object) },
    ifVersion,
    get ticket() {
      if (ticket) return ticket
      throw new TypeError(`The router loads no ticket for the route "${route.operationId}".`)
    },
    request,
  }
}

/** The body has no field that the path or a header gives. */
function joined(rawBody: unknown, outside: object): unknown {
  if (rawBody === undefined) return outside
  if (typeof rawBody !== 'object' || rawBody === null || Array.isArray(rawBody)) return rawBody
  const taken = Object.keys(outside).find((name) => name in rawBody)
  if (taken !== undefined) throw unknownField(taken)
  return { ...rawBody, ...outside }
}

/** What the actor may not see is not there (404), whether or not they may do what they ask for (403). */
async function requireRoutePermission(
  call: Call,
  { permission }: Route,
  ticket: TicketRow | undefined,
  ticketId: string | undefined,
): Promise<void> {
  if (await call.can(permission, ticket)) return
  if (!ticket && ticketId !== undefined) await loadVisibleTicket(call, ticketId)
  throw forbidden(permission)
}

/** Lets a request in and makes its call, doing as little as possible for one that is refused. */
async function open(
  { runtime, origins }: HttpContext,
  { route, isPublic, bodyLimit }: CompiledRoute,
  request: Request,
  requestId: string,
): Promise<Call> {
  if (route.method !== 'GET') checkContentLength(request, bodyLimit)
  if (isPublic) return runtime.createCall({ actor: nobody, via: 'http', requestId })
  checkOrigin(request, origins)
  const actor = await authenticate(runtime, request)
  return runtime.createCall({ actor, via: 'http', requestId })
}

async function readBody(
  { route, body, bodyLimit }: CompiledRoute,
  request: Request,
): Promise<unknown> {
  if (body) return readJson(request, bodyLimit)
  if (!route.rawBody && route.method !== 'GET') await refuseBody(request, bodyLimit)
  return undefined
}

function toAnswer(
  { runtime }: HttpContext,
  { route }: CompiledRoute,
  { query, request }: AnyInput,
  result: unknown,
): Answer {
  const headers: Record<string, string> = {}
  const location = route.location?.(result)
  if (location !== undefined) headers.location = runtime.basePath + location
  const version = isBare(query) ? route.version?.(result) : undefined
  if (version !== undefined) {
    headers.etag = entityTag(version)
    if (route.method === 'GET' && isKnownToCaller(request, headers.etag)) {
      return { status: 304, headers, body: null }
    }
  }
  if (route.status === 204) return { status: 204, headers, body: null }
  headers['content-type'] = 'application/json'
  return { status: route.status, headers, body: JSON.stringify(result) }
}

/** Without fields of plugins, which a version says nothing about. */
function isBare(query: unknown): boolean {
  const include = (query as { include?: readonly string[] } | undefined)?.include
  return include === undefined || include.length === 0
}

function keptResponse(operationId: string): TypeError {
  return new TypeError(
    `The route "${operationId}" answered an Idempotency-Key with a Response, which can't be kept. Give it idempotent: false.`,
  )
}
