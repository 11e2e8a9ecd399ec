/**
 * Refuses writes that a page of another site has made with a visitor's cookie. Browsers say where a
 * request comes from; the helpdesk checks the same for its own routes.
 */
import type { RequestHandler } from 'express'

export const ownPagesOnly: RequestHandler = (request, response, next) => {
  const { method, headers, protocol, host } = request
  const isRead = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
  const isOwn =
    headers['sec-fetch-site'] === 'same-origin' || headers.origin === `${protocol}://${host}`
  if (isRead || isOwn) next()
  else response.status(403).type('text').send('This came from another page than ours.')
}
