/** Opens streams of a helpdesk in process. */
import { expect } from 'vitest'
import { type EventReader, readEvents } from './event-reader.ts'

interface Answers {
  fetch(request: Request): Promise<Response>
}

export function streamRequest(who: string, lastEventId?: string, query = ''): Request {
  return new Request(`http://app.example/helpdesk/events/stream${query}`, {
    headers: {
      authorization: `Bearer ${who}`,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    },
  })
}

export async function listenTo(
  helpdesk: Answers,
  who: string,
  lastEventId?: string,
  query?: string,
): Promise<EventReader> {
  const response = await helpdesk.fetch(streamRequest(who, lastEventId, query))
  expect(response.status, response.ok ? '' : await response.text()).toBe(200)
  return readEvents(response)
}
