/** Bytes over a real socket, and whatever comes back. */
import { connect } from 'node:net'

const quietMs = 1_500

export interface Exchange {
  readonly bytes: string | Uint8Array
  /** Ends the connection after the bytes: properly, or not. Default: leaves it open. */
  readonly ending?: 'end' | 'destroy'
  /** Bytes go one by one at first. */
  readonly slowly?: boolean
}

/** All that was answered until the other side closed or fell silent. */
export function exchange(port: number, { bytes, ending, slowly }: Exchange): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    const finish = () => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(quietMs, finish)
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => {
      answer += text
    })
    socket.on('error', finish).on('close', finish)
    socket.on('connect', async () => {
      const all = Buffer.from(bytes as string)
      const slow = slowly ? 20 : 0
      for (let at = 0; at < slow; at++) {
        socket.write(all.subarray(at, at + 1))
        await new Promise((next) => setImmediate(next))
      }
      socket.write(all.subarray(slow), () => {
        if (ending === 'end') socket.end()
        if (ending === 'destroy') setTimeout(() => socket.destroy(), 10)
      })
    })
  })
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
