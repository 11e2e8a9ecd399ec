/** `toNodeHandler` over real sockets: what becomes of requests and answers on the way. */
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { connect, type Socket } from 'node:net'
import express from 'express'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { nodeRequestOf, toNodeHandler } from '../src/node/index.ts'
import { listenForTest } from './support/node-listen.ts'

const require = createRequire(import.meta.url)
const express4 = require('express4') as typeof express

/** Serves one function on plain Node. */
const serve = (fetch: (request: Request) => Promise<Response>) =>
  listenForTest(toNodeHandler({ fetch }))

function write(url: string, text: string): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.write(text)
  return socket
}

/** What comes back for these bytes until the server closes the connection. */
async function answerTo(url: string, text: string): Promise<string> {
  const socket = write(url, text)
  let answer = ''
  socket.on('data', (data) => {
    answer += data
  })
  await once(socket, 'close')
  return answer
}

describe('the request', () => {
  const echo = async ({ url, method, headers }: Request) =>
    Response.json({ url, method, headers: Object.fromEntries(headers) })

  it('is what the browser asked for', async () => {
    const url = await serve(echo)
    const answer = await fetch(`${url}/helpdesk/tickets?a=%00&b=ü`, {
      method: 'DELETE',
      headers: { cookie: 'a=1', 'x-own': 'é' },
    })
    expect(await answer.json()).toMatchObject({
      url: `${url}/helpdesk/tickets?a=%00&b=%C3%BC`,
      method: 'DELETE',
      headers: { cookie: 'a=1', 'x-own': 'é' },
    })
  })

  it.each([
    ['GET //evil.example/x HTTP/1.1\r\nHost: app.example', 'http://app.example//evil.example/x'],
    ['GET http://evil.example/x?y HTTP/1.1\r\nHost: app.example', 'http://app.example/x?y'],
    ['GET /x HTTP/1.1\r\nHost: [::1]:3000', 'http://[::1]:3000/x'],
    ['GET /x HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: b', 'http://a/x'],
  ])('of %j is for %s', async (head, expected) => {
    const answer = await answerTo(await serve(echo), `${head}\r\nConnection: close\r\n\r\n`)
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ url: expected })
  })

  it.each([
    'GET /x HTTP/1.1\r\nHost: user@evil.example',
    'GET /x HTTP/1.1\r\nHost: app.example/path',
    'GET /x HTTP/1.1\r\nHost: app.example:99999',
    'GET /x HTTP/1.0\r\nX: y',
    'OPTIONS * HTTP/1.1\r\nHost: app.example',
  ])('that is none is refused: %j', async (head) => {
    const answer = await answerTo(await serve(echo), `${head}\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(answer).toContain('"code":"invalid_request"')
  })

  it('with the method TRACE is answered with a problem', async () => {
    const head = 'TRACE /x HTTP/1.1\r\nHost: app.example\r\nCookie: secret=1'
    const answer = await answerTo(await serve(echo), `${head}\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1.1 501 /)
    expect(answer).toContain('application/problem+json')
    expect(answer).toContain('"code":"method_not_supported"')
    expect(answer).not.toContain('secret')
  })

  it('has to come from Node, and the helpdesk is given whole', async () => {
    const handler = toNodeHandler({ fetch: echo })
    const request = new Request('http://app.example') as never
    await expect(handler(request, undefined as never)).rejects.toThrow(/helpdesk\.fetch\(request\)/)
    expect(() => toNodeHandler(echo as never)).toThrow(/toNodeHandler\(helpdesk\), not/)
  })

  it('believes a proxy when it is told to', async () => {
    const url = await listenForTest(toNodeHandler({ fetch: echo }, { trustProxy: true }))
    const headers = { 'x-forwarded-proto': 'https,http', 'x-forwarded-host': 'app.example, inner' }
    const answer = await fetch(`${url}/x`, { headers })
    expect(await answer.json()).toMatchObject({ url: 'https://app.example/x' })
  })

  it.each([
    ['Express 5', express],
    ['Express 4', express4],
  ])('believes a proxy when %s does, and keeps the path it is mounted at', async (_, create) => {
    const app = create().use('/api', create.Router().use('/desk', toNodeHandler({ fetch: echo })))
    const url = await listenForTest(app)
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'app.example' }
    const ask = async () =>
      ((await (await fetch(`${url}/api/desk/x`, { headers })).json()) as { url: string }).url
    expect(await ask()).toBe(`${url}/api/desk/x`)
    app.set('trust proxy', 'loopback')
    expect(await ask()).toBe('https://app.example/api/desk/x')
    app.set('trust proxy', '10.0.0.0/8')
    expect(await ask()).toBe(`${url}/api/desk/x`)
  })

  it('leads back to the one of Node, with what middleware put on it', async () => {
    const app = express()
    app.use((request, _, next) => {
      Object.assign(request, { user: 'ada' })
      next()
    })
    const fetched = async (request: Request) =>
      Response.json(nodeRequestOf<express.Request & { user?: string }>(request)?.user)
    app.use(toNodeHandler({ fetch: fetched }))
    expect(await (await fetch(await listenForTest(app))).json()).toBe('ada')
    expect(nodeRequestOf(new Request('http://app.example'))).toBeUndefined()
  })
})

