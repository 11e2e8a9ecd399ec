import { EventEmitter, once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { rows, sql } from '@deskhand/core/db'
import { describeStoreContract, minutes } from '@deskhand/testing'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type FileDesk, openDesk } from '../../test/support/desk.ts'
import { bucket, clientFor, type S3Server, startS3 } from '../../test/support/s3.ts'
import { png } from '../../test/support/samples.ts'
import { hosts, listen } from '../../test/support/sockets.ts'
import type { Scanner } from '../scan/port.ts'
import { s3 } from './s3.ts'

const mebibyte = 1024 * 1024

let server: S3Server
beforeAll(async () => {
  server = await startS3()
})
afterAll(() => server?.stop())

async function* some(length: number) {
  for (let at = 0; at < length; at += 65_536) yield new Uint8Array(Math.min(65_536, length - at))
}

describe('on a server that speaks S3', () => {
  describeStoreContract({
    name: 'S3',
    create: () => s3({ client: server.client(), bucket, prefix: 'contract/files/' }),
    leftovers: () => server.unfinished(),
  })

  it('keeps to its prefix', async () => {
    const client = server.client()
    const one = s3({ client, bucket, prefix: 'one/' })
    const two = s3({ client, bucket, prefix: 'two/' })
    await one.put('a/b', some(3))
    expect((await one.list({ limit: 10 })).map(({ key }) => key)).toEqual(['a/b'])
    expect(await two.list({ limit: 10 })).toEqual([])
    const { ContentLength } = await client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: 'one/a/b' }),
    )
    expect(ContentLength).toBe(3)
  })

  it('aborts what a killed process left half-uploaded', async () => {
    const client = server.client()
    const upload = { Bucket: bucket, Key: 'killed/a/b' }
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload))
    await client.send(new UploadPartCommand({ ...upload, UploadId, PartNumber: 1, Body: 'x' }))
    expect(await server.unfinished()).toEqual([UploadId])
    await s3({ client, bucket, prefix: 'killed/' }).delete('a/b')
    expect(await server.unfinished()).toEqual([])
  })

  it('serves a helpdesk, and sends the browser of a link on only to save a file', async () => {
    const storage = s3({ client: server.client(), bucket, presign: getSignedUrl as never })
    const desk = await openDesk({ storage, redirectLinks: true })
    const ticketId = await desk.newTicket()
    const text = 'x'.repeat(11 * mebibyte)
    const { id } = await desk.upload('ada', 'Grün.txt', text, { ticketId })
    const target = { ticketId, attachmentId: id }
    const { body } = await desk.as('ada').attachments.download(target)
    expect((await new Response(body).text()).length).toBe(text.length)
    const follow = async (
      from: FileDesk,
      input: { ticketId: string; attachmentId: string; disposition?: 'inline' },
    ) => {
      const { url } = await from.as('ada').attachments.link(input)
      return from.helpdesk.fetch(new Request(`http://app.example${url}`))
    }
    const answer = await follow(desk, target)
    expect(answer.status).toBe(302)
    const to = new URL(answer.headers.get('location') as string)
    expect(to.searchParams.get('response-content-disposition')).toMatch(/^attachment; filename=/)
    expect(to.searchParams.get('X-Amz-Expires')).toBe('60')

    // The store would send none of the headers that keep a file from running.
    const image = await desk.upload('ada', 'a.png', png(), { ticketId })
    const shown = await follow(desk, { ticketId, attachmentId: image.id, disposition: 'inline' })
    expect(shown.status).toBe(200)
    expect(shown.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    await desk.close()

    const plain = await openDesk({ storage })
    const own = await plain.newTicket()
    const file = await plain.upload('ada', 'a.txt', 'x', { ticketId: own })
    const served = await follow(plain, { ticketId: own, attachmentId: file.id })
    expect([served.status, await served.text()]).toEqual([200, 'x'])
    await plain.close()
  })
})

