/** Routes of plugins: where they are mounted, and what is refused at boot. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { probe, probeRoute } from '../../test/support/http.ts'
import { createHelpdesk } from '../create-helpdesk.ts'
import { sqlite } from '../db/drivers/sqlite.ts'
import { type Route, route } from '../http/route.ts'
import { id } from '../kit/validation.ts'
import { mountRoute } from './mount.ts'

const handler = () => ({})
const routeAt = (path: string, more: Partial<Route> = {}): Route =>
  ({ ...route({ ...probeRoute, path, handler }), ...more }) as Route

describe('a route of a plugin is mounted', () => {
  it.each([
    ['/', '/pins'],
    ['/:pinId', '/pins/:pinId'],
    ['/tickets/bulk-add', '/pins/tickets/bulk-add'],
    ['/tickets/:ticketId', '/tickets/:ticketId/pins'],
    ['/tickets/:ticketId/', '/tickets/:ticketId/pins'],
    ['/tickets/:ticketId/:pinId', '/tickets/:ticketId/pins/:pinId'],
    ['/tickets/:ticketId/replies', '/tickets/:ticketId/pins/replies'],
    ['/tickets/:ticketId/replies/latest', '/tickets/:ticketId/pins/replies/latest'],
    ['/tickets/:ticketId/replies/:replyId', '/tickets/:ticketId/replies/:replyId/pins'],
    [
      '/tickets/:ticketId/replies/:replyId/:pinId/undo',
      '/tickets/:ticketId/replies/:replyId/pins/:pinId/undo',
    ],
  ])('from %s at %s', (path, mounted) => {
    expect(mountRoute('pins', routeAt(path))).toMatchObject({ path: mounted, plugin: 'pins' })
  })
})

function boot(...routes: Route[]) {
  return createHelpdesk({
    database: sqlite({ file: ':memory:' }),
    secret: 'a secret that is only good for tests',
    authenticate: () => null,
    plugins: [probe({ routes })],
  })
}

describe('at boot, a sentence says what is wrong with', () => {
  const body = z.strictObject({ text: z.string() })
  const rawBody = ['text/plain']

  it.each<[string, RegExp, Route[]]>([
    [
      'a reply under another name',
      /route "probe.get" of the plugin "probe" must name the reply ":replyId"/,
      [routeAt('/tickets/:ticketId/replies/:id')],
    ],
    [
      'a ticket under another name above a reply',
      /must name the ticket ":ticketId"/,
      [routeAt('/tickets/:id/replies/:replyId')],
    ],
    ['a path that is missing', /must begin with a slash/, [routeAt(undefined as never)]],
    ['an optional parameter', /Make it of plain segments/, [routeAt('/:pinId?')]],
    ['a pattern', /Make it of plain segments/, [routeAt('/:pinId{[0-9]+}')]],
    ['a wildcard', /Make it of plain segments/, [routeAt('/files/*')]],
    ['a slash too many', /Make it of plain segments/, [routeAt('/files//one')]],
    ['a parameter given twice', /names ":pinId" twice/, [routeAt('/:pinId/:pinId')]],
    [
      'params that leave the ticket out',
      /has no field "ticketId" in its params/,
      [routeAt('/tickets/:ticketId', { params: z.object({}) })],
    ],
    [
      'params that leave the reply out',
      /has no field "replyId" in its params/,
      [
        routeAt('/tickets/:ticketId/replies/:replyId', {
          params: z.strictObject({ ticketId: id() }),
        }),
      ],
    ],
    ['a GET with a body', /is a GET, which has no body/, [routeAt('/', { body })]],
    ['a GET with a raw body', /is a GET, which has no body/, [routeAt('/', { rawBody })]],
    [
      'a body of two kinds',
      /has a body and a rawBody/,
      [routeAt('/', { method: 'POST', body, rawBody })],
    ],
    [
      'a key for a raw body',
      /is idempotent and has a rawBody/,
      [routeAt('/', { method: 'POST', rawBody, idempotent: true })],
    ],
    [
      'one name for two routes',
      /operationId "probe.get" of plugin "probe" exists already/,
      [routeAt('/a'), routeAt('/b')],
    ],
    [
      "a name of core's",
      /operationId "tickets.get" of plugin "probe" exists already/,
      [routeAt('/a', { operationId: 'tickets.get' })],
    ],
    [
      'two routes of one shape below a reply',
      /"probe.other" \(GET \/tickets\/:ticketId\/replies\/:replyId\/probe\/:b\)/,
      [
        routeAt('/tickets/:ticketId/replies/:replyId/:a'),
        routeAt('/tickets/:ticketId/replies/:replyId/:b', { operationId: 'probe.other' }),
      ],
    ],
    [
      'a route behind one that takes its paths',
      /No request reaches the route "probe.usage" \(GET \/probe\/usage\).*"probe.get" \(GET \/probe\/:pinId\) comes first/,
      [routeAt('/:pinId'), routeAt('/usage', { operationId: 'probe.usage' })],
    ],
  ])('%s', (_what, message, routes) => {
    expect(() => boot(...routes)).toThrow(message)
  })

  it('nothing else', async () => {
    const other = { operationId: 'probe.other' }
    await boot(routeAt('/usage'), routeAt('/:pinId', other)).close()
    await boot(routeAt('/:pinId'), routeAt('/usage', { ...other, method: 'POST' })).close()
    await boot(routeAt('/:pinId'), routeAt('/usage/today', other)).close()
  })
})