describe('the body', () => {
  const length = async (request: Request) =>
    Response.json({ length: (await request.arrayBuffer()).byteLength })

  it('comes as a stream, at the speed of its reader', async () => {
    const url = await serve(length)
    const pieces = Array.from({ length: 50 }, () => new Uint8Array(100_000))
    const body = ReadableStream.from(pieces)
    const answer = await fetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect(await answer.json()).toEqual({ length: 5_000_000 })
  })

  it('is not read when nobody wants it, and the line is cut', async () => {
    const url = await serve(async () => new Response('no', { status: 413 }))
    const answer = await answerTo(
      url,
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\nbeginning',
    )
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  })

  it('leaves the connection to the next request when it was left half read', async () => {
    const url = await serve(async (request) => {
      const reader = request.body?.getReader()
      await reader?.read()
      await reader?.cancel()
      return new Response('enough')
    })
    const one = (connection: string) =>
      `POST / HTTP/1.1\r\nHost: a\r\nConnection: ${connection}\r\nContent-Length: 200000\r\n\r\n`
    const text = one('keep-alive') + 'x'.repeat(200_000) + one('close') + 'x'.repeat(200_000)
    expect((await answerTo(url, text)).match(/HTTP\/1.1 200/g)).toHaveLength(2)
  })

  it('breaks off when its sender leaves', async () => {
    const begun = Promise.withResolvers<void>()
    const broken = Promise.withResolvers<unknown>()
    const url = await serve(async (request) => {
      const left = once(request.signal, 'abort')
      const reader = request.body?.getReader()
      await reader?.read()
      begun.resolve()
      await reader?.read().catch(broken.resolve)
      await left
      return new Response()
    })
    const socket = write(url, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf')
    await begun.promise
    socket.destroy()
    expect(await broken.promise).toBeInstanceOf(Error)
  })
})

describe('the answer', () => {
  it('keeps its status, cookies and what the host has set', async () => {
    const headers = new Headers({ vary: 'origin', 'x-own': 'helpdesk' })
    headers.append('set-cookie', 'b=2; Path=/')
    headers.append('set-cookie', 'c=3')
    const app = express().use((_, response, next) => {
      response.cookie('a', '1').vary('accept').set('x-own', 'host').set('x-host', 'host')
      next()
    })
    app.use(toNodeHandler({ fetch: async () => new Response('ok', { status: 201, headers }) }))
    const answer = await fetch(await listenForTest(app))
    expect([answer.status, await answer.text()]).toEqual([201, 'ok'])
    expect(answer.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/', 'c=3'])
    expect(answer.headers.get('vary')?.toLowerCase()).toBe('accept, origin')
    expect([answer.headers.get('x-own'), answer.headers.get('x-host')]).toEqual([
      'helpdesk',
      'host',
    ])
  })

  it('has a length when it is in one piece', async () => {
    const url = await serve(async () => Response.json({ a: 1 }))
    expect((await fetch(url)).headers.get('content-length')).toBe('7')
  })

  it.each([204, 304])('has no body with status %i', async (status) => {
    const url = await serve(async () => new Response(null, { status }))
    const answer = await fetch(url)
    expect([answer.status, await answer.text()]).toEqual([status, ''])
  })

  it('streams, head first', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    async function* events() {
      yield Buffer.from(await promise)
      yield Buffer.from('second')
    }
    const url = await serve(async () => new Response(ReadableStream.from(events())))
    const answer = await fetch(url)
    resolve('first ')
    expect(await answer.text()).toBe('first second')
  })

  it('waits for a slow reader, and stops when the reader leaves', async () => {
    let sent = 0
    const cancel = vi.fn()
    const url = await serve(async () => {
      const pull = (controller: ReadableStreamDefaultController) => {
        sent += 1
        controller.enqueue(new Uint8Array(64 * 1024))
      }
      return new Response(new ReadableStream({ pull, cancel }))
    })
    const controller = new AbortController()
    await fetch(url, { signal: controller.signal })
    let before = -1
    await vi.waitFor(
      () => {
        const isStill = before === sent
        before = sent
        expect(isStill).toBe(true)
      },
      { interval: 200, timeout: 15_000 },
    )
    expect(sent * 64).toBeLessThan(64 * 1024)
    controller.abort()
    await expect.poll(() => cancel).toHaveBeenCalled()
  })

  it('that breaks off does not look complete, and is reported', async () => {
    let failure = Promise.withResolvers<never>()
    async function* broken() {
      yield Buffer.from('half')
      await failure.promise
    }
    const answer = async () => new Response(ReadableStream.from(broken()))
    /** Fails once the head of the answer has arrived. */
    const readBroken = async (url: string) => {
      failure = Promise.withResolvers()
      const response = await fetch(url)
      failure.reject(new Error('disk gone'))
      await expect(response.text()).rejects.toThrow()
    }
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => log.mockRestore())
    await readBroken(await serve(answer))
    expect(log).toHaveBeenCalledOnce()

    const errors: unknown[] = []
    const app = express().use(toNodeHandler({ fetch: answer }))
    const report: express.ErrorRequestHandler = (error, _request, response, _next) => {
      errors.push(error)
      response.destroy()
    }
    await readBroken(await listenForTest(app.use(report)))
    expect(errors).toEqual([expect.objectContaining({ message: 'disk gone' })])
  })
})
