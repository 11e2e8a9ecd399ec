/** What a handler gets of a request: its path, query, `If-Match` and body, each parsed once. */
import { parse, parseAhead, unknownField } from '../kit/validation.ts'
import { readJson, refuseBody, requireOriginalBody } from './body.ts'
import type { CompiledRoute } from './compile.ts'
import { ifMatchVersion } from './etags.ts'
import type { PathTarget } from './path-target.ts'
import type { Route, RouteInput } from './route.ts'

/** The JSON body before it is parsed by a schema. A body that the route does not take is refused. */
export async function readBody(
  { route, body, bodyLimit }: CompiledRoute,
  request: Request,
): Promise<unknown> {
  if (body) return readJson(request, bodyLimit)
  if (route.rawBody) requireOriginalBody(request)
  else if (route.method !== 'GET') await refuseBody(request, bodyLimit)
  return undefined
}

interface RequestParts {
  readonly params: unknown
  readonly query: unknown
  readonly rawBody: unknown
  readonly target: PathTarget
  readonly request: Request
}

export function inputOf(
  { route, body, input }: CompiledRoute,
  { params, query, rawBody, target, request }: RequestParts,
): RouteInput {
  const ifVersion = route.takesVersion ? ifMatchVersion(request) : undefined
  const outside = { ...(params as object), ...(route.takesVersion && { ifVersion }) }
  return {
    params,
    query,
    body: input ? undefined : body && parse(body, rawBody),
    input: input
      ? parseAhead(input, withBody(rawBody, outside))
      : route.input && { ...(query as object), ...outside },
    ifVersion,
    get ticket() {
      if (target.ticket) return target.ticket
      throw notLoaded(route, 'ticket', 'loadVisibleTicket or lockLiveTicket')
    },
    get reply() {
      if (target.reply) return target.reply
      throw notLoaded(route, 'reply', 'loadVisibleReply')
    },
    request,
  }
}

function notLoaded({ operationId }: Route, what: string, helper: string): TypeError {
  return new TypeError(
    `The router loads no ${what} for the route "${operationId}". Load it in the service, with ${helper}.`,
  )
}

/** Adds the fields of the body. Throws `invalid_input` (400) where the body repeats one of `outside`. */
function withBody(rawBody: unknown, outside: object): unknown {
  if (rawBody === undefined) return outside
  if (typeof rawBody !== 'object' || rawBody === null || Array.isArray(rawBody)) return rawBody
  const repeated = Object.keys(outside).find((name) => name in rawBody)
  if (repeated !== undefined) throw unknownField(repeated)
  return { ...rawBody, ...outside }
}
