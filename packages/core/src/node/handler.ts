/** From `Request → Response` to `(request, response)`, as Node's servers and Express want it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { alwaysHeaders, toResponse } from '../http/answer.ts'
import { problemAnswer } from '../http/problem.ts'
import { newUuidV7 } from '../kit/clock.ts'
import { HelpdeskError } from '../kit/errors.ts'
import { consoleLogger } from '../kit/ports.ts'
import { readAway } from './body.ts'
import { toRequest } from './request.ts'
import { send } from './response.ts'

export interface NodeHandlerOptions {
  /**
   * Believe `X-Forwarded-Proto` and `X-Forwarded-Host`: for apps that only a proxy can reach.
   * Default: what Express's own setting `trust proxy` says; without Express, false.
   */
  readonly trustProxy?: boolean
}

/** `Request` takes no such method (Fetch, 2.2.1), and no route has it. */
const unsupportedMethods: readonly string[] = ['TRACE', 'TRACK', 'CONNECT']

/** Express, Connect and `createServer` take it as it is. Never rejects. */
export type NodeHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => Promise<void>

/**
 * The helpdesk as a handler of Node's own requests. Mount it before middleware that parses bodies, such as
 * `express.json()`. Behind it, routes with a JSON body work, and uploads are refused.
 *
 * Throws a `TypeError` without a helpdesk. The handler throws one if it is called with a `Request`.
 *
 * @example
 * app.use('/helpdesk', toNodeHandler(helpdesk))
 */
export function toNodeHandler(
  helpdesk: { fetch(request: Request): Promise<Response> },
  options: NodeHandlerOptions = {},
): NodeHandler {
  if (typeof helpdesk?.fetch !== 'function') {
    throw new TypeError(
      'toNodeHandler() takes the helpdesk itself: toNodeHandler(helpdesk), not toNodeHandler(helpdesk.fetch).',
    )
  }
  return async (incoming, outgoing, next) => {
    if (typeof outgoing?.writeHead !== 'function') {
      throw new TypeError(
        "The handler of toNodeHandler() takes Node's request and response. Call helpdesk.fetch(request) with a Request.",
      )
    }
    try {
      if (incoming.method && unsupportedMethods.includes(incoming.method)) {
        await send(refusal(unsupportedMethod(incoming.method)), outgoing)
      } else {
        const request = await toRequest(incoming, outgoing, options.trustProxy)
        await send(request ? await helpdesk.fetch(request) : refusal(invalidRequest()), outgoing)
      }
      readAway(incoming)
    } catch (error) {
      // An answer broke off. Express logs it and closes the connection; elsewhere that is done here.
      if (next) return next(error)
      consoleLogger.error('An answer broke off.', { error, url: incoming.url })
      if (outgoing.headersSent) outgoing.destroy()
      else outgoing.writeHead(500).end()
    }
  }
}

function refusal(error: HelpdeskError): Response {
  return toResponse(problemAnswer(error, newUuidV7()), alwaysHeaders)
}

function unsupportedMethod(method: string): HelpdeskError {
  return new HelpdeskError({
    code: 'method_not_supported',
    status: 501,
    detail: `The helpdesk has no routes with the method ${method}. openapi.json below the base path lists all routes.`,
  })
}

function invalidRequest(): HelpdeskError {
  return new HelpdeskError({
    code: 'invalid_request',
    status: 400,
    detail: 'The request needs a path, and a Host header with a host name and an optional port.',
  })
}
