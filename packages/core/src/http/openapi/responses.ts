import type { CompiledRoute } from '../compile.ts'
import { isEventStream } from '../event-stream.ts'
import type { Route } from '../route.ts'
import { paramNames } from '../route.ts'
import type { Schemas } from './schemas.ts'

const problems = {
  400: 'Refused: something about the request is malformed; `errors` names the fields.',
  401: 'Nobody is signed in.',
  403: 'You may see it, and may not do this. Or the origin of the page is not allowed.',
  404: 'There is no such thing, or it is not yours to see.',
  409: 'It does not go with how things are. `illegal_transition` lists what is `allowed`.',
  410: 'The first request with this `Idempotency-Key` took effect, and its answer was removed since.',
  412: 'It was changed since you read it.',
  413: 'The body is too large.',
  415: 'The body is not JSON in UTF-8.',
  422: 'Refused by a rule, or the `Idempotency-Key` was used for another body.',
  429: 'You have too many streams open; come back after `Retry-After` seconds.',
  500: 'Something went wrong on the server; the log of the app has the reason.',
  503: 'The database is busy, or there are too many streams; try again after `Retry-After` seconds.',
}

type Status = keyof typeof problems

const problemContent = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
}

/** Every error is the same problem document; what differs is when it comes. */
export const sharedResponses = Object.fromEntries(
  Object.entries(problems).map(([status, description]) => [
    `Problem${status}`,
    { description, content: problemContent },
  ]),
)

export function responsesOf(compiled: CompiledRoute, schemas: Schemas): Record<string, object> {
  const statuses = problemStatuses(compiled)
  return {
    [compiled.route.status]: success(compiled, schemas),
    ...(compiled.route.method === 'GET' &&
      compiled.route.version && { 304: { description: 'What you have is current.' } }),
    ...Object.fromEntries(
      Object.entries(compiled.route.otherAnswers ?? {}).map(([status, description]) => [
        status,
        { description, ...(Number(status) >= 400 && { content: problemContent }) },
      ]),
    ),
    ...Object.fromEntries(
      statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
    ),
  }
}

function success({ route }: CompiledRoute, schemas: Schemas): object {
  const headers = {
    ...(route.version && { ETag: header('The version, for `If-Match`.') }),
    ...(route.location && { Location: header('Where the new resource is.') }),
  }
  const content = route.rawResponse
    ? Object.fromEntries(route.rawResponse.map((type) => [type, rawContent(route, schemas)]))
    : route.response && { 'application/json': { schema: schemas.output(route.response) } }
  return {
    description: route.status === 204 ? 'Done.' : 'The answer.',
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(content && route.status !== 204 && { content }),
  }
}

/** Of a stream: the schema of the data of each message. */
function rawContent({ response }: Route, schemas: Schemas): object {
  return response ? { schema: schemas.output(response) } : {}
}

function header(description: string): object {
  return { description, schema: { type: 'string' } }
}

function problemStatuses({ route, isPublic, takesKey }: CompiledRoute): Status[] {
  const writes = route.method !== 'GET'
  const when: Record<Status, boolean> = {
    400: true,
    401: !isPublic,
    403: !isPublic,
    404: writes || paramNames(route.path).length > 0 || isEventStream(route),
    409: writes,
    410: takesKey && !isPublic,
    412: route.takesVersion ?? false,
    413: writes,
    415: route.body !== undefined || route.rawBody !== undefined,
    // A raw body may have a key that its handler looks after.
    422: writes && (takesKey || route.operation !== undefined || route.rawBody !== undefined),
    429: isEventStream(route),
    500: true,
    503: true,
  }
  return (Object.keys(when).map(Number) as Status[]).filter((status) => when[status])
}
