/** Finds mistakes in the declaration of a route. */
import { ZodObject } from 'zod'
import { paramNames, type Route } from '../http/route.ts'
import { ConfigurationError } from '../kit/errors.ts'

/** Throws `ConfigurationError` for a path or a body that cannot work. */
export function checkRoutes(pluginId: string, routes: readonly Route[]): void {
  for (const route of routes) {
    const problem = pathProblem(route) ?? paramsProblem(route) ?? bodyProblem(route)
    if (problem === undefined) continue
    throw new ConfigurationError(
      `The route "${route.operationId}" of the plugin "${pluginId}" ${problem}`,
    )
  }
}

function pathProblem({ path }: Route): string | undefined {
  if (typeof path !== 'string' || !path.startsWith('/')) {
    return `has the path "${path}", which must begin with a slash.`
  }
  if (!/^(?:\/|(?:\/(?::\w+|[\w.~-]+))+)$/.test(path)) {
    return `has the path "${path}". Make it of plain segments and of parameters such as ":stickerId", with one slash before each.`
  }
  const names = paramNames(path)
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) return `names ":${repeated}" twice in its path "${path}".`
  const [, ticket, reply] = /^\/tickets\/:(\w+)(?:\/replies\/:(\w+))?/.exec(path) ?? []
  if (ticket !== undefined && ticket !== 'ticketId') {
    return `must name the ticket ":ticketId" in its path "${path}".`
  }
  if (reply !== undefined && reply !== 'replyId') {
    return `must name the reply ":replyId" in its path "${path}".`
  }
}

/** Without a field for `ticketId`, the router would not check who may see the ticket. */
function paramsProblem({ path, params }: Route): string | undefined {
  if (!(params instanceof ZodObject)) return undefined
  const missing = paramNames(path).find((name) => !(name in params.shape))
  if (missing === undefined) return undefined
  return `has no field "${missing}" in its params, which is a parameter of its path. Add it.`
}

function bodyProblem({ method, body, rawBody, idempotent }: Route): string | undefined {
  if (method === 'GET' && (body || rawBody)) {
    return 'is a GET, which has no body. Take fields from the query, or make it a POST.'
  }
  if (body && rawBody) {
    return 'has a body and a rawBody. The handler reads a raw body by itself: take its fields from the query.'
  }
  if (rawBody && idempotent) {
    return 'is idempotent and has a rawBody, which core cannot compare with that of the first request. Leave one of them out.'
  }
}
