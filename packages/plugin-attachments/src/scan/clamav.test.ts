import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Clamd,
  clamdIsMissing,
  eicar,
  freePort,
  startClamd,
} from '../../test/support/clamd.ts'
import { clamav } from './clamav.ts'
import { ScannerUnavailable } from './port.ts'

const never = new AbortController().signal
const stream = (...chunks: (string | Uint8Array)[]) =>
  ReadableStream.from(chunks.map((chunk) => Buffer.from(chunk as string)))
const missing = clamdIsMissing()

describe.skipIf(missing)(`clamd${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let clamd: Clamd
  beforeAll(async () => {
    clamd = await startClamd({ streamMaxLength: '1M' })
  })
  afterAll(() => clamd?.stop())

  it('finds what is clean and what is not, over TCP and its socket', async () => {
    for (const scanner of [clamav({ port: clamd.port }), clamav({ socket: clamd.socket })]) {
      const scan = (...chunks: string[]) => scanner.scan(stream(...chunks), { signal: never })
      expect(await scan('harmless')).toEqual({ state: 'clean' })
      expect(await scan()).toEqual({ state: 'clean' })
      expect(await scan(eicar)).toEqual({
        state: 'infected',
        detail: expect.stringMatching(/^Eicar-Test/),
      })
      // In two pieces, and with something before it.
      expect(await scan(`text ${eicar.slice(0, 30)}`, eicar.slice(30))).toMatchObject({
        state: 'infected',
      })
    }
  })

  it('says of a file that is too large that it could not look', async () => {
    const scan = () =>
      clamav({ port: clamd.port }).scan(
        stream(...Array.from({ length: 40 }, () => new Uint8Array(100_000))),
        { signal: never },
      )
    // Now and then the answer is lost in the reset of the connection, and comes with the next scan.
    const verdict = await scan().catch(scan).catch(scan)
    expect(verdict).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('StreamMaxLength'),
    })
  })
})

describe('a scanner that can’t be asked', () => {
  let server: Server
  let answer: (socket: Socket) => void = () => {}
  let port: number
  beforeAll(async () => {
    port = await freePort()
    server = createServer((socket) => {
      socket.on('error', () => {})
      answer(socket)
    })
    await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  })
  afterAll(() => server.close())

  const scan = (signal = never) => clamav({ port, timeoutMs: 200 }).scan(stream('x'), { signal })

  it.each<[string, (socket: Socket) => void]>([
    ['closes at once', (socket) => socket.end()],
    ['resets', (socket) => socket.resetAndDestroy()],
    ['says nothing', () => {}],
    ['says something else', (socket) => socket.end('UNKNOWN COMMAND\0')],
    ['is busy', (socket) => socket.end('stream: COMMAND READ TIMED OUT ERROR\0')],
    ['breaks off', (socket) => socket.end('stream: O')],
  ])('that %s', async (_what, behave) => {
    answer = behave
    await expect(scan()).rejects.toBeInstanceOf(ScannerUnavailable)
  })

  it('that is not there', async () => {
    const gone = clamav({ port: await freePort() }).scan(stream('x'), { signal: never })
    await expect(gone).rejects.toBeInstanceOf(ScannerUnavailable)
    const noSocket = clamav({ socket: '/nowhere/clamd' }).scan(stream('x'), { signal: never })
    await expect(noSocket).rejects.toThrow(/clamd at \/nowhere\/clamd/)
  })

  it('and stops when it is told to', async () => {
    answer = () => {}
    const stop = new AbortController()
    const patient = (signal: AbortSignal) => clamav({ port }).scan(stream('x'), { signal })
    const scanning = patient(stop.signal)
    stop.abort()
    await expect(scanning).rejects.toThrow('The scan was stopped.')
    await expect(patient(AbortSignal.abort())).rejects.toThrow('The scan was stopped.')
  })

  it('gets no more than it reads', async () => {
    answer = (socket) => socket.pause()
    let pulled = 0
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += 1
          controller.enqueue(new Uint8Array(1024 * 1024))
        },
      },
      { highWaterMark: 0 },
    )
    const stop = new AbortController()
    const scanning = clamav({ port }).scan(body, { signal: stop.signal })
    // Fills what the system keeps between two sockets, and goes no further.
    let before: number
    do {
      before = pulled
      await sleep(500)
    } while (pulled === 0 || pulled > before)
    stop.abort()
    await expect(scanning).rejects.toBeInstanceOf(ScannerUnavailable)
  })

  it('throws on what its file throws', async () => {
    answer = () => {}
    const body = new ReadableStream({ pull: () => Promise.reject(new Error('The disk is gone.')) })
    await expect(clamav({ port }).scan(body, { signal: never })).rejects.toThrow(
      'The disk is gone.',
    )
  })
})
