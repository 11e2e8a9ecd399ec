/** The helpdesk as one function from `Request` to `Response`. */
import { Hono } from 'hono'
import { ConfigurationError } from '../kit/errors.ts'
import { createVerifiedLinker } from '../people/link-verified.ts'
import type { Runtime } from '../runtime.ts'
import { compileRoutes } from './compile.ts'
import { createAnswerOnce } from './idempotency.ts'
import { allowedMethods, answerUnrouted, unknownPath } from './not-found.ts'
import { requestIdOf } from './request-id.ts'
import { type HttpContext, respond, serve } from './serve.ts'

export type HttpHandler = (request: Request) => Promise<Response>

/**
 * Serves every route of the registry, whether the host strips `basePath` from the path (as Hono's
 * `mount` does) or passes requests on as they came. `ready` is asked before each request and throws
 * as long as nothing can be served.
 */
export function createHttpHandler(
  runtime: Runtime,
  ready: () => Promise<void> = async () => {},
): HttpHandler {
  const context: HttpContext = {
    runtime,
    ready,
    origins: new Set(runtime.origins),
    answerOnce: createAnswerOnce(),
    linkVerified: createVerifiedLinker(runtime),
  }
  const app = new Hono({ getPath: pathBelow(runtime) })
  for (const compiled of compileRoutes(runtime.registry, runtime.limits)) {
    const { method, path } = compiled.route
    app.on(method, path, ({ req }) =>
      serve(context, compiled, { request: req.raw, params: req.param() }),
    )
  }
  app.notFound(({ req }) => {
    const allow = allowedMethods((method) => app.router.match(method, req.path)[0].length > 0)
    const requestId = requestIdOf(req.raw, runtime.newId)
    return respond(context, req.raw, requestId, 'none', () =>
      answerUnrouted(req.raw, context.origins, allow, unknownPath(pathOf(req.raw), runtime)),
    )
  })
  // Not an async function: Express 4 and Node ignore a rejected promise, and the client waits forever.
  return (request) => {
    if (typeof request?.url !== 'string' || typeof request.headers?.get !== 'function') {
      throw new TypeError(
        "helpdesk.fetch takes a Request of the Fetch standard. In Express, Fastify and plain Node, use toNodeHandler(helpdesk) of '@deskhand/core/node'.",
      )
    }
    return Promise.resolve(app.fetch(request))
  }
}

function pathBelow({ basePath, registry }: Runtime): (request: Request) => string {
  const prefix = `${basePath}/`
  const clash = registry.routes.find(({ path }) => `${path}/`.startsWith(prefix))
  if (basePath !== '' && clash) {
    throw new ConfigurationError(
      `basePath "${basePath}" is also the path of the route "${clash.operationId}". Choose another one, such as "/helpdesk".`,
    )
  }
  return (request) => {
    const path = pathOf(request)
    return path.startsWith(prefix) ? path.slice(basePath.length) : path
  }
}

/**
 * The path as it was sent. A guard of the host compares it as text, so `/%74ickets` must not reach the route
 * `/tickets`. Hono decodes parameters by itself.
 */
function pathOf({ url }: Request): string {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  const end = url.slice(start).search(/[?#]/)
  return end === -1 ? url.slice(start) : url.slice(start, start + end)
}
