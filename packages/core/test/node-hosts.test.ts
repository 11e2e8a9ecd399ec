/** A helpdesk in the servers that people have, before and after what parses bodies. */
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import express from 'express'
import fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { route } from '../src/http/route.ts'
import { type NodeHandler, toNodeHandler } from '../src/node/index.ts'
import { openHelpdesk, type TestHelpdesk } from './support/helpdesk.ts'
import { probe, probeRoute } from './support/http.ts'
import { listenForTest } from './support/node-listen.ts'
import { engines } from './support/storages.ts'

const require = createRequire(import.meta.url)
const express4 = require('express4') as typeof express

/** Starts a server and gives its address. */
type Host = (handler: NodeHandler) => Promise<string>

describe('a helpdesk', () => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    const [sqlite] = engines as [(typeof engines)[number]]
    desk = await openHelpdesk(sqlite, { limits: { body: 10_000 } })
  })
  afterAll(() => desk.close())

  const hosts: Record<string, Host> = {
    'plain Node': (handler) => listenForTest(handler),
    'Express before express.json()': (handler) =>
      listenForTest(express().use('/helpdesk', handler).use(express.json())),
    'Express after its parsers': (handler) =>
      listenForTest(
        express()
          .use(express.json(), express.urlencoded(), express.text())
          .use('/helpdesk', handler),
      ),
    'Express after express.raw()': (handler) =>
      listenForTest(
        express()
          .use(express.raw({ type: '*/*' }))
          .use('/helpdesk', handler),
      ),
    'Express that keeps rawBody': (handler) => {
      const verify = (request: object, _: unknown, rawBody: Buffer) =>
        void Object.assign(request, { rawBody })
      return listenForTest(express().use(express.json({ verify })).use('/helpdesk', handler))
    },
    'Express 4 after express.json()': (handler) =>
      listenForTest(express4().use(express4.json()).use('/helpdesk', handler)),
    Fastify: async (handler) => {
      const app = fastify()
      app.register(async (scope) => {
        scope.removeAllContentTypeParsers()
        scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
        scope.all('/helpdesk/*', (request, reply) => {
          reply.hijack()
          return handler(request.raw, reply.raw)
        })
      })
      onTestFinished(() => app.close())
      return app.listen({ port: 0, host: '127.0.0.1' })
    },
  }

  describe.each(Object.keys(hosts))('in %s', (name) => {
    const start = () => (hosts[name] as Host)(toNodeHandler(desk.helpdesk))
    const post = (url: string, path: string, init: RequestInit = {}) =>
      fetch(`${url}/helpdesk${path}`, {
        method: 'POST',
        ...init,
        headers: {
          authorization: 'Bearer ada',
          'content-type': 'application/json',
          ...(init.headers as object),
        },
      })

    it('takes and gives JSON', async () => {
      const url = await start()
      const subject = 'Größe "XL" 🎈'
      const body = JSON.stringify({ subject, description: 'x' })
      const answer = await post(url, '/tickets', { body })
      expect(answer.status).toBe(201)
      expect(await answer.json()).toMatchObject({ subject })
      const location = answer.headers.get('location')
      const ticket = await fetch(url + location, { headers: { authorization: 'Bearer ada' } })
      expect(await ticket.json()).toMatchObject({ subject, status: 'new' })
      expect((await fetch(`${url}/helpdesk/tickets`)).status).toBe(401)
    })

    it('takes what has no body, and refuses a form and a foreign page', async () => {
      const url = await start()
      const body = JSON.stringify({ subject: 'x', description: 'x' })
      const { id } = (await (await post(url, '/tickets', { body })).json()) as { id: string }
      const grace = { authorization: 'Bearer grace' }
      const unassign = `/tickets/${id}/unassign`
      expect((await post(url, unassign, { headers: grace })).status).toBe(200)
      expect((await post(url, unassign, { headers: grace, body: '{}' })).status).toBe(200)
      const form = { ...grace, 'content-type': 'application/x-www-form-urlencoded' }
      expect((await post(url, unassign, { headers: form, body: 'a=1' })).status).toBe(400)
      expect((await post(url, '/tickets', { headers: form, body: 'a=1' })).status).toBe(415)
      const foreign = { cookie: 'a=1', origin: 'https://evil.example' }
      expect((await post(url, '/tickets', { headers: foreign, body })).status).toBe(403)
      const own = { cookie: 'a=1', origin: url }
      expect((await post(url, '/tickets', { headers: own, body })).status).toBe(201)
    })

    it('keeps its limit', async () => {
      const body = JSON.stringify({ subject: 'x', description: 'x'.repeat(20_000) })
      expect((await post(await start(), '/tickets', { body })).status).toBe(413)
    })
  })

  it('takes what Express has unpacked', async () => {
    const url = await (hosts['Express after its parsers'] as Host)(toNodeHandler(desk.helpdesk))
    const answer = await fetch(`${url}/helpdesk/tickets`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer ada',
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body: gzipSync(JSON.stringify({ subject: 'Packed', description: 'x' })),
    })
    expect(answer.status).toBe(201)
  })

  it('says so when a parser has left nothing of a body', async () => {
    const [sqlite] = engines as [(typeof engines)[number]]
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    const deaf = await openHelpdesk(sqlite, { logger })
    onTestFinished(() => deaf.close())
    const app = express().use((request, _, next) => void request.resume().on('end', next))
    const url = await listenForTest(app.use('/helpdesk', toNodeHandler(deaf.helpdesk)))
    const answer = await fetch(`${url}/helpdesk/tickets`, {
      method: 'POST',
      headers: { authorization: 'Bearer ada', 'content-type': 'application/json' },
      body: '{}',
    })
    expect(answer.status).toBe(500)
    const [, fields] = logger.error.mock.calls[0] ?? []
    expect(String(fields.error)).toContain(
      'Mount the helpdesk before middleware that parses bodies',
    )
  })

  describe('with an upload', () => {
    const uploaded: string[] = []
    const upload = route({
      ...probeRoute,
      method: 'POST',
      path: '/upload',
      operationId: 'probe.upload',
      permission: 'ticket.read',
      status: 201,
      rawBody: ['application/octet-stream'],
      response: z.object({}),
      async handler(_call, { request }) {
        uploaded.push(await request.text())
        return {}
      },
    })
    let uploads: TestHelpdesk<readonly [ReturnType<typeof probe>]>
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }

    beforeAll(async () => {
      const [sqlite] = engines as [(typeof engines)[number]]
      uploads = await openHelpdesk(sqlite, { plugins: [probe({ routes: [upload] })], logger })
    })
    afterAll(() => uploads.close())

    // Parsing and writing it again would drop the spaces and the first "a".
    const text = '{ "a": 1, "a": 2 }'
    const isRefused: Record<string, boolean> = {
      'Express after its parsers': true,
      'Express 4 after express.json()': true,
    }

    it.each(Object.keys(hosts))('keeps the bytes or refuses them in %s', async (name) => {
      const url = await (hosts[name] as Host)(toNodeHandler(uploads.helpdesk))
      uploaded.length = 0
      const answer = await fetch(`${url}/helpdesk/probe/upload`, {
        method: 'POST',
        headers: { authorization: 'Bearer ada', 'content-type': 'application/json' },
        body: text,
      })
      if (isRefused[name]) {
        expect(await answer.json()).toMatchObject({ status: 500, code: 'body_already_read' })
        expect(uploaded).toEqual([])
      } else {
        expect(answer.status).toBe(201)
        expect(uploaded).toEqual([text])
      }
    })

    it('refuses a body that middleware of a fetch host has read', async () => {
      const post = (): Request =>
        new Request('http://app.example/helpdesk/probe/upload', {
          method: 'POST',
          headers: { authorization: 'Bearer ada' },
          body: text,
        })
      const read = post()
      await read.text()
      const held = post()
      held.body?.getReader()
      for (const request of [read, held]) {
        const answer = await uploads.helpdesk.fetch(request)
        expect(await answer.json()).toMatchObject({
          code: 'body_already_read',
          detail: expect.stringContaining('express.json()'),
        })
      }
    })
  })

  it.each([
    ['Express 5', express],
    ['Express 4', express4],
  ])('says what to use when %s gets helpdesk.fetch', async (_, create) => {
    const app = create().use('/helpdesk', desk.helpdesk.fetch as never)
    const answered = vi.fn()
    app.use(((error: Error, _request: unknown, response: express.Response, _next: unknown) => {
      answered(error.message)
      response.sendStatus(500)
    }) as express.ErrorRequestHandler)
    const answer = await fetch(`${await listenForTest(app)}/helpdesk/tickets`)
    expect(answer.status).toBe(500)
    expect(answered).toHaveBeenCalledWith(expect.stringContaining('toNodeHandler(helpdesk)'))
  })

  it('names the base path and the path that it saw when it is mounted elsewhere', async () => {
    const url = await listenForTest(express().use('/support', toNodeHandler(desk.helpdesk)))
    const answer = await fetch(`${url}/support/tickets`)
    expect(await answer.json()).toMatchObject({
      status: 404,
      detail:
        'The helpdesk has no route at /support/tickets. The base path of the helpdesk is /helpdesk. ' +
        'If your app mounts it elsewhere, set the option basePath to that path.',
    })
    const unknown = await fetch(`${await listenForTest(toNodeHandler(desk.helpdesk))}/helpdesk/x`)
    expect(await unknown.json()).toMatchObject({
      detail: 'The helpdesk has no route at /helpdesk/x. /helpdesk/openapi.json lists all routes.',
    })
  })
})
