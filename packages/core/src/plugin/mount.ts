/** Puts the routes of plugins under their full paths. */
import { isUnderReply, isUnderTicket, type Route, replyPath, ticketPath } from '../http/route.ts'
import { ConfigurationError } from '../kit/errors.ts'
import { nearestName } from '../kit/explain.ts'
import type { Source } from './check-parts.ts'

/**
 * The route of a plugin under its full path. The id of the plugin goes to the front, or behind
 * `/tickets/:ticketId/replies/:replyId` or `/tickets/:ticketId` where the path begins so.
 */
export function mountRoute(pluginId: string, route: Route): Route {
  const prefix = prefixOf(route)
  const rest = route.path.slice(prefix.length)
  const path = `${prefix}/${pluginId}${rest === '/' ? '' : rest}`
  return { ...route, path, plugin: pluginId }
}

function prefixOf(route: Route): string {
  if (isUnderReply(route)) return replyPath
  return isUnderTicket(route) ? ticketPath : ''
}

/**
 * All routes but the disabled ones. Throws `ConfigurationError` for two routes of one name, for a route that no
 * request reaches, and for a disabled route that does not exist.
 */
export function mountRoutes(sources: readonly Source[], disabled: readonly string[]): Route[] {
  const mounted: Route[] = []
  for (const { id, parts } of sources) {
    for (const definition of parts.routes ?? []) {
      const route = id === 'core' ? definition : mountRoute(id, definition)
      for (const earlier of mounted) checkPair(id, earlier, route)
      mounted.push(route)
    }
  }
  const names = mounted.map(({ operationId }) => operationId)
  for (const name of disabled) {
    if (!names.includes(name)) throw unknownRoute(name, names)
  }
  return mounted.filter(({ operationId }) => !disabled.includes(operationId))
}

function unknownRoute(name: string, names: readonly string[]): ConfigurationError {
  const nearest = nearestName(name, names)
  const advice = nearest
    ? `Did you mean "${nearest}"?`
    : 'Use the operationId of a route, as openapi.json lists them.'
  return new ConfigurationError(`disabledRoutes has "${name}", which is no route. ${advice}`)
}

function checkPair(pluginId: string, earlier: Route, later: Route): void {
  if (earlier.operationId === later.operationId) {
    throw new ConfigurationError(
      `The operationId "${later.operationId}" of plugin "${pluginId}" exists already. Give each route its own.`,
    )
  }
  if (earlier.method !== later.method || !covers(earlier.path, later.path)) return
  throw new ConfigurationError(
    `No request reaches the route "${later.operationId}" (${later.method} ${later.path}) of plugin "${pluginId}": ` +
      `"${earlier.operationId}" (${earlier.method} ${earlier.path}) comes first and takes its paths. Put it first, or change its path.`,
  )
}

/** Whether every path of the shape `inner` is also one of the shape `outer`. */
function covers(outer: string, inner: string): boolean {
  const segments = inner.split('/')
  const shape = outer.split('/')
  return (
    shape.length === segments.length &&
    shape.every((segment, index) => segment.startsWith(':') || segment === segments[index])
  )
}
