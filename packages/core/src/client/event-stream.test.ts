import { describe, expect, it } from 'vitest'
import { type Message, messagesOf, type StreamPlace } from './event-stream.ts'

async function read(...chunks: (string | Uint8Array)[]) {
  const bytes = chunks.map((chunk) =>
    typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk,
  )
  const place: StreamPlace = { lastEventId: undefined, retryMs: 3_000 }
  const messages: Message[] = []
  for await (const message of messagesOf(ReadableStream.from(bytes), place, () => {})) {
    messages.push(message)
  }
  return { messages, place }
}

const plain = (data: string) => ({ name: 'message', data })

describe('server-sent events', () => {
  it.each([
    ['data: a\n\ndata: b\n\n', [plain('a'), plain('b')]],
    ['data:a\r\n\r\ndata: b\r\rdata: c\n\n', [plain('a'), plain('b'), plain('c')]],
    ['data: a\ndata\ndata: b\n\n', [plain('a\n\nb')]],
    ['event: gone\ndata: 1\n\ndata: 2\n\n', [{ name: 'gone', data: '1' }, plain('2')]],
    [': alive\n\nid: 1\n\nevent: gone\n\n', []],
    ['data: never finished\n', []],
    ['data:  two spaces: and a colon\n\n', [plain(' two spaces: and a colon')]],
    ['other: x\ndata: a\n\n', [plain('a')]],
  ])('%j', async (text, messages) => {
    expect((await read(text)).messages).toEqual(messages)
    expect((await read(...text)).messages).toEqual(messages)
  })

  it('keeps the last id and how long to wait', async () => {
    const { place } = await read('retry: 10\nid: 1\n\nid: 2\ndata: x\n\nid: a\0b\nretry: soon\n\n')
    expect(place).toEqual({ lastEventId: '2', retryMs: 10 })
  })

  it('reads characters that are cut in two', async () => {
    const bytes = new TextEncoder().encode('data: 🔥\n\n')
    expect((await read(bytes.subarray(0, 8), bytes.subarray(8))).messages).toEqual([plain('🔥')])
  })
})
