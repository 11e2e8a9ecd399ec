import type { Route } from './route.ts'

/** @see https://html.spec.whatwg.org/multipage/server-sent-events.html#text/event-stream */
export const eventStream = 'text/event-stream'

export function isEventStream({ rawResponse }: Route): boolean {
  return rawResponse?.includes(eventStream) ?? false
}
