import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openHelpdesk } from '../../test/support/helpdesk.ts'
import { expectProblem, probe, probeRoute } from '../../test/support/http.ts'
import { openProbed, type ProbedHelpdesk, unknownId, watched } from '../../test/support/probed.ts'
import { engines } from '../../test/support/storages.ts'
import { helpdeskApp } from '../hono.ts'
import { ConfigurationError } from '../kit/errors.ts'
import { type Route, route } from './route.ts'

let desk: ProbedHelpdesk

beforeAll(async () => {
  desk = await openProbed()
})
afterAll(() => desk.close())

describe('finding a route', () => {
  it.each([
    ['with the base path', 'http://app.example/helpdesk/probe'],
    ['without it, as a mounting host strips it', 'http://app.example/probe'],
  ])('works %s', async (_, url) => {
    const request = new Request(url, { headers: { authorization: 'Bearer grace' } })
    const response = await desk.helpdesk.fetch(request)
    expect(await response.json()).toEqual({ actor: 'grace', via: 'http' })
  })

  it('works in a Hono host, mounted or routed', async () => {
    const host = new Hono()
      .mount('/helpdesk', desk.helpdesk.fetch)
      .route('/', new Hono().route('/routed/helpdesk', helpdeskApp(desk.helpdesk)))
    const init = { headers: { authorization: 'Bearer grace' } }
    expect((await host.request('/helpdesk/probe', init)).status).toBe(200)
    expect((await host.request('/helpdesk/tickets?limit=1', init)).status).toBe(200)

    const routed = new Hono().route('/helpdesk', helpdeskApp(desk.helpdesk))
    expect((await routed.request('/helpdesk/probe', init)).status).toBe(200)
  })

  it('says 404 for unknown paths and 405 for unknown methods', async () => {
    await expectProblem(await desk.request('grace', 'GET', '/nowhere'), 404, 'not_found')
    await expectProblem(await desk.request('grace', 'GET', '/tickets/'), 404, 'not_found')
    await expectProblem(await desk.request(null, 'GET', '/..%2f'), 404, 'not_found')

    const response = await desk.request('grace', 'PUT', '/tickets')
    expect(response.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS')
    const problem = await expectProblem(response, 405, 'method_not_allowed')
    expect(problem.allow).toEqual(['GET', 'POST', 'HEAD', 'OPTIONS'])
  })

  it('answers OPTIONS and HEAD', async () => {
    const options = await desk.request(null, 'OPTIONS', `/tickets/${unknownId}`)
    expect(options.status).toBe(204)
    expect(options.headers.get('allow')).toBe('GET, PATCH, DELETE, HEAD, OPTIONS')
    await expectProblem(await desk.request(null, 'OPTIONS', '/nowhere'), 404, 'not_found')

    const head = await desk.request('grace', 'HEAD', '/tickets')
    expect(head.status).toBe(200)
    expect(head.headers.get('content-type')).toBe('application/json')
    expect(await head.text()).toBe('')

    expect((await desk.request('grace', 'HEAD', '/probe/endless')).status).toBe(200)
    expect(watched.letGo).toBe(1)
  })

  it('takes a malformed id for one that does not exist', async () => {
    for (const id of ['x', 'null', '%00', '%ff', '..%2f..', 'a'.repeat(5_000)]) {
      const response = await desk.request('grace', 'GET', `/tickets/${id}`)
      await expectProblem(response, 404, 'not_found')
    }
  })
})

describe('a path', () => {
  const status = async (
    path: string,
    { helpdesk }: { helpdesk: { fetch(request: Request): Promise<Response> } } = desk,
  ) => {
    const url = `http://app.example${path}`
    const headers = { authorization: 'Bearer ada' }
    return (await helpdesk.fetch(new Request(url, { headers }))).status
  }

  it('in another spelling reaches no route, so that a guard of the host holds', async () => {
    expect(await status('/helpdesk/tickets')).toBe(200)
    for (const path of ['/helpdesk/%74ickets', '/help%64esk/tickets', '/helpdesk%2ftickets']) {
      expect(await status(path), path).toBe(404)
    }
  })

  it('has its parameters decoded', async () => {
    const { id } = await desk.as('ada').tickets.create({ subject: 'x', description: 'y' })
    expect(await status(`/helpdesk/tickets/%${id.charCodeAt(0).toString(16)}${id.slice(1)}`)).toBe(
      200,
    )
  })

  it('of a disabled route is not there', async () => {
    const narrow = await openHelpdesk(engines[0] as (typeof engines)[number], {
      disabledRoutes: ['tickets.list', 'categories.list', 'categories.create'],
    })
    expect(await status('/helpdesk/tickets', narrow)).toBe(405)
    expect(await status('/helpdesk/categories', narrow)).toBe(404)
    const { paths } = (await (
      await narrow.helpdesk.fetch(new Request('http://app.example/helpdesk/openapi.json'))
    ).json()) as { paths: Record<string, object> }
    expect(Object.keys(paths['/tickets'] ?? {})).toEqual(['post'])
    expect((await narrow.as('ada').tickets.list()).data).toEqual([])
    await narrow.close()
  })
})

it('refuses to disable a route that does not exist', async () => {
  const [sqlite] = engines as [(typeof engines)[number]]
  await expect(openHelpdesk(sqlite, { disabledRoutes: ['ticket.list'] })).rejects.toThrow(
    'disabledRoutes has "ticket.list", which is no route. Did you mean "tickets.list"?',
  )
})

describe('at boot', () => {
  const [sqlite] = engines as [(typeof engines)[number]]
  const open = (routes: Route[], options = {}) =>
    openHelpdesk(sqlite, { plugins: [probe({ routes })], ...options })
  const same = { ...probeRoute, handler: () => ({}) }

  it('refuses a query that filters cannot be added to', async () => {
    const routes = [route({ ...same, filters: 'ticket', query: z.string() })]
    await expect(open(routes)).rejects.toThrow(ConfigurationError)
    await expect(open(routes)).rejects.toThrow(/plain zod object/)
  })

  it('refuses a base path that is a path of its own', async () => {
    await expect(open([], { basePath: '/tickets' })).rejects.toThrow(/tickets.* Choose another/s)
  })
})
