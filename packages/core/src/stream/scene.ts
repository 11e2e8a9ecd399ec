/** What a batch of events of one tenant is about, read once for all who may hear of it. */
import { and, eq, inArray, sql } from 'drizzle-orm'
import { systemActor } from '../api/call-internals.ts'
import { readRows } from '../db/read.ts'
import { participants } from '../participants/schema.ts'
import type { PersonSummary } from '../people/types.ts'
import type { Runtime } from '../runtime.ts'
import { type ListedTicket, listedShape } from '../tickets/listed.ts'
import { tickets } from '../tickets/schema.ts'
import type { PlacedEvent } from './log.ts'
import { sealPosition } from './resume.ts'

export interface Scene {
  /** Deleted ones too; purged ones are not there. */
  readonly tickets: ReadonlyMap<string, ListedTicket>
  readonly people: ReadonlyMap<string, PersonSummary>
  isParticipant(ticketId: string, personId: string): boolean
  /** What the reader's place at a position is called. */
  idOf(position: number): string
}

export async function loadScene(
  runtime: Runtime,
  tenantId: string,
  rows: readonly PlacedEvent[],
): Promise<Scene> {
  const call = runtime.createCall({ actor: systemActor(tenantId), via: 'job' })
  const idOf = rememberedIds(runtime, tenantId)
  const ids = [...new Set(rows.flatMap(({ ticketId }) => ticketId ?? []))]
  if (ids.length === 0) {
    return { tickets: new Map(), people: new Map(), isParticipant: () => false, idOf }
  }
  const inTickets = and(eq(tickets.tenantId, tenantId), inArray(tickets.id, ids))
  const found = await readRows(
    call.db,
    listedShape,
    sql`select ${listedShape.columns} from ${tickets} where ${inTickets}`,
  )
  const copied = await call.db
    .select({ ticketId: participants.ticketId, personId: participants.personId })
    .from(participants)
    .where(and(eq(participants.tenantId, tenantId), inArray(participants.ticketId, ids)))
  const places = new Set(copied.map(({ ticketId, personId }) => `${ticketId} ${personId}`))
  return {
    tickets: new Map(found.map((ticket) => [ticket.id, ticket])),
    people: await call.people.summaries(rows.flatMap(({ actorId, aboutId }) => [actorId, aboutId])),
    idOf,
    isParticipant: (ticketId, personId) => places.has(`${ticketId} ${personId}`),
  }
}

function rememberedIds({ positions }: Runtime, tenantId: string): Scene['idOf'] {
  const known = new Map<number, string>()
  return (position) => {
    const id = known.get(position) ?? sealPosition(positions, tenantId, position)
    known.set(position, id)
    return id
  }
}
