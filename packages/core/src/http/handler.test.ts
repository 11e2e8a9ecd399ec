import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { expectProblem, memoryLogger, probe, probeRoute } from '../../test/support/http.ts'
import { person } from '../../test/support/people.ts'
import { engines } from '../../test/support/storages.ts'
import { Busy } from '../db/errors.ts'
import { ConfigurationError } from '../errors.ts'
import { helpdeskApp } from '../hono.ts'
import { type Route, route } from './route.ts'

const [sqlite] = engines as [(typeof engines)[number]]
const unknownId = '0190a1b2-0000-7000-8000-000000000000'
const logger = memoryLogger()
const counted: Record<string, string>[] = []

let letGo = 0

const routes: Route[] = [
  route({ ...probeRoute, handler: (call) => ({ actor: call.actor.id, via: call.via }) }),
  route({
    ...probeRoute,
    path: '/open',
    operationId: 'probe.open',
    permission: 'public',
    handler: (call) => ({ actor: call.actor }),
  }),
  route({
    ...probeRoute,
    path: '/fails/:how',
    operationId: 'probe.fails',
    handler: (_, { params }) => {
      const { how } = params as { how: string }
      if (how === 'busy') throw new Busy('locked')
      if (how === 'text') throw 'a string with a secret'
      throw new Error('a secret')
    },
  }),
  route({
    ...probeRoute,
    path: '/file',
    operationId: 'probe.file',
    handler: () =>
      new Response('bytes', {
        status: 206,
        headers: { 'content-type': 'text/plain', 'cache-control': 'private, max-age=60' },
      }),
  }),
  route({
    ...probeRoute,
    path: '/endless',
    operationId: 'probe.endless',
    handler() {
      const cancel = () => {
        letGo += 1
      }
      return new Response(new ReadableStream({ cancel }))
    },
  }),
  route({
    ...probeRoute,
    path: '/elsewhere',
    operationId: 'probe.elsewhere',
    handler: () => Response.redirect('https://files.example/1', 302),
  }),
  route({
    ...probeRoute,
    path: '/tickets/:ticketId',
    operationId: 'probe.onTicket',
    handler: (_, { ticket }) => ({ subject: ticket.subject }),
  }),
  route({
    ...probeRoute,
    method: 'PUT',
    path: '/upload',
    operationId: 'probe.upload',
    rawBody: ['text/plain'],
    bodyLimit: 10,
    handler: async (_, { request }) => ({ text: await request.text() }),
  }),
  route({
    ...probeRoute,
    method: 'POST',
    path: '/echo',
    operationId: 'probe.echo',
    body: z.strictObject({ text: z.string() }),
    handler: (_, { body }) => body,
  }),
]

let desk: TestHelpdesk<readonly [ReturnType<typeof probe>]>
let isMoody = false
let isBroken = false

beforeAll(async () => {
  desk = await openHelpdesk(sqlite, {
    plugins: [probe({ routes })],
    origins: ['https://shop.example'],
    limits: { body: 2_000 },
    logger,
    metrics: {
      count(_, labels) {
        if (isBroken) throw new Error('the metrics are down')
        counted.push({ ...labels })
      },
      duration: () => {},
    },
    authenticate(request) {
      if (isMoody) throw new Error('the session store is down')
      const name = request.headers.get('authorization')?.slice('Bearer '.length)
      if (name === 'odd') return { id: 'odd', role: 'system' } as never
      return name ? person(name as 'ada') : null
    },
  })
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
    expect(letGo).toBe(1)
  })

  it('takes a malformed id for one that does not exist', async () => {
    for (const id of ['x', 'null', '%00', '%ff', '..%2f..', 'a'.repeat(5_000)]) {
      const response = await desk.request('grace', 'GET', `/tickets/${id}`)
      await expectProblem(response, 404, 'not_found')
    }
  })
})

