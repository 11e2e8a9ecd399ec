/** What only a raw socket can send: bodies cut off, lengths that lie, garbage between chunks. */
import { once } from 'node:events'
import { createServer, type Server, type ServerOptions } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { engines, type HostileDesk, openDesk } from '../../src/hostile/desk.ts'
import { type Watch, watch } from '../../src/hostile/digest.ts'
import { type Exchange, exchange, firstAnswer } from '../../src/hostile/socket.ts'
import { createRandom } from '../../src/random.ts'
import { seed, times } from '../../src/settings.ts'

const good = '{"subject":"Broken","description":"x"}'

interface Parts {
  readonly method?: string
  readonly path?: string
  readonly headers?: readonly string[]
  readonly body?: string
}

function written({ method = 'POST', path = '/helpdesk/tickets', headers, body = good }: Parts) {
  const lines = headers ?? [`content-length: ${Buffer.byteLength(body)}`]
  return [
    `${method} ${path} HTTP/1.1`,
    'host: app.example',
    'authorization: Bearer ada',
    'content-type: application/json',
    ...lines,
    '',
    body,
  ].join('\r\n')
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

const chunked = ['transfer-encoding: chunked']

/** Each is refused or never answered, and makes nothing. */
const refused: Readonly<Record<string, Exchange>> = {
  'a body cut off by an end': {
    bytes: written({ headers: ['content-length: 99'] }),
    ending: 'end',
  },
  'a body cut off by a reset': {
    bytes: written({ headers: ['content-length: 99'] }),
    ending: 'reset',
  },
  'a body that never comes': { bytes: written({ headers: ['content-length: 99'], body: '' }) },
  'a length below the body': { bytes: written({ headers: ['content-length: 5'] }) },
  'a length of nothing': { bytes: written({ headers: ['content-length: 0'] }) },
  'a negative length': { bytes: written({ headers: ['content-length: -1'] }) },
  'a length that is no number': { bytes: written({ headers: ['content-length: 1e2'] }) },
  'a length of many digits': { bytes: written({ headers: [`content-length: ${'9'.repeat(30)}`] }) },
  'a large length': { bytes: written({ headers: ['content-length: 99999999'] }) },
  'two lengths': { bytes: written({ headers: ['content-length: 38', 'content-length: 5'] }) },
  'a length and chunks': {
    bytes: written({
      headers: ['content-length: 38', ...chunked],
      body: `26\r\n${good}\r\n0\r\n\r\n`,
    }),
  },
  'chunks that never end': {
    bytes: written({ headers: chunked, body: `26\r\n${good}\r\n` }),
    ending: 'end',
  },
  'a chunk of no length': {
    bytes: written({ headers: chunked, body: `zz\r\n${good}\r\n0\r\n\r\n` }),
  },
  'a chunk shorter than it says': {
    bytes: written({ headers: chunked, body: `ff\r\n${good}\r\n0\r\n\r\n` }),
  },
  'a chunk of a negative length': {
    bytes: written({ headers: chunked, body: `-1\r\n${good}\r\n` }),
  },
  'an unknown transfer': { bytes: written({ headers: ['transfer-encoding: gzip'] }) },
  'no request at all': { bytes: '\0\u0001\u0002garbage\r\n\r\n' },
  'a request of another protocol': { bytes: 'SSH-2.0-OpenSSH_9.9\r\n' },
  'a NUL in the path': { bytes: written({ path: '/helpdesk/tickets\0' }) },
  'a NUL in a header': { bytes: written({ headers: ['x-odd: a\0b', 'content-length: 38'] }) },
  'a header of half a megabyte': {
    bytes: written({ headers: [`x-odd: ${'x'.repeat(500_000)}`, 'content-length: 38'] }),
  },
  'ten thousand headers': {
    bytes: written({ headers: Array.from({ length: 10_000 }, (_, n) => `x-${n}: x`) }),
  },
  'a path of a megabyte': { bytes: written({ path: `/helpdesk/${'x'.repeat(1_000_000)}` }) },
  'a broken escape': { bytes: written({ path: '/helpdesk/%zz' }) },
  'dots in the path': { bytes: written({ path: '/helpdesk/../../etc/passwd' }) },
  'escaped dots and slashes': { bytes: written({ path: '/helpdesk/%2e%2e%2ftickets%00' }) },
  'only a star': { bytes: written({ method: 'OPTIONS', path: '*' }) },
  'a tunnel': { bytes: written({ method: 'CONNECT', path: 'evil.example:443' }) },
  'a trace': { bytes: written({ method: 'TRACE' }) },
  'an upgrade': {
    bytes: written({
      method: 'GET',
      path: '/helpdesk/x',
      headers: ['connection: upgrade', 'upgrade: h2c'],
    }),
  },
  'a cookie of another site': {
    bytes: written({
      headers: ['origin: https://evil.example', 'cookie: session=1', 'content-length: 38'],
    }),
  },
}

describe.each(engines)('a server on $name is sent', (engine) => {
  let hostile: HostileDesk
  let server: Server
  let seen: Watch
  /** Requests that are being worked on, answered or not. */
  let running = 0
  const unhandled: unknown[] = []
  const note = (reason: unknown) => void unhandled.push(reason)

  beforeAll(async () => {
    process.on('unhandledRejection', note).on('uncaughtException', note)
    hostile = await openDesk(engine)
    seen = await watch(hostile.desk.storage)
    // It closes what its callers leave open.
    server = await listen({
      requestTimeout: 2_000,
      connectionsCheckingInterval: 250,
      keepAliveTimeout: 100,
    })
  })
  afterAll(async () => {
    await close(server)
    await hostile?.close()
    process.off('unhandledRejection', note).off('uncaughtException', note)
  })

  async function listen(options: ServerOptions): Promise<Server> {
    const listener = getRequestListener(async (request) => {
      running++
      try {
        return await hostile.desk.helpdesk.fetch(request)
      } finally {
        running--
      }
    })
    const made = createServer(options, listener).listen(0, '127.0.0.1')
    await once(made, 'listening')
    return made
  }

  async function changes(): Promise<string[]> {
    await vi.waitFor(() => expect(running).toBe(0), { timeout: 60_000 })
    return seen.changes()
  }

  async function expectRefused(sent: Exchange): Promise<void> {
    const text = await exchange(server, sent)
    const answer = firstAnswer(text)
    if (answer) {
      expect(answer.status, text.slice(0, 2_000)).toBeGreaterThanOrEqual(400)
      expect(answer.status, text.slice(0, 2_000)).toBeLessThan(500)
      if (answer.headers.includes('x-request-id')) {
        const problem = JSON.parse(answer.body)
        expect(hostile.document.faultsOfProblem(problem)).toBe('')
        expect(problem.status).toBe(answer.status)
      }
    }
    expect(await changes(), text.slice(0, 2_000)).toEqual([])
    expect(hostile.takeComplaints()).toEqual([])
    expect(unhandled).toEqual([])
  }

  test.concurrent.each(Object.entries(refused))('%s', (_name, sent) => expectRefused(sent))

  test('a good request, slowly, and it is answered', async () => {
    const patient = await listen({})
    onTestFinished(() => close(patient))
    const headers = ['connection: close', `content-length: ${good.length}`]
    const bytes = written({ headers })
    const answer = firstAnswer(await exchange(patient, { bytes, slowly: true }))
    expect(answer?.status).toBe(201)
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ subject: 'Broken' })
    await changes()
  })

  test(
    'a good request with some bytes of it changed, and lives',
    async () => {
      const random = createRandom(`${seed}/sockets/${engine.name}`)
      console.info(`${engine.name}: pnpm prove hostile --seed ${seed}`)
      for (let n = 0; n < times(60, 3_000); n++) {
        const bytes = Buffer.from(written({}))
        for (let change = random.between(1, 5); change > 0; change--) {
          bytes[random.between(0, bytes.length - 1)] = random.between(0, 255)
        }
        const cut = random.chance(0.3) ? random.between(1, bytes.length) : bytes.length
        const text = await exchange(server, { bytes: bytes.subarray(0, cut), ending: 'end' })
        const what = `seed ${seed}, ${n}: ${JSON.stringify(bytes.toString('latin1'))}\n${text}`
        const answer = firstAnswer(text)
        expect(answer?.status ?? 400, what).toBeLessThan(500)
        const changed = await changes()
        if (answer && answer.status >= 400) expect(changed, what).toEqual([])
      }
      expect(hostile.takeComplaints()).toEqual([])
      expect(unhandled).toEqual([])
      expect((await hostile.desk.request('ada', 'GET', '/tickets')).status).toBe(200)
    },
    times(120_000, 3_600_000),
  )
})
