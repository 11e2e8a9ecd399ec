/**
 * One ticket with everything that hangs on it. About 2 % are live and the rest closed; agents, like
 * tags, are busy by a Zipf law; every 500th has exactly 20 replies, the others 0 to 4.
 */
import { agentCount, agentId, customerId, organisationOf, teamOf } from '../people.ts'
import { between, pick, type Random, uuidAt, zipf } from './random.ts'
import type { Row } from './rows.ts'
import { proseOf, subjectOf } from './text.ts'

export const tenant = { tenant_id: 'default' }
/** Tickets spread evenly over these twelve months. */
export const firstDay = Date.UTC(2025, 0, 1)
const lastDay = Date.UTC(2026, 0, 1)
export const tagCount = 200
export const longConversation = 20
const tagsEach = 3
const minute = 60_000

const agentRank = zipf(agentCount)
const tagRank = zipf(tagCount)
const liveStates = ['new', 'open', 'open', 'open', 'in_progress', 'pending', 'pending', 'on_hold']

export interface SeededTicket {
  readonly row: Row
  readonly id: string
  readonly status: string
  readonly replyCount: number
  /** By rank, beginning with 1. */
  readonly tags: readonly number[]
  readonly replies: readonly Row[]
  readonly participants: readonly Row[]
  readonly events: readonly Row[]
}

export interface TicketPlan {
  readonly random: Random
  readonly total: number
  readonly categoryIds: readonly string[]
}

export function ticketOf({ random, total, categoryIds }: TicketPlan, number: number): SeededTicket {
  const created = firstDay + Math.floor(((lastDay - firstDay) * (number - 1)) / total)
  const id = uuidAt(random, created)
  const customers = Math.max(50, Math.floor(total / 5))
  const customer = between(random, 1, customers)
  const requester = customerId(customer)
  const agent = agentRank(random)
  const isLive = random() < 0.02
  const status = isLive ? pick(random, liveStates) : 'closed'
  const isNew = status === 'new'
  const replyCount = isNew ? 0 : number % 500 === 7 ? longConversation : between(random, 0, 4)
  const times = Array.from(
    { length: replyCount },
    (_, index) => created + (index + 1) * 90 * minute,
  )
  const updated = (times.at(-1) ?? created) + (isLive ? 0 : 24 * 60 * minute)
  const { text, html } = proseOf(random)
  const event = (type: string, at: number, actorId: string, data: Row): Row => ({
    ...tenant,
    id: uuidAt(random, at),
    type,
    ticket_id: id,
    actor_id: actorId,
    about_id: null,
    via: 'http',
    cause_id: null,
    depth: 0,
    audience: 'public',
    data,
    created_at: new Date(at),
  })

  const replies = times.map((at, index): Row => {
    const isAgents = index % 2 === 0
    const reply = proseOf(random)
    return {
      ...tenant,
      id: uuidAt(random, at),
      ticket_id: id,
      audience: index % 7 === 6 ? 'internal' : 'public',
      side: isAgents ? 'agent' : 'customer',
      author_id: isAgents ? agentId(agent) : requester,
      via: 'http',
      body: reply.text,
      body_html: reply.html,
      automatic: false,
      version: 1,
      created_at: new Date(at),
    }
  })

  return {
    id,
    status,
    replyCount,
    tags: threeTags(random),
    replies,
    participants: [
      {
        ...tenant,
        ticket_id: id,
        person_id: requester,
        kind: 'requester',
        added_by: requester,
        created_at: new Date(created),
      },
    ],
    events: [
      event('ticket.created', created, requester, { number, requesterId: requester }),
      ...replies.map((reply, index) =>
        event('reply.created', times[index] as number, reply.author_id as string, {
          replyId: reply.id as string,
          side: reply.side as string,
        }),
      ),
    ],
    row: {
      ...tenant,
      id,
      number,
      subject: subjectOf(random, number),
      description: text,
      description_html: html,
      status,
      priority: pick(random, [0, 1, 1, 1, 1, 2, 2, 3]),
      category_id: pick(random, categoryIds),
      requester_id: requester,
      created_by: requester,
      organisation_id: organisationOf(customer),
      team_id: teamOf(agent),
      assignee_id: isNew ? null : agentId(agent),
      metadata: {},
      reopen_count: 0,
      version: replyCount + 1,
      public_version: replyCount + 1,
      created_at: new Date(created),
      updated_at: new Date(updated),
      public_updated_at: new Date(updated),
      first_response_at: new Date(times[0] ?? created + minute),
      resolved_at: isLive ? null : new Date(updated),
      closed_at: isLive ? null : new Date(updated),
      waiting_since: null,
    },
  }
}

function threeTags(random: Random): number[] {
  const ranks = new Set<number>()
  while (ranks.size < tagsEach) ranks.add(tagRank(random))
  return [...ranks]
}
