/**
 * Reads server-sent events from a response.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */

export interface Message {
  /** `message` unless the server named it. */
  readonly name: string
  readonly data: string
}

/** What lasts longer than one connection. */
export interface StreamPlace {
  lastEventId: string | undefined
  retryMs: number
}

const lineEnd = /\r\n|\n|\r(?!$)/

/** Keeps `place` up to date; ends with the response. */
export async function* messagesOf(
  body: ReadableStream<Uint8Array>,
  place: StreamPlace,
  onSignOfLife: () => void,
): AsyncGenerator<Message, void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let name = ''
  let data: string[] = []
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      onSignOfLife()
      const lines = (rest + decoder.decode(value, { stream: true })).split(lineEnd)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line === '') {
          if (data.length > 0) yield { name: name || 'message', data: data.join('\n') }
          name = ''
          data = []
          continue
        }
        const [, field, text = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
        if (field === 'data') data.push(text)
        if (field === 'event') name = text
        if (field === 'id' && !text.includes('\0')) place.lastEventId = text
        if (field === 'retry' && /^\d+$/.test(text)) place.retryMs = Number(text)
      }
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
