/** The tickets of the workload as they are in the database. */
import type { Storage } from '@deskhand/core'
import { rows, sql } from '@deskhand/core/db'
import { decode, grouped } from '../tables.ts'
import { replyText, type TicketState } from './model.ts'

export interface FoundTicket {
  readonly id: string
  readonly subject: string
  readonly number: number
  readonly state: TicketState
}

/** By subject; more than one where one request had more than one effect. */
export type Found = ReadonlyMap<string, readonly FoundTicket[]>

type TicketRow = Pick<TicketState, 'status' | 'metadata' | 'version'> & {
  readonly id: string
  readonly subject: string
  readonly number: number
  readonly rank: number
  readonly assignee_id: string | null
  readonly reopen_count: number
}

const priorities = ['low', 'normal', 'high', 'urgent']

export async function findTickets({ db }: Storage): Promise<Found> {
  const tickets = await rows<TicketRow>(
    db,
    sql`select id, subject, number, status, priority as rank, assignee_id, metadata, reopen_count, version
        from deskhand_tickets where subject like 'proof %'`,
  )
  const people = grouped(
    await rows<{ ticket_id: string; person_id: string }>(
      db,
      sql`select ticket_id, person_id from deskhand_participants`,
    ),
    ({ ticket_id }) => ticket_id,
  )
  const replies = grouped(
    await rows<{ ticket_id: string; audience: string; body: string }>(
      db,
      sql`select ticket_id, audience, body from deskhand_replies`,
    ),
    ({ ticket_id }) => ticket_id,
  )
  const found = tickets.map((row) => ({
    id: row.id,
    subject: row.subject,
    number: row.number,
    state: {
      status: row.status,
      priority: priorities[row.rank] ?? '',
      assigneeId: row.assignee_id,
      metadata: decode(row.metadata),
      reopenCount: row.reopen_count,
      version: row.version,
      participants: (people.get(row.id) ?? []).map(({ person_id }) => person_id).toSorted(),
      replies: (replies.get(row.id) ?? [])
        .map(({ audience, body }) => replyText(audience, body))
        .toSorted(),
    },
  }))
  return grouped(found, ({ subject }) => subject)
}
