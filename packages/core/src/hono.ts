/** `@deskhand/core/hono` */
import { Hono } from 'hono'

/**
 * The helpdesk as a Hono app of the host's own copy of Hono. Mount it at the helpdesk's `basePath`.
 *
 * @example
 * app.route('/helpdesk', helpdeskApp(helpdesk))
 */
export function helpdeskApp(helpdesk: { fetch(request: Request): Promise<Response> }): Hono {
  return new Hono().all('/*', ({ req }) => helpdesk.fetch(req.raw))
}
