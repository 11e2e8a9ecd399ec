import type { NewEvent, Via } from '../call.ts'
import type { Database } from '../db/types.ts'
import { events } from './schema.ts'

export interface PendingEvent extends NewEvent {
  readonly id: string
  readonly actorId: string
  readonly createdAt: Date
}

interface EventContext {
  readonly tenantId: string
  readonly via: Via
  readonly causeId: string | null
  readonly depth: number
}

/** Writes what a transaction emitted, in one statement, before it commits. */
export async function writeEvents(
  db: Database,
  pending: readonly PendingEvent[],
  context: EventContext,
): Promise<void> {
  if (pending.length === 0) return
  await db.insert(events).values(
    pending.map((event) => ({
      ...context,
      id: event.id,
      type: event.type,
      ticketId: event.ticketId ?? null,
      actorId: event.actorId,
      audience: event.audience ?? 'internal',
      data: { ...event.data },
      createdAt: event.createdAt,
    })),
  )
}
