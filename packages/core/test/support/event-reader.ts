/** Reads server-sent events from a response, one by one. */

export interface SentEvent {
  readonly name: string
  readonly id: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface EventReader {
  /** The next message; undefined when the stream has ended. */
  next(): Promise<SentEvent | undefined>
  /** Messages until one that `isLast`. */
  until(isLast: (event: SentEvent) => boolean): Promise<SentEvent[]>
  /** The place that was named last. */
  lastId(): string
  /** How many signs of life came. */
  heartbeats(): number
  cancel(): Promise<void>
}

export function readEvents(response: Response): EventReader {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  let buffer = ''
  let lastId = ''
  let heartbeats = 0

  async function block(): Promise<string | undefined> {
    for (;;) {
      const end = buffer.indexOf('\n\n')
      if (end !== -1) {
        const text = buffer.slice(0, end)
        buffer = buffer.slice(end + 2)
        return text
      }
      const { value, done } = await reader.read()
      if (done) return undefined
      buffer += decoder.decode(value, { stream: true })
    }
  }

  async function next(): Promise<SentEvent | undefined> {
    for (;;) {
      const text = await block()
      if (text === undefined) return undefined
      const fields = new Map(
        text.split('\n').map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]),
      )
      lastId = fields.get('id') ?? lastId
      if (text.startsWith(':')) heartbeats += 1
      const data = fields.get('data')
      if (data === undefined) continue
      return { name: fields.get('event') ?? 'message', id: lastId, data: JSON.parse(data) }
    }
  }

  return {
    next,
    async until(isLast) {
      const seen: SentEvent[] = []
      for (;;) {
        const event = await next()
        if (!event) throw new Error(`The stream ended after ${JSON.stringify(seen)}.`)
        seen.push(event)
        if (isLast(event)) return seen
      }
    },
    lastId: () => lastId,
    heartbeats: () => heartbeats,
    cancel: () => reader.cancel(),
  }
}