describe('against the answers of AWS', () => {
  const endpoint = 'http://s3.aws.example'
  const aws = setupServer()
  beforeAll(() => aws.listen({ onUnhandledFrame: 'bypass' }))
  afterEach(() => aws.resetHandlers())
  afterAll(() => aws.close())

  const store = (more: object = {}) =>
    s3({ client: clientFor(endpoint, { maxAttempts: 2, ...more }), bucket })

  const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
    new HttpResponse(
      `<?xml version="1.0"?><Error><Code>${code}</Code><Message>Sorry.</Message></Error>`,
      { status, headers: { 'content-type': 'application/xml', ...headers } },
    )

  it.each([
    [503, 'SlowDown', 'unavailable'],
    [503, 'ServiceUnavailable', 'unavailable'],
    [500, 'InternalError', 'unavailable'],
    [400, 'ExpiredToken', 'misconfigured'],
    [403, 'AccessDenied', 'misconfigured'],
    [403, 'SignatureDoesNotMatch', 'misconfigured'],
    [403, 'InvalidAccessKeyId', 'misconfigured'],
    [404, 'NoSuchBucket', 'misconfigured'],
    [301, 'PermanentRedirect', 'misconfigured'],
    [400, 'AuthorizationHeaderMalformed', 'misconfigured'],
  ])('%i %s is told as %s', async (status, code, told) => {
    aws.use(http.all(`${endpoint}/*`, () => problem(status, code)))
    await expect(store().put('a/b', some(10))).rejects.toMatchObject({ code: told })
    await expect(store().get('a/b')).rejects.toMatchObject({ code: told })
    await expect(store().delete('a/b')).rejects.toMatchObject({ code: told })
    await expect(store().list({ limit: 1 })).rejects.toMatchObject({ code: told })
  })

  it('says what to do about a bucket in another region', async () => {
    aws.use(http.all(`${endpoint}/*`, () => problem(301, 'PermanentRedirect')))
    await expect(store().list({ limit: 1 })).rejects.toThrow(/region/)
  })

  it('does not know an object that is not there', async () => {
    aws.use(http.get(`${endpoint}/*`, () => problem(404, 'NoSuchKey')))
    await expect(store().get('a/b')).rejects.toMatchObject({ code: 'not_found' })
  })

  it.each([
    [403, 'AccessDenied'],
    [405, 'MethodNotAllowed'],
    [501, 'NotImplemented'],
  ])('deletes a file where listing uploads is answered with %i %s', async (status, code) => {
    const deleted: string[] = []
    aws.use(
      http.get(`${endpoint}/*`, () => problem(status, code)),
      http.delete(`${endpoint}/*`, ({ request }) => {
        deleted.push(new URL(request.url).pathname)
        return new HttpResponse(null, { status: 204 })
      }),
    )
    await store().delete('a/b')
    expect(deleted).toEqual([`/${bucket}/a/b`])
  })

  it('tries again when it is throttled', async () => {
    let tries = 0
    aws.use(
      http.put(`${endpoint}/*`, () => {
        tries += 1
        return tries === 1 ? problem(503, 'SlowDown') : new HttpResponse(null, { status: 200 })
      }),
    )
    await store().put('a/b', some(10))
    expect(tries).toBe(2)
  })

  it('aborts an upload whose part was refused', async () => {
    const seen: string[] = []
    aws.use(
      http.all(`${endpoint}/*`, ({ request }) => {
        const { searchParams } = new URL(request.url)
        seen.push(`${request.method} ${searchParams.get('partNumber') ?? ''}`.trim())
        if (request.method === 'POST') {
          return HttpResponse.xml(
            '<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>',
          )
        }
        if (request.method === 'DELETE') return new HttpResponse(null, { status: 204 })
        return searchParams.get('partNumber') === '2'
          ? problem(400, 'ExpiredToken')
          : new HttpResponse(null, { status: 200, headers: { etag: '"e"' } })
      }),
    )
    await expect(store().put('a/b', some(12 * mebibyte))).rejects.toMatchObject({
      code: 'misconfigured',
    })
    expect(seen).toEqual(['POST', 'PUT 1', 'PUT 2', 'DELETE'])
  })

  it('lets go of a body whose upload was refused before its first part', async () => {
    aws.use(http.all(`${endpoint}/*`, () => problem(400, 'ExpiredToken')))
    let isOpen = true
    async function* held() {
      try {
        yield* some(12 * mebibyte)
      } finally {
        isOpen = false
      }
    }
    await expect(store().put('a/b', held())).rejects.toMatchObject({ code: 'misconfigured' })
    expect(isOpen).toBe(false)
  })

  it('fails where an object ends too early', async () => {
    aws.use(
      http.get(
        `${endpoint}/*`,
        () =>
          new HttpResponse('short', {
            headers: { 'content-length': '5', 'content-type': 'text/plain' },
          }),
      ),
      http.put(`${endpoint}/*`, () => new HttpResponse(null, { status: 200 })),
    )
    const desk = await openDesk({ storage: store() })
    const ticketId = await desk.newTicket()
    const { id } = await desk.upload('ada', 'a.txt', 'much longer', { ticketId })
    const { body } = await desk.as('ada').attachments.download({ ticketId, attachmentId: id })
    await expect(new Response(body).text()).rejects.toThrow(/other bytes/)
    await desk.close()
  })

  /** Accepts uploads, in one piece or in parts. */
  const multipart = (seen: (request: Request) => void) =>
    http.all(`${endpoint}/*`, ({ request }) => {
      seen(request)
      const { method, url } = request
      if (method !== 'POST') return new HttpResponse(null, { headers: { etag: '"e"' } })
      return HttpResponse.xml(
        url.includes('uploadId')
          ? '<CompleteMultipartUploadResult/>'
          : '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>',
      )
    })

  it.each([
    ['WHEN_SUPPORTED', 'CRC32', true],
    ['WHEN_REQUIRED', null, false],
  ])(
    'creates the upload with the checksum algorithm of its parts, %s',
    async (calculation, algorithm, has) => {
      const seen: [string, unknown][] = []
      aws.use(
        multipart(({ method, headers }) => {
          const named = headers.get('x-amz-checksum-algorithm')
          seen.push([method, method === 'PUT' ? headers.has('x-amz-checksum-crc32') : named])
        }),
      )
      await store({ requestChecksumCalculation: calculation }).put('a/b', some(6 * mebibyte))
      expect(seen).toEqual([
        ['POST', algorithm],
        ['PUT', has],
        ['PUT', has],
        ['POST', null],
      ])
    },
  )

  it('throws the error that ended the upload, also when the abort fails', async () => {
    aws.use(
      http.delete(`${endpoint}/*`, () => problem(403, 'AccessDenied')),
      multipart(() => {}),
    )
    async function* broken() {
      yield* some(6 * mebibyte)
      throw new Error('The sender is gone.')
    }
    await expect(store().put('a/b', broken())).rejects.toThrow('The sender is gone.')
  })

  it('asks for encryption where it is told to, of one piece and of many', async () => {
    const seen: (string | null)[] = []
    aws.use(
      multipart(({ headers, method, url }) => {
        if (method === 'PUT' && url.includes('partNumber')) return
        seen.push(
          headers.get('x-amz-server-side-encryption'),
          headers.get('x-amz-server-side-encryption-aws-kms-key-id'),
        )
      }),
    )
    const client = clientFor(endpoint)
    await s3({ client, bucket, encryption: { type: 'AES256' } }).put('a/b', some(10))
    expect(seen).toEqual(['AES256', null])
    seen.length = 0
    const kms = { type: 'aws:kms', keyId: 'my-key' } as const
    await s3({ client, bucket, encryption: kms }).put('a/b', some(6 * mebibyte))
    expect(seen.slice(0, 2)).toEqual(['aws:kms', 'my-key'])
  })
})

