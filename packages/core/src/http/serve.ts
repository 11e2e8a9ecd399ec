/** Serves one request from start to end. Each step has its own file in this folder. */
import type { Call } from '../api/call.ts'
import { forbidden, HelpdeskError } from '../kit/errors.ts'
import { nobody } from '../people/actor.ts'
import type { VerifiedLinker } from '../people/link-verified.ts'
import { requirePermission } from '../permissions/permissions.ts'
import type { Runtime } from '../runtime.ts'
import { loadVisibleTicket } from '../tickets/load.ts'
import {
  type Answer,
  alwaysHeaders,
  answerOf,
  isResponse,
  toResponse,
  withHeaders,
} from './answer.ts'
import { authenticate } from './authenticate.ts'
import { checkContentLength } from './body.ts'
import type { CompiledRoute } from './compile.ts'
import {
  type AnswerOnce,
  fingerprintOf,
  idempotencyKeyOf,
  type KeyedTarget,
  requireNotRemoved,
} from './idempotency.ts'
import { inputOf, readBody } from './input.ts'
import { logFailure, observe } from './observe.ts'
import { checkOrigin, corsHeaders, type Origins } from './origins.ts'
import { loadTarget, type PathTarget, type TargetIds, targetIdsOf } from './path-target.ts'
import { problemAnswer, publicError } from './problem.ts'
import { requestIdOf } from './request-id.ts'
import type { Route } from './route.ts'

export interface HttpContext {
  readonly runtime: Runtime
  /** Throws while nothing can be served, such as before `migrate()`. */
  readonly ready: () => Promise<void>
  readonly origins: Origins
  readonly answerOnce: AnswerOnce
  readonly linkVerified: VerifiedLinker
}

/** A request that the router has matched to a route. */
export interface Arrival {
  readonly request: Request
  readonly params: Readonly<Record<string, string>>
}

/** Never rejects: an error becomes a problem document. */
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
    const shown = publicError(error)
    logFailure(runtime.logger, shown, error, { requestId, operation })
    response = toResponse(problemAnswer(shown, requestId), headers)
  }
  const { status } = response
  const ms = performance.now() - started
  observe(runtime, { requestId, method: request.method, operation, status, ms })
  return response
}

/** The answer to HEAD has no body (RFC 9110, 9.3.2), so nothing else would release its stream. */
async function abandonBody(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => {})
}

async function answer(
  context: HttpContext,
  compiled: CompiledRoute,
  { request, params: rawParams }: Arrival,
  requestId: string,
): Promise<Answer | Response> {
  await context.ready()
  const call = await open(context, compiled, request, requestId)
  const params = compiled.parseParams(rawParams)
  const keyed = keyedTarget(compiled, request, params)
  try {
    return await answerCall(context, compiled, { request, params }, call, keyed)
  } catch (error) {
    const isRefusal = error instanceof HelpdeskError && [403, 404].includes(error.status)
    if (keyed && isRefusal) await requireNotRemoved(call, keyed)
    throw error
  }
}

/** `undefined` without an `Idempotency-Key`, or if the route takes none. */
function keyedTarget(
  { takesKey, isPublic, route }: CompiledRoute,
  request: Request,
  params: unknown,
): KeyedTarget | undefined {
  const key = takesKey && !isPublic ? idempotencyKeyOf(request) : undefined
  return key === undefined ? undefined : { key, operationId: route.operationId, params }
}

async function answerCall(
  context: HttpContext,
  compiled: CompiledRoute,
  { request, params }: { readonly request: Request; readonly params: unknown },
  call: Call,
  keyed: KeyedTarget | undefined,
): Promise<Answer | Response> {
  const { runtime } = context
  const { route } = compiled
  const ids = targetIdsOf(compiled, params)
  const target = compiled.loadsTarget ? await loadTarget(call, ids) : {}
  if (!compiled.isPublic) await requireRoutePermission(call, route, target, ids)
  const query = compiled.parseQuery(request.url)
  const rawBody = await readBody(compiled, request)
  const read = { params, query, rawBody, target, request }
  const input = inputOf(compiled, read)

  if (!keyed) {
    const result = await route.handler(call, input)
    return isResponse(result) ? result : answerOf(runtime, compiled, input, result)
  }
  const fingerprint = fingerprintOf(call.actor.role, query, rawBody)
  let attempts = 0
  return context.answerOnce(
    call,
    { ...keyed, fingerprint },
    {
      authorise: async (inner, answeredId) => {
        const { ticket } = await loadTarget(inner, ids)
        if (ticket) await requirePermission(inner, route.permission, ticket)
        if (answeredId === null || answeredId === ticket?.id) return
        await loadVisibleTicket(inner, answeredId)
      },
      run: async (inner) => {
        // After a conflict this runs again. `parse` accepts the router's parsed input only once.
        attempts += 1
        const result = await route.handler(inner, attempts === 1 ? input : inputOf(compiled, read))
        if (isResponse(result)) throw unstorableResponse(route.operationId)
        const answer = answerOf(runtime, compiled, input, result)
        return { answer, ticketId: route.ticketOf?.(result) ?? ids.ticketId }
      },
    },
  )
}

/** Throws `not_found` (404) for a ticket or reply that the actor may not see, before `forbidden` (403). */
async function requireRoutePermission(
  call: Call,
  { permission }: Route,
  { ticket }: PathTarget,
  ids: TargetIds,
): Promise<void> {
  if (await call.can(permission, ticket)) return
  if (!ticket) await loadTarget(call, ids)
  throw forbidden(permission)
}

/** Authenticates the actor and makes the call. The cheapest checks come first. */
async function open(
  { runtime, origins, linkVerified }: HttpContext,
  { route, isPublic, bodyLimit }: CompiledRoute,
  request: Request,
  requestId: string,
): Promise<Call> {
  if (route.method !== 'GET') checkContentLength(request, bodyLimit)
  if (isPublic) return runtime.createCall({ actor: nobody, via: 'http', requestId })
  checkOrigin(request, origins)
  const actor = await authenticate(runtime, request)
  // Before the call exists, so that this request already sees the tickets of the guest.
  await linkVerified(actor, requestId)
  return runtime.createCall({ actor, via: 'http', requestId })
}

function unstorableResponse(operationId: string): TypeError {
  return new TypeError(
    `The handler of the route "${operationId}" returned a Response for a request with an Idempotency-Key, ` +
      'and a Response cannot be stored. Set idempotent: false on the route.',
  )
}
