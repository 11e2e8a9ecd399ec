/** Bytes over a real socket, and whatever comes back. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'

export interface Exchange {
  readonly bytes: string | Uint8Array
  /** Ends the connection after the bytes: properly, or not. Default: leaves it open. */
  readonly ending?: 'end' | 'reset'
  /** Bytes go one by one at first. */
  readonly slowly?: boolean
}

/** All that was answered until both sides have closed. The server has to close what stays open. */
export async function exchange(
  server: Server,
  { bytes, ending, slowly }: Exchange,
): Promise<string> {
  const { socket, served } = await connectTo(server)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  let answer = ''
  socket.setEncoding('latin1').on('error', () => {})
  socket.on('data', (text: string) => {
    answer += text
  })
  const all = Buffer.from(bytes as string)
  const slow = slowly ? 20 : 0
  for (let at = 0; at < slow; at++) {
    socket.write(all.subarray(at, at + 1))
    await setImmediate()
  }
  socket.write(all.subarray(slow), () => {
    if (ending === 'end') socket.end()
    if (ending === 'reset') socket.resetAndDestroy()
  })
  await Promise.all([closed, served])
  return answer
}
/** A connection, and when the server has closed its side of it. */
async function connectTo(server: Server): Promise<{ socket: Socket; served: Promise<unknown> }> {
  const closings = new Map<number | undefined, Promise<unknown>>()
  const note = (peer: Socket) =>
    closings.set(peer.remotePort, new Promise((resolve) => peer.once('close', resolve)))
  server.on('connection', note)
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  for (;;) {
    const served = closings.get(socket.localPort)
    if (served) {
      server.off('connection', note)
      return { socket, served }
    }
    await setImmediate()
  }
}

export interface RawAnswer {
  readonly status: number
  readonly headers: string
  readonly body: string
}

/** The first answer among the bytes, if there is one. */
export function firstAnswer(text: string): RawAnswer | null {
  const found = /^HTTP\/1\.1 (\d{3})[^\r]*\r\n(.*?)\r\n\r\n(.*)$/s.exec(text)
  if (!found) return null
  const [, status, headers = '', rest = ''] = found
  const isChunked = /transfer-encoding: chunked/i.test(headers)
  const length = Number(/content-length: (\d+)/i.exec(headers)?.[1] ?? rest.length)
  const body = isChunked ? (/^[0-9a-f]+\r\n(.*?)\r\n0\r\n/s.exec(rest)?.[1] ?? rest) : rest
  return { status: Number(status), headers, body: isChunked ? body : body.slice(0, length) }
}