describe('where the connection breaks in the middle', () => {
  /** Says that an object has so many bytes, sends some of them and hangs up. */
  let server: Server
  let endpoint: string
  let hangsUp = true
  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume()
      if (request.method !== 'GET') return void request.once('end', () => response.end())
      response.writeHead(200, { 'content-length': 11, 'content-type': 'text/plain' })
      if (!hangsUp) return void response.end('much longer')
      response.write('much', () => response.destroy())
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  })

  const cutStore = () => s3({ client: clientFor(endpoint, { maxAttempts: 1 }), bucket })

  it('a download fails, in process and over a socket, and never looks whole', async () => {
    hangsUp = true
    const desk = await openDesk({ storage: cutStore() })
    const ticketId = await desk.newTicket()
    const { id } = await desk.upload('ada', 'a.txt', 'much longer', { ticketId })
    const { body } = await desk.as('ada').attachments.download({ ticketId, attachmentId: id })
    await expect(new Response(body).text()).rejects.toThrow()
    for (const { serve } of hosts) {
      const { port, close } = await listen(serve(desk.helpdesk.fetch))
      const path = `/helpdesk/tickets/${ticketId}/attachments/${id}/content`
      const reading = fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { authorization: 'Bearer ada' },
      }).then((answer) => answer.text())
      await expect(reading).rejects.toThrow()
      await close()
    }
    await desk.close()
  })

  it('a scan waits for the whole file', async () => {
    hangsUp = true
    const scanner: Scanner = {
      name: 'trusting',
      async scan(body) {
        for await (const _ of body);
        return { state: 'clean' }
      },
    }
    const desk = await openDesk({ storage: cutStore(), scanner })
    const ticketId = await desk.newTicket()
    const { id } = await desk.upload('ada', 'a.txt', 'much longer', { ticketId })
    const state = async () =>
      (await desk.as('ada').attachments.get({ ticketId, attachmentId: id })).state
    await desk.runDue()
    expect(await state()).toBe('pending')
    hangsUp = false
    desk.clock.advance(3 * minutes)
    await desk.runDue()
    expect(await state()).toBe('clean')
    await desk.close()
  })

  it.each([
    ['SlowDown', 503, 503, 'storage_unavailable'],
    ['ExpiredToken', 400, 500, 'storage_unavailable'],
    ['QuotaExceeded', 403, 507, 'storage_full'],
  ])('an upload against %s is answered, logged and forgotten', async (code, said, status, told) => {
    const aws = setupServer(
      http.put(
        'http://s3.aws.example/*',
        () => new HttpResponse(`<Error><Code>${code}</Code></Error>`, { status: said }),
      ),
      http.get('http://s3.aws.example/*', () =>
        HttpResponse.xml('<ListMultipartUploadsResult></ListMultipartUploadsResult>'),
      ),
      http.delete('http://s3.aws.example/*', () => new HttpResponse(null, { status: 204 })),
    )
    aws.listen({ onUnhandledFrame: 'bypass' })
    const lines: [string, object | undefined][] = []
    const logger = {
      debug: () => {},
      info: () => {},
      warn: (message: string, fields?: object) => void lines.push([message, fields]),
      error: (message: string, fields?: object) => void lines.push([message, fields]),
    }
    const client = clientFor('http://s3.aws.example', { maxAttempts: 1 })
    const desk = await openDesk({ storage: s3({ client, bucket }), helpdesk: { logger } })
    const answer = await desk.send('ada', '/attachments?name=a.txt', 'text')
    expect([answer.status, await answer.json()]).toMatchObject([status, { code: told }])
    expect(lines.map(([, fields]) => fields)).toMatchObject([
      { code: told, operation: 'attachments.upload' },
    ])
    expect(JSON.stringify(lines)).not.toContain('database')
    const blobs = sql`select key from deskhand_attachment_blobs`
    expect(await rows(desk.storage.db, blobs)).toEqual([])
    await desk.close()
    aws.close()
  })
})

