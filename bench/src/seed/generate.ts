/** All rows of a seeded helpdesk, in batches; and what the cases need to know of them. */

import { randomFrom, uuidAt } from './random.ts'
import type { Row, Writer } from './rows.ts'
import { firstDay, longConversation, tagCount, tenant, ticketOf } from './tickets.ts'

const batchSize = 2_000
const categories = ['Billing', 'Access', 'Bookings', 'Mobile', 'Integrations', 'Ideas']

/** Which tickets the cases ask for. */
export interface Manifest {
  readonly tickets: number
  /** With exactly 20 replies, newest first. */
  readonly longConversations: readonly string[]
  /** Waiting for the customer, and answered before. */
  readonly answered: readonly string[]
}

export const tagName = (rank: number) => `tag ${rank}`

export async function generate(writer: Writer, total: number): Promise<Manifest> {
  const random = randomFrom(42)
  const madeOf = (time: number) => uuidAt(random, time)
  const since = { ...tenant, created_at: new Date(firstDay) }
  const categoryRows = categories.map((name) => ({
    ...since,
    id: madeOf(firstDay),
    name,
    name_key: name.toLowerCase(),
  }))
  const tagIds = Array.from({ length: tagCount }, () => madeOf(firstDay))
  const tagRows = tagIds.map((id, index) => ({
    ...since,
    id,
    name: tagName(index + 1),
    name_key: tagName(index + 1),
    colour: '#1d4ed8',
    is_public: false,
    created_by: 'agent-1',
  }))
  await writer.write(
    new Map<string, readonly Row[]>([
      ['deskhand_categories', categoryRows],
      ['deskhand_tags', tagRows],
    ]),
  )

  const plan = { random, total, categoryIds: categoryRows.map(({ id }) => id) }
  const counts = tagIds.map(() => ({ open: 0, total: 0 }))
  const longConversations: string[] = []
  const answered: string[] = []
  let events = 0
  for (let first = 1; first <= total; first += batchSize) {
    const rows = emptyBatch()
    for (let number = first; number < Math.min(first + batchSize, total + 1); number++) {
      const ticket = ticketOf(plan, number)
      const isOpen = ticket.status !== 'closed'
      rows.deskhand_tickets.push(ticket.row)
      rows.deskhand_participants.push(...ticket.participants)
      rows.deskhand_replies.push(...ticket.replies)
      for (const event of ticket.events) {
        rows.deskhand_events.push({ ...event, position: ++events })
      }
      for (const rank of ticket.tags) {
        const counted = counts[rank - 1] as { open: number; total: number }
        counted.total += 1
        if (isOpen) counted.open += 1
        rows.deskhand_taggings.push({
          ...tenant,
          ticket_id: ticket.id,
          tag_id: tagIds[rank - 1] as string,
          ticket_created_at: ticket.row.created_at as Date,
          counted_as: isOpen ? 2 : 1,
          added_by: 'agent-1',
          added_at: ticket.row.created_at as Date,
        })
      }
      if (ticket.replyCount === longConversation) longConversations.unshift(ticket.id)
      if (ticket.status === 'pending' && ticket.replyCount > 0) answered.unshift(ticket.id)
    }
    await writer.write(new Map(Object.entries(rows)))
  }

  const countRows = counts.map((counted, index) => ({
    ...tenant,
    tag_id: tagIds[index] as string,
    id: madeOf(firstDay),
    ...counted,
  }))
  await writer.write(
    new Map<string, readonly Row[]>([
      ['deskhand_tag_counts', countRows],
      ['deskhand_counters', [{ ...tenant, name: 'ticket', value: total }]],
      ['deskhand_leases', [dispatcherAt(events)]],
    ]),
  )
  return {
    tickets: total,
    longConversations: longConversations.slice(0, 50),
    answered: answered.slice(0, 500),
  }
}

function emptyBatch() {
  return {
    deskhand_tickets: [] as Row[],
    deskhand_participants: [] as Row[],
    deskhand_replies: [] as Row[],
    deskhand_events: [] as Row[],
    deskhand_taggings: [] as Row[],
  } satisfies Record<string, Row[]>
}

/** All of the events have their positions. */
function dispatcherAt(progress: number): Row {
  const expired = new Date(firstDay)
  return { name: 'dispatcher', holder: 'seed', token: 1, expires_at: expired, progress }
}
