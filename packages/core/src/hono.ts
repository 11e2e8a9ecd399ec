/** `@deskhand/core/hono` */
import { Hono } from 'hono'

/**
 * The helpdesk as a Hono app. Mount it at the helpdesk's `basePath`. Core accepts every Hono 4, so that
 * package managers give it the host's copy: the types of two copies do not fit together.
 *
 * @example
 * app.route('/helpdesk', helpdeskApp(helpdesk))
 */
export function helpdeskApp(helpdesk: { fetch(request: Request): Promise<Response> }): Hono {
  return new Hono().all('/*', ({ req }) => helpdesk.fetch(req.raw))
}