describe('while S3 does not answer', () => {
  /** Answers no PUT. Emits `held` when a request waits, and `gone` when its client has disconnected. */
  const requests = new EventEmitter()
  let server: Server
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.method === 'POST') {
        response.end(
          '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>',
        )
      } else if (request.method === 'DELETE') response.writeHead(204).end()
      else {
        request.resume().once('end', () => requests.emit('held'))
        response.once('close', () => requests.emit('gone'))
      }
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  })

  it.each([10, 6 * mebibyte])(
    'an abort cancels the request of an upload of %i bytes',
    async (size) => {
      const { port } = server.address() as AddressInfo
      const client = clientFor(`http://127.0.0.1:${port}`, { maxAttempts: 1 })
      const [held, gone] = [once(requests, 'held'), once(requests, 'gone')]
      const stop = new AbortController()
      const putting = s3({ client, bucket }).put('a/b', some(size), { signal: stop.signal })
      await held
      stop.abort()
      await expect(putting).rejects.toThrow()
      await gone
    },
  )
})

it('says that nobody is there', async () => {
  const store = s3({ client: clientFor('http://127.0.0.1:9', { maxAttempts: 1 }), bucket })
  await expect(store.put('a/b', some(10))).rejects.toMatchObject({ code: 'unavailable' })
})
