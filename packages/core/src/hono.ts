/** `@deskhand/core/hono` */
import { Hono } from 'hono'

/**
 * Returns the helpdesk as a Hono app, to mount at the `basePath` of the helpdesk. Core accepts every
 * version 4 of Hono, so that package managers share the host's copy: types of two copies are not compatible.
 *
 * @example
 * app.route('/helpdesk', helpdeskApp(helpdesk))
 */
export function helpdeskApp(helpdesk: { fetch(request: Request): Promise<Response> }): Hono {
  return new Hono().all('/*', ({ req }) => helpdesk.fetch(req.raw))
}
