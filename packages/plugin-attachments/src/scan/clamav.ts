/**
 * clamd over its own protocol. Written here and not taken from npm: a scan has to obey backpressure,
 * a deadline and a signal, and has to tell "no answer" from "found something".
 *
 * @see https://docs.clamav.net/manual/Usage/Scanning.html#clamd (INSTREAM)
 */
import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { checkOptions } from '@deskhand/core/plugin'
import { z } from 'zod'
import { type Scanner, ScannerUnavailable, type Verdict } from './port.ts'

export type ClamavOptions = {
  /** Without a byte either way for so long, clamd is taken for gone. Default 60 000. */
  readonly timeoutMs?: number
} & (
  | { /** Default `127.0.0.1`. */ readonly host?: string; readonly port: number }
  | { /** A Unix socket. */ readonly socket: string }
)

const portAdvice = 'It must be a port from 1 to 65535, such as 3310.'
const dayMs = 24 * 60 * 60_000
const timeAdvice = `It must be a number of milliseconds from 1 to ${dayMs}.`
const timeoutMs = z.number(timeAdvice).min(1, timeAdvice).max(dayMs, timeAdvice).default(60_000)

const socketOptions = z.strictObject({
  socket: z.string('It must be the path of a Unix socket.').min(1, 'It must not be empty.'),
  timeoutMs,
})

const portOptions = z.strictObject(
  {
    host: z
      .string('It must be the name of a host.')
      .min(1, 'It must not be empty.')
      .default('127.0.0.1'),
    port: z.int(portAdvice).min(1, portAdvice).max(65_535, portAdvice),
    timeoutMs,
  },
  "Write clamav({ port: 3310 }) or clamav({ socket: '/run/clamav/clamd.ctl' }).",
)

function addressOf(options: ClamavOptions) {
  if ('socket' in Object(options)) {
    const { socket, timeoutMs } = checkOptions('clamav({ socket })', socketOptions, options)
    return { address: { path: socket }, name: `clamd at ${socket}`, timeoutMs }
  }
  const { host, port, timeoutMs } = checkOptions('clamav({ port })', portOptions, options)
  return { address: { host, port }, name: `clamd at ${host}:${port}`, timeoutMs }
}

/** Bytes of a chunk; clamd reads up to its `StreamMaxLength` altogether. */
const maxChunk = 256 * 1024
const maxAnswer = 4_096

/**
 * Scans with clamd. Set `StreamMaxLength`, `MaxFileSize` and `MaxScanSize` to at least the largest file
 * you take, and `AlertExceedsMax yes`: without it clamd calls what it did not look into clean.
 *
 * @example
 * attachments({ storage: localDisk({ dir: './files' }), scanner: clamav({ port: 3310 }) })
 */
export function clamav(options: ClamavOptions): Scanner {
  const { address, name, timeoutMs } = addressOf(options)
  return {
    name,
    async scan(body, { signal }) {
      const socket = connect(address)
      socket.setTimeout(timeoutMs, () => socket.destroy(new Error('It does not answer.')))
      const stop = () => socket.destroy(new Error('The scan was stopped.'))
      signal.addEventListener('abort', stop, { once: true })
      if (signal.aborted) stop()
      const answered = answerOf(socket)
      answered.catch(() => {})
      try {
        await send(socket, body, answered)
        return verdictOf(await answered, name)
      } catch (error) {
        if (error instanceof SocketError) {
          throw new ScannerUnavailable(`${name}: ${error.message}`, { cause: error.cause })
        }
        throw error
      } finally {
        signal.removeEventListener('abort', stop)
        socket.destroy()
      }
    },
  }
}

class SocketError extends Error {}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (message: string, cause?: unknown) => reject(new SocketError(message, { cause }))
    let answer = ''
    socket.on('data', (bytes) => {
      answer = (answer + bytes.toString('utf8')).slice(0, maxAnswer)
      if (answer.endsWith('\0')) resolve(answer.slice(0, -1).trim())
    })
    socket.on('error', (error) => fail(error.message, error))
    socket.on('close', () => fail('It closed the connection without an answer.'))
  })
}

/** Stops when clamd answers before the end, as it does for a file that is too large. */
async function send(
  socket: Socket,
  body: AsyncIterable<Uint8Array>,
  answered: Promise<string>,
): Promise<void> {
  let isAnswered = false
  void answered.then(
    () => (isAnswered = true),
    () => (isAnswered = true),
  )
  await write(socket, Buffer.from('zINSTREAM\0'), answered)
  for await (const chunk of body) {
    for (let at = 0; at < chunk.byteLength; at += maxChunk) {
      // clamd answers a file that is too large at once and hangs up. That has to be read before the
      // next write finds the connection closed, or it is lost and the file waits for the next scan.
      await setTimeout(1)
      if (isAnswered) return
      const part = chunk.subarray(at, at + maxChunk)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(part.byteLength)
      await write(socket, Buffer.concat([length, part]), answered)
    }
  }
  if (!isAnswered) await write(socket, Buffer.alloc(4), answered)
}

async function write(socket: Socket, bytes: Buffer, answered: Promise<string>): Promise<void> {
  if (socket.write(bytes)) return
  let drained: (() => void) | undefined
  await Promise.race([
    new Promise<void>((resolve) => {
      drained = resolve
      socket.once('drain', resolve)
    }),
    answered.catch(() => {}),
  ])
  if (drained) socket.off('drain', drained)
}

/** What clamd could not look into is not what it found something in. */
const notLookedInto = /^Heuristics\.(Limits\.Exceeded|Encrypted)/i

function verdictOf(answer: string, name: string): Verdict {
  if (answer === 'stream: OK') return { state: 'clean' }
  const [, found] = /^stream: (.+) FOUND$/.exec(answer) ?? []
  if (found !== undefined) {
    return { state: notLookedInto.test(found) ? 'failed' : 'infected', detail: found }
  }
  if (/size limit exceeded/i.test(answer)) {
    return {
      state: 'failed',
      detail: 'The file is larger than what clamd takes (StreamMaxLength).',
    }
  }
  throw new ScannerUnavailable(`${name} answered: ${answer.slice(0, 200)}`)
}
