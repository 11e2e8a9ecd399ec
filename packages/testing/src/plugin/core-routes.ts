/** Core's routes that plugins add to. */
import type { Route } from '@deskhand/core/plugin'
import type { Fixture } from '../fixture.ts'
import type { PersonId } from '../people.ts'
import { type Answer, ask } from '../routes/ask.ts'
import type { RequestSample } from '../routes/options.ts'
import type { Stand } from './subject.ts'

type Address = Pick<Route, 'method' | 'path' | 'operationId'>

const address = (method: Route['method'], path: string, operationId: string): Address => ({
  method,
  path,
  operationId,
})

export const coreRoutes = {
  list: address('GET', '/tickets', 'tickets.list'),
  get: address('GET', '/tickets/:ticketId', 'tickets.get'),
  create: address('POST', '/tickets', 'tickets.create'),
  update: address('PATCH', '/tickets/:ticketId', 'tickets.update'),
  transition: address('POST', '/tickets/:ticketId/transition', 'tickets.transition'),
  assign: address('POST', '/tickets/:ticketId/assign', 'tickets.assign'),
  events: address('GET', '/tickets/:ticketId/events', 'tickets.events'),
  participants: address('GET', '/tickets/:ticketId/participants', 'participants.list'),
  replies: address('GET', '/tickets/:ticketId/replies', 'replies.list'),
  reply: address('GET', '/tickets/:ticketId/replies/:replyId', 'replies.get'),
  createReply: address('POST', '/tickets/:ticketId/replies', 'replies.create'),
} as const

/** Asks one of them as one of the fixture's people, about its ticket and reply. */
export function askCore(
  { ground }: Stand,
  { tenantId, ticket, reply }: Fixture,
  who: PersonId,
  route: Address,
  request: RequestSample = {},
): Promise<Answer> {
  const params = { ticketId: ticket.id, replyId: reply.id, ...request.params }
  return ask(ground, `${who}@${tenantId}`, route, { ...request, params })
}

type Item = Readonly<Record<string, unknown>>

/** The items of a page. */
export function itemsOf({ json }: Answer): readonly Item[] {
  return (json as { data: readonly Item[] }).data
}

export function itemOf(answer: Answer, id: string): Item | undefined {
  return itemsOf(answer).find((item) => item.id === id)
}
