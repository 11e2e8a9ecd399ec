import type { NewEvent, Via } from '../api/call.ts'
import type { Database } from '../db/types.ts'
import { rowWriter } from '../db/write.ts'
import { events } from './schema.ts'

const writer = rowWriter(events)

export interface PendingEvent extends NewEvent {
  readonly id: string
  readonly tenantId: string
  readonly actorId: string
  readonly via: Via
  readonly causeId: string | null
  readonly depth: number
  readonly createdAt: Date
}

/** Writes what a transaction emitted, in one statement, before it commits. */
export async function writeEvents(db: Database, pending: readonly PendingEvent[]): Promise<void> {
  if (pending.length === 0) return
  await writer.insert(
    db,
    pending.map((event) => ({
      ...event,
      ticketId: event.ticketId ?? null,
      aboutId: event.aboutId ?? null,
      audience: event.audience ?? 'internal',
      data: { ...event.data },
    })),
  )
}
