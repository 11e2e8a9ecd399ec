import type { RequestHandler } from 'express'

/** Everything comes from the shop itself, and nothing frames or stores its pages. */
export const secureHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'cache-control': 'private, no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    // Without a referrer, browsers would not name the origin of a form either.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  })
  next()
}
