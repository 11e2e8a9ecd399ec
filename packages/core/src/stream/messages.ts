/**
 * The text of server-sent events.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */

/** `gone` and `reset` have names; an event of a ticket's history is a plain message. */
export type MessageName = 'message' | 'gone' | 'reset'

const encoder = new TextEncoder()

/** What a stream begins with: how long to wait before coming back, and where it begins. */
export function opening(id: string, retryMs: number): Uint8Array {
  return encoder.encode(`retry: ${retryMs}\nid: ${id}\n\n`)
}

export function message(name: MessageName, id: string, data: object): Uint8Array {
  const named = name === 'message' ? '' : `event: ${name}\n`
  return encoder.encode(`id: ${id}\n${named}data: ${JSON.stringify(data)}\n\n`)
}

/** Moves the reader's place on. Without data nothing is dispatched. */
export function heartbeat(id: string): Uint8Array {
  return encoder.encode(`: \nid: ${id}\n\n`)
}
