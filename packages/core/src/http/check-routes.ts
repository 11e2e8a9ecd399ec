/** What would make a route unreachable or unguarded is said at boot. */
import { ConfigurationError } from '../errors.ts'
import type { Registry } from '../plugin/registry.ts'
import type { Route } from './route.ts'

export function checkRoutes({ routes, permissions }: Registry): void {
  const owners = new Map<string, Route>()
  for (const route of routes) {
    const { operationId, permission } = route
    if (permission !== 'public' && !permissions.has(permission)) {
      throw new ConfigurationError(
        `The route "${operationId}" needs the permission "${permission}", which nobody declares. Add it to the plugin's permissions.`,
      )
    }
    for (const key of [`operation ${operationId}`, `${route.method} ${shapeOf(route.path)}`]) {
      const other = owners.get(key)
      if (other) throw clash(key, route, other)
      owners.set(key, route)
    }
  }
}

/** Paths that match the same requests have the same shape, whatever their parameters are called. */
function shapeOf(path: string): string {
  return path.replace(/:\w+/g, ':')
}

function clash(what: string, route: Route, other: Route): ConfigurationError {
  return new ConfigurationError(
    `${what}: both "${other.operationId}" of ${ownerOf(other)} and "${route.operationId}" of ${ownerOf(route)} want it. Rename one.`,
  )
}

function ownerOf({ plugin }: Route): string {
  return plugin ? `the plugin "${plugin}"` : 'core'
}