describe('letting somebody in', () => {
  it('asks the host who it is', async () => {
    const response = await desk.request(null, 'GET', '/tickets')
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /)
    await expectProblem(response, 401, 'unauthenticated')
    await expectProblem(await desk.request('ada', 'GET', '/probe'), 403, 'forbidden')
    expect((await desk.request('grace', 'GET', '/probe')).status).toBe(200)
  })

  it('says 500 when the host fails, and tells the log what to mend', async () => {
    isMoody = true
    await expectProblem(await desk.request('grace', 'GET', '/tickets'), 500, 'internal_error')
    isMoody = false
    expect(logger.lines.at(-2)?.fields.error).toMatchObject({
      message: 'the session store is down',
    })

    await expectProblem(
      await desk.request('odd' as never, 'GET', '/tickets'),
      500,
      'internal_error',
    )
    const line = logger.lines.findLast(({ level }) => level === 'error')
    expect(String(line?.fields.error)).toMatch(/role: .*role one of customer, agent/)
  })

  it('lets anyone call a public route, as nobody', async () => {
    const response = await desk.request(null, 'GET', '/probe/open')
    expect(await response.json()).toEqual({
      actor: { id: 'nobody', name: 'Nobody', role: 'customer', tenantId: 'default' },
    })
  })

  it('refuses a foreign page that writes with a visitor’s cookie', async () => {
    const body = { subject: 'x', description: 'x' }
    const write = (headers: Record<string, string>) =>
      desk.request('ada', 'POST', '/tickets', body, { cookie: 'session=1', ...headers })
    await expectProblem(await write({ origin: 'https://evil.example' }), 403, 'origin_not_allowed')
    expect((await write({ origin: 'https://shop.example' })).status).toBe(201)
  })

  it('answers preflights', async () => {
    const ask = (origin: string) =>
      desk.request(null, 'OPTIONS', '/tickets', undefined, {
        origin,
        'access-control-request-method': 'POST',
      })
    const allowed = await ask('https://shop.example')
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://shop.example')
    expect(allowed.headers.get('access-control-allow-methods')).toContain('POST')
    await expectProblem(await ask('https://evil.example'), 403, 'origin_not_allowed')
  })

  it('lets an allowed page read errors too', async () => {
    const response = await desk.request(null, 'GET', '/tickets', undefined, {
      origin: 'https://shop.example',
    })
    expect(response.status).toBe(401)
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example')
  })
})

describe('a route of a plugin below a ticket', () => {
  it('gets the ticket, if the actor may see it', async () => {
    const ticket = await desk.as('ada').tickets.create({ subject: 'Leak', description: 'x' })
    const path = `/tickets/${ticket.id}/probe`
    expect(await (await desk.request('grace', 'GET', path)).json()).toEqual({ subject: 'Leak' })
    // The ticket comes first: who may not see it learns nothing of permissions.
    await expectProblem(await desk.request('ben', 'GET', path), 404, 'not_found')
    await expectProblem(await desk.request('ada', 'GET', path), 403, 'forbidden')
    const elsewhere = `/tickets/${unknownId}/probe`
    await expectProblem(await desk.request('grace', 'GET', elsewhere), 404, 'not_found')
  })
})

