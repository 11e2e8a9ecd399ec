import type { Route } from '@deskhand/core/plugin'
import { sqliteMemory } from '../databases/sqlite.ts'
import { describeSuite, type Suite } from '../suite.ts'
import { documentedChecks } from './documented.ts'
import { createGround, type Ground } from './ground.ts'
import { hostileChecks } from './hostile.ts'
import { matrixChecks } from './matrix.ts'
import type { RouteContractOptions } from './options.ts'
import { repeatChecks } from './repeats.ts'
import { replyChecks } from './replies.ts'
import { siblingChecks } from './siblings.ts'
import { createTarget } from './target.ts'
import { tenantChecks } from './tenants.ts'

/**
 * Goes through every route: who may use it and who may not, over HTTP and in process; tenants and
 * sibling tickets crossed; unknown and hostile input; problems; repeated keys. `describePluginContract`
 * includes it; by itself it is for a host that has routes to check without a plugin.
 */
export function describeRouteContract(options: RouteContractOptions): void {
  const { databases = [sqliteMemory] } = options
  for (const database of databases) {
    const { plugins = [], tables = [], settings = {} } = options
    const ground = createGround({ database, plugins, tables, settings })
    describeSuite({
      name: `the routes of ${options.name} on ${database.name}`,
      before: ground.open,
      after: ground.close,
      suites: routeSuites(ground, options),
    })
  }
}

export function routeSuites(ground: Ground, options: RouteContractOptions): Suite[] {
  const unknown = Object.keys({ ...options.samples, ...options.rules }).filter(
    (name) => !options.routes.some(({ operationId }) => operationId === name),
  )
  const strays: Suite = {
    name: 'samples and rules',
    checks: unknown.map((name) => ({
      name: `"${name}" is for no route`,
      run() {
        throw new Error(`No route has the operationId "${name}". Remove or rename the entry.`)
      },
    })),
  }
  const suites = options.routes.map((route) => routeSuite(ground, route, options))
  return unknown.length > 0 ? [strays, ...suites] : suites
}

function routeSuite(ground: Ground, route: Route, options: RouteContractOptions): Suite {
  const name = `${route.method} ${route.path} (${route.operationId})`
  const sample = options.samples[route.operationId]
  if (!sample) return { name, checks: [...documentedChecks(route, options), missing(route)] }
  const target = createTarget(ground, route, sample, options)
  return {
    name,
    checks: [
      ...documentedChecks(route, options),
      ...matrixChecks(target),
      ...tenantChecks(target, options),
      ...siblingChecks(target),
      ...replyChecks(target),
      ...hostileChecks(target),
      ...repeatChecks(target),
    ],
  }
}

function missing({ operationId, path, body }: Route) {
  const hasMore = /:(?!ticketId\b|replyId\b)\w+/.test(path)
  const parts = [...(hasMore ? ['params: { … }'] : []), ...(body ? ['body: { … }'] : [])]
  return {
    name: 'has a sample',
    run() {
      throw new Error(
        `Without a sample this route is not checked. Add to samples: '${operationId}': ` +
          `({ ticket, as }) => ({ ${parts.join(', ')} })`,
      )
    },
  }
}
