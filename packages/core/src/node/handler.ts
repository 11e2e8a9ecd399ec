/** From `Request → Response` to `(request, response)`, as Node's servers and Express want it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
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

/** Express, Connect and `createServer` take it as it is. Never rejects. */
export type NodeHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => Promise<void>

/**
 * The helpdesk as a handler of Node's own requests. In Express it may stand before or after
 * `express.json()`: a body that was parsed already is written out again.
 *
 * @example
 * app.use('/helpdesk', toNodeHandler(helpdesk))
 */
export function toNodeHandler(
  helpdesk: { fetch(request: Request): Promise<Response> },
  options: NodeHandlerOptions = {},
): NodeHandler {
  return async (incoming, outgoing, next) => {
    try {
      const request = await toRequest(incoming, outgoing, options.trustProxy)
      if (request) await send(await helpdesk.fetch(request), outgoing)
      else outgoing.writeHead(400).end()
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
