import type { FeedEvent } from '../plugin/background-parts.ts'
import type { EventRow } from './schema.ts'

/** What feeds and subscribers get of an event that has its position. */
export function feedEventOf(event: Omit<EventRow, 'seq'>): FeedEvent {
  return {
    id: event.id,
    position: event.position as number,
    type: event.type,
    ticketId: event.ticketId,
    actorId: event.actorId,
    aboutId: event.aboutId,
    via: event.via,
    causeId: event.causeId,
    audience: event.audience,
    data: event.data,
    createdAt: event.createdAt,
  }
}