describe('a request', () => {
  it('has an id, its own if that is a sane one', async () => {
    const idOf = async (headers: Record<string, string>) =>
      (await desk.request('grace', 'GET', '/probe', undefined, headers)).headers.get('x-request-id')
    expect(await idOf({ 'x-request-id': 'abc-1.2:3' })).toBe('abc-1.2:3')
    expect(await idOf({ 'x-request-id': 'a b' })).toMatch(/^[0-9a-f-]{36}$/)
    expect(await idOf({ 'x-request-id': 'a'.repeat(129) })).toMatch(/^[0-9a-f-]{36}$/)
    expect(await idOf({})).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('is refused for what it does not know, by field', async () => {
    const query = await desk.request('grace', 'GET', '/tickets?colour=red&status[]=burning')
    expect((await expectProblem(query, 400, 'invalid_input')).errors).toEqual([
      { path: '/colour', message: 'This parameter is not known here.' },
    ])
    const body = { subject: '', description: 'x', colour: 'red' }
    const problem = await expectProblem(
      await desk.request('ada', 'POST', '/tickets', body),
      400,
      'invalid_input',
    )
    expect(problem.errors?.map(({ path }) => path).toSorted()).toEqual(['/colour', '/subject'])
  })

  it('is refused when its body is too large or of another type', async () => {
    const large = { text: 'x'.repeat(2_000) }
    await expectProblem(
      await desk.request('grace', 'POST', '/probe/echo', large),
      413,
      'body_too_large',
    )
    const typed = await desk.request('grace', 'POST', '/probe/echo', {}, { 'content-type': 'a/b' })
    await expectProblem(typed, 415, 'unsupported_media_type')
  })

  it('hands a raw body to the handler, bounded by what it says of itself', async () => {
    const put = (text: string, headers = {}) =>
      desk.helpdesk.fetch(
        new Request('http://app.example/helpdesk/probe/upload', {
          method: 'PUT',
          body: text,
          headers: { authorization: 'Bearer grace', ...headers },
        }),
      )
    expect(await (await put('bytes')).json()).toEqual({ text: 'bytes' })
    await expectProblem(await put('x', { 'content-length': '11' }), 413, 'body_too_large')
  })

  it('is counted and logged by its operation', async () => {
    await desk.request('grace', 'GET', '/tickets')
    expect(counted.at(-1)).toEqual({ operation: 'tickets.list', status: '200' })
    expect(logger.lines.at(-1)).toMatchObject({
      level: 'debug',
      fields: { operation: 'tickets.list', method: 'GET', status: 200, ms: expect.any(Number) },
    })
    await desk.request('grace', 'GET', '/nowhere')
    expect(counted.at(-1)).toEqual({ operation: 'none', status: '404' })
  })
})

it('is answered even when nobody can watch', async () => {
  isBroken = true
  const complain = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect((await desk.request('grace', 'GET', '/tickets')).status).toBe(200)
  expect(complain).toHaveBeenCalledOnce()
  complain.mockRestore()
  isBroken = false
})

describe('an answer', () => {
  it('is private and typed', async () => {
    const response = await desk.request('grace', 'GET', '/probe')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'private, no-store',
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.any(String),
    })
  })

  it('may be a Response of the handler, whose own headers stay', async () => {
    const file = await desk.request('grace', 'GET', '/probe/file')
    expect(file.status).toBe(206)
    expect(file.headers.get('cache-control')).toBe('private, max-age=60')
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await file.text()).toBe('bytes')

    const elsewhere = await desk.request('grace', 'GET', '/probe/elsewhere')
    expect(elsewhere.status).toBe(302)
    expect(elsewhere.headers.get('location')).toBe('https://files.example/1')
    expect(elsewhere.headers.get('x-request-id')).not.toBeNull()
  })

  it('says where what was made is', async () => {
    const body = { subject: 'x', description: 'x' }
    const response = await desk.request('ada', 'POST', '/tickets', body)
    const { id } = (await response.json()) as { id: string }
    expect(response.headers.get('location')).toBe(`/helpdesk/tickets/${id}`)
  })

  it('tells nothing of what went wrong inside, and the log all of it', async () => {
    for (const how of ['error', 'text']) {
      const response = await desk.request('grace', 'GET', `/probe/fails/${how}`)
      const problem = await expectProblem(response, 500, 'internal_error')
      expect(JSON.stringify(problem)).not.toContain('secret')
      const line = logger.lines.findLast(({ level }) => level === 'error')
      expect(line?.fields).toMatchObject({
        requestId: problem.requestId,
        operation: 'probe.fails',
      })
      expect(String(line?.fields.error)).toContain('secret')
    }
  })

  it('asks to try again when the database is busy', async () => {
    const response = await desk.request('grace', 'GET', '/probe/fails/busy')
    expect(response.headers.get('retry-after')).toBe('1')
    await expectProblem(response, 503, 'busy')
  })
})

describe('versions', () => {
  it('guard a change and spare an unchanged answer', async () => {
    const created = await desk.request('ada', 'POST', '/tickets', {
      subject: 'Draft',
      description: 'x',
    })
    const path = (created.headers.get('location') as string).replace('/helpdesk', '')
    expect(created.headers.get('etag')).toBe('"1"')

    const update = (version: string) =>
      desk.request('grace', 'PATCH', path, { subject: 'Final' }, { 'if-match': version })
    await expectProblem(await update('seven'), 400, 'invalid_header')
    const stale = await expectProblem(await update('"7"'), 412, 'stale_version')
    expect(stale.currentVersion).toBe(1)
    await expectProblem(await update('W/"1"'), 412, 'stale_version')
    const updated = await update('"1"')
    expect(updated.status).toBe(200)
    expect(updated.headers.get('etag')).toBe('"2"')

    const read = (tag: string) =>
      desk.request('grace', 'GET', path, undefined, { 'if-none-match': tag })
    const known = await read('"2"')
    expect(known.status).toBe(304)
    expect(known.headers.get('etag')).toBe('"2"')
    expect(await known.text()).toBe('')
    expect((await read('"1"')).status).toBe(200)
  })
})

describe('at boot', () => {
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
