/** What holds for every ticket at any moment, whatever was interrupted: rows against rows and events. */
import type { Status, Storage } from '@deskhand/core'
import { rows, sql } from '@deskhand/core/db'
import { type EventRow, grouped, readEvents } from './tables.ts'

interface TicketRow {
  readonly tenant_id: string
  readonly id: string
  readonly number: number
  readonly status: Status
  readonly requester_id: string
  readonly assignee_id: string | null
  readonly team_id: string | null
  readonly reopen_count: number
  readonly version: number
  readonly public_version: number
  readonly created_at: string | number | Date
  readonly updated_at: string | number | Date
  readonly resolved_at: unknown
  readonly closed_at: unknown
  readonly waiting_since: unknown
}

interface ReplyRow {
  readonly ticket_id: string
  readonly id: string
  readonly audience: string
}

interface ParticipantRow {
  readonly ticket_id: string
  readonly person_id: string
  readonly kind: string
}

interface Parts {
  readonly events: readonly EventRow[]
  readonly replies: readonly ReplyRow[]
  readonly participants: readonly ParticipantRow[]
}

/** In words, what does not hold. */
export async function brokenInvariants(storage: Storage): Promise<string[]> {
  const { db } = storage
  const tickets = await rows<TicketRow>(db, sql`select * from deskhand_tickets`)
  const events = await readEvents(storage)
  const replies = await rows<ReplyRow>(
    db,
    sql`select ticket_id, id, audience from deskhand_replies`,
  )
  const participants = await rows<ParticipantRow>(
    db,
    sql`select ticket_id, person_id, kind from deskhand_participants`,
  )
  const counters = await rows<{ tenant_id: string; value: number }>(
    db,
    sql`select tenant_id, value from deskhand_counters where name = 'ticket'`,
  )
  const [unanswered] = await rows<{ total: number }>(
    db,
    sql`select count(*) as total from deskhand_idempotency_keys where status is null`,
  )

  const ofTicket = grouped(events, ({ ticket_id }) => ticket_id)
  const repliesOf = grouped(replies, ({ ticket_id }) => ticket_id)
  const participantsOf = grouped(participants, ({ ticket_id }) => ticket_id)
  const faults = tickets.flatMap((ticket) =>
    faultsOf(ticket, {
      events: ofTicket.get(ticket.id) ?? [],
      replies: repliesOf.get(ticket.id) ?? [],
      participants: participantsOf.get(ticket.id) ?? [],
    }).map((fault) => `ticket ${ticket.number}: ${fault}`),
  )
  const ids = new Set<string | null>(tickets.map(({ id }) => id))
  for (const { ticket_id, type } of events)
    if (ticket_id !== null && !ids.has(ticket_id)) faults.push(`${type} without its ticket`)
  for (const [tenant, own] of grouped(tickets, ({ tenant_id }) => tenant_id)) {
    const numbers = own.map(({ number }) => number)
    const counted = counters.find(({ tenant_id }) => tenant_id === tenant)?.value ?? 0
    if (new Set(numbers).size !== numbers.length) faults.push(`${tenant}: a number was given twice`)
    if (Math.max(...numbers) > counted) faults.push(`${tenant}: the counter is behind`)
  }
  if (unanswered?.total !== 0) faults.push('a key was kept without its answer')
  return faults
}

function faultsOf(ticket: TicketRow, { events, replies, participants }: Parts): string[] {
  const { status, version, public_version } = ticket
  const isClosed = status === 'closed'
  const isOver = isClosed || status === 'resolved'
  const requesters = participants.filter(({ kind }) => kind === 'requester')
  const story = tell(events)
  const written = replies.map(({ audience, id }) => `${audience} ${id}`).toSorted()
  const inCopy = participants.filter(({ kind }) => kind === 'cc').length
  const claims: Record<string, boolean> = {
    'one requester among the participants':
      requesters.length === 1 && requesters[0]?.person_id === ticket.requester_id,
    'closedAt while closed and only then': (ticket.closed_at !== null) === isClosed,
    'resolvedAt while resolved': status !== 'resolved' || ticket.resolved_at !== null,
    'resolvedAt only when it is over': isOver || ticket.resolved_at === null,
    'nobody waits when it is over': !isOver || ticket.waiting_since === null,
    'versions from 1, the public one not ahead': public_version >= 1 && public_version <= version,
    'changed after it was made': timeOf(ticket.updated_at) >= timeOf(ticket.created_at),
    'opened once': events.filter(({ type }) => type === 'ticket.created').length === 1,
    'an event for each reply, a reply for each event':
      JSON.stringify(written) === JSON.stringify(story.written.toSorted()),
    'moves that lead to its state': story.isGapless && story.status === status,
    'assignments that lead to its assignee': story.assigneeId === ticket.assignee_id,
    'transfers that lead to its team': story.teamId === ticket.team_id,
    'an event for each reopening': story.reopenings === ticket.reopen_count,
    'an event for each person in copy': story.inCopy <= inCopy,
    'no change without an event': version - 1 <= events.length - 1,
    'no event without a change': version - 1 >= story.changes,
  }
  return Object.keys(claims).filter((claim) => !claims[claim])
}

interface Story {
  status: unknown
  assigneeId: unknown
  teamId: unknown
  reopenings: number
  inCopy: number
  /** The fewest changes that could have made these events. */
  changes: number
  /** Whether each change begins where the one before ended. */
  isGapless: boolean
  readonly written: string[]
}

/** What the events of a ticket say, one after the other. */
function tell(events: readonly EventRow[]): Story {
  const first = events.find(({ type }) => type === 'ticket.transitioned')
  const assigned = events.find(({ type }) => type === 'ticket.assigned')
  const story: Story = {
    status: first?.data.from ?? (assigned ? 'open' : 'new'),
    assigneeId: null,
    teamId: null,
    reopenings: 0,
    inCopy: 0,
    changes: 0,
    isGapless: true,
    written: [],
  }
  const goOn = (field: 'status' | 'assigneeId' | 'teamId', { data }: EventRow) => {
    if (data.from !== story[field]) story.isGapless = false
    story[field] = data.to
  }
  for (const event of events) {
    if (event.type === 'ticket.transitioned') goOn('status', event)
    if (event.type === 'ticket.transferred') goOn('teamId', event)
    if (/^ticket\.(un)?assigned$/.test(event.type)) goOn('assigneeId', event)
    if (event.type === 'ticket.reopened') story.reopenings++
    if (event.type === 'participant.added') story.inCopy++
    if (event.type === 'participant.removed') story.inCopy--
    if (event.type === 'reply.created') story.written.push(`public ${event.data.replyId}`)
    if (event.type === 'note.created') story.written.push(`internal ${event.data.replyId}`)
    if (changesOfTheirOwn.has(event.type)) story.changes++
  }
  return story
}

/** The others may come along with one of these. */
const changesOfTheirOwn = new Set([
  ...['ticket.updated', 'reply.created', 'note.created'],
  ...['participant.added', 'participant.removed'],
])

function timeOf(value: string | number | Date): number {
  return new Date(value).getTime()
}
