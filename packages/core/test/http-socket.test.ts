/** Requests as only a socket can send them: cut off, without a length, by another class of Request. */
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { route } from '../src/http/route.ts'
import { openHelpdesk, type TestHelpdesk } from './support/helpdesk.ts'
import { expectProblem, memoryLogger, probe, probeRoute } from './support/http.ts'
import { engines } from './support/storages.ts'

const nativeResponse = Response
const aborted: string[] = []

const routes = [
  route({
    ...probeRoute,
    path: '/fetched',
    operationId: 'probe.fetched',
    // What a handler gets from `fetch` is not of the class that the server has put in its place.
    handler: () => new nativeResponse('from elsewhere', { headers: { 'content-type': 'text/x' } }),
  }),
  route({
    ...probeRoute,
    path: '/endless',
    operationId: 'probe.endless',
    handler: (_, { request }) => {
      request.signal.addEventListener('abort', () => aborted.push('signal'))
      const stream = new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(1_024)),
        cancel: () => void aborted.push('stream'),
      })
      return new Response(stream, { headers: { 'content-type': 'application/octet-stream' } })
    },
  }),
]

describe('a server with the helpdesk mounted', () => {
  let desk: TestHelpdesk<readonly [ReturnType<typeof probe>]>
  let server: ServerType
  let port: number
  /** Requests that are being worked on. */
  let running = 0
  const logger = memoryLogger()
  const rejections: unknown[] = []
  const onRejection = (reason: unknown) => rejections.push(reason)

  beforeAll(async () => {
    process.on('unhandledRejection', onRejection)
    const [sqlite] = engines as [(typeof engines)[number]]
    desk = await openHelpdesk(sqlite, {
      plugins: [probe({ routes })],
      limits: { body: 10_000 },
      logger,
    })
    const host = new Hono().mount('/helpdesk', desk.helpdesk.fetch)
    server = createAdaptorServer({
      async fetch(request, env) {
        running++
        try {
          return await host.fetch(request, env)
        } finally {
          running--
        }
      },
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve))
    await desk.close()
    process.off('unhandledRejection', onRejection)
    expect(rejections).toEqual([])
  })

  function send(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`http://127.0.0.1:${port}/helpdesk${path}`, {
      ...init,
      headers: { authorization: 'Bearer grace', ...(init.headers as Record<string, string>) },
    })
  }

  /** Writes raw bytes and gives what comes back first. */
  async function write(text: string): Promise<string> {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    const [data] = await once(socket, 'data')
    socket.destroy()
    return String(data)
  }

  /** Writes raw bytes, leaves while the server works on them, and waits until it has given up. */
  async function writeAndLeave(text: string): Promise<void> {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    await expect.poll(() => running).toBe(1)
    socket.destroy()
    await expect.poll(() => running).toBe(0)
  }

  const head = (...lines: string[]) =>
    [
      'POST /helpdesk/tickets HTTP/1.1',
      'Host: app.example',
      'Authorization: Bearer ada',
      'Content-Type: application/json',
      ...lines,
      '',
      '',
    ].join('\r\n')

  it('reads a body in chunks', async () => {
    const body = JSON.stringify({ subject: 'In chunks', description: 'x' })
    const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
    expect(await write(head('Transfer-Encoding: chunked') + chunks)).toMatch(/^HTTP\/1.1 201 /)
  })

  it('refuses a body that grows past the limit', async () => {
    const chunk = `1000\r\n${' '.repeat(0x1000)}\r\n`
    const answer = await write(head('Transfer-Encoding: chunked') + chunk.repeat(5))
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  })

  it('refuses a body that says it is too long without waiting for it', async () => {
    expect(await write(head('Content-Length: 999999999'))).toMatch(/^HTTP\/1.1 413 /)
  })

  it('outlives bodies and callers that go away', async () => {
    await writeAndLeave(`${head('Content-Length: 500')}{"subject":`)
    await writeAndLeave(`${head('Transfer-Encoding: chunked')}5\r\n{"sub`)
    expect((await send('/probe/fetched')).status).toBe(200)
    expect(logger.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('passes on a response of another class', async () => {
    const response = await send('/probe/fetched')
    expect(await response.text()).toBe('from elsewhere')
    expect(response.headers.get('content-type')).toBe('text/x')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('tells a handler when its caller has left', async () => {
    const controller = new AbortController()
    const response = await send('/probe/endless', { signal: controller.signal })
    const reader = response.body?.getReader()
    await reader?.read()
    controller.abort()
    await expect.poll(() => aborted).toContain('stream')
  })

  it('answers paths that are not plain', async () => {
    for (const path of [
      '/tickets/%00',
      '/tickets/%zz',
      '/tickets/%E2%80%AE',
      '/tickets%2F',
      '//',
    ]) {
      const response = await send(path)
      expect([400, 404]).toContain(response.status)
      if (response.headers.get('content-type')?.includes('problem')) {
        await expectProblem(response, 404, 'not_found')
      }
    }
  })
})
