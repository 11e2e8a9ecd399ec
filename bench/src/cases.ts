/** The requests that are measured. */
import { agentId } from './people.ts'
import type { Manifest } from './seed/generate.ts'
import { tagName } from './seed/generate.ts'

export const caseNames = [
  'newest',
  'filter',
  'tags',
  'rare-tags',
  'replies',
  'create',
  'reply',
] as const
export type CaseName = (typeof caseNames)[number]

export interface Case {
  readonly name: CaseName
  readonly title: string
  readonly kind: 'read' | 'write'
  /** The id of whoever asks. */
  readonly actor: string
  /** Asked for in turn, in another order on each connection. */
  readonly paths: readonly string[]
  readonly body?: object
}

/** Pairs of ranks that fill a page at 10,000 tickets, and pairs that hardly ever meet. */
const commonPairs = [
  ...[
    [1, 2],
    [1, 10],
    [3, 8],
    [5, 6],
  ],
  ...[
    [4, 12],
    [1, 30],
    [1, 60],
    [2, 10],
  ],
] as const
const rarePairs = [
  [20, 40],
  [60, 80],
  [1, 190],
  [100, 120],
] as const

export function casesFor({ longConversations, answered }: Manifest): Case[] {
  const agent = agentId(7)
  return [
    {
      name: 'newest',
      title: 'newest 50 open tickets',
      kind: 'read',
      actor: agent,
      paths: [listOf({ 'status[]': 'open', limit: '50' })],
    },
    {
      name: 'filter',
      title: 'status + assignee + month',
      kind: 'read',
      actor: agent,
      paths: [1, 2, 3, 4].flatMap((rank) => [2, 5, 8].map((month) => monthOf(rank, month))),
    },
    { name: 'tags', title: 'two tags', kind: 'read', actor: agent, paths: commonPairs.map(tagged) },
    {
      name: 'rare-tags',
      title: 'two tags that hardly meet',
      kind: 'read',
      actor: agent,
      paths: rarePairs.map(tagged),
    },
    {
      name: 'replies',
      title: 'a ticket’s 20 replies',
      kind: 'read',
      actor: agent,
      paths: longConversations.map((id) => `/helpdesk/tickets/${id}/replies?limit=20`),
    },
    {
      name: 'create',
      title: 'create a ticket',
      kind: 'write',
      actor: 'customer-3',
      paths: ['/helpdesk/tickets'],
      body: {
        subject: 'The invoice of last month is missing',
        description:
          'It worked until yesterday, and **nobody** here has changed anything.\n\nThank you!',
      },
    },
    {
      name: 'reply',
      title: 'reply to a ticket',
      kind: 'write',
      actor: agent,
      paths: answered.map((id) => `/helpdesk/tickets/${id}/replies`),
      body: { body: 'We have found the cause. Could you **try again** and tell us?' },
    },
  ]
}

export function caseNamed(cases: readonly Case[], name: string): Case {
  const found = cases.find((one) => one.name === name)
  if (found) return found
  throw new Error(`There is no case "${name}". There are: ${caseNames.join(', ')}.`)
}

/** The ticket that a path is about. */
export function ticketIdIn(path: string): string | undefined {
  return /\/tickets\/([\da-f-]{36})/.exec(path)?.[1]
}

export function headersOf({ actor, body }: Case): Record<string, string> {
  return {
    authorization: `Bearer ${actor}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
}

function tagged([one, other]: readonly [number, number]): string {
  const search = new URLSearchParams()
  for (const rank of [one, other]) search.append('tags[all][]', tagName(rank))
  return `/helpdesk/tickets?${search}`
}

function monthOf(rank: number, month: number): string {
  const start = (index: number) => new Date(Date.UTC(2025, index, 1)).toISOString()
  return listOf({
    'status[]': 'closed',
    assignee: agentId(rank),
    'created[from]': start(month),
    'created[to]': start(month + 1),
  })
}

function listOf(query: Record<string, string>): string {
  return `/helpdesk/tickets?${new URLSearchParams(query)}`
}
