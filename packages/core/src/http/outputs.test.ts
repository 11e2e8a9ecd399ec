import { describe, expect, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import { openHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'
import type { categoryOutput } from '../categories/outputs.ts'
import type { Category } from '../categories/types.ts'
import type { deadWorkOutput, ticketEventOutput } from '../events/outputs.ts'
import type { DeadWork, TicketEvent } from '../events/types.ts'
import type { participantOutput } from '../participants/outputs.ts'
import type { Participant } from '../participants/types.ts'
import type { personOutput } from '../people/outputs.ts'
import type { PersonSummary } from '../people/types.ts'
import { type replyCreatedOutput, replyOutput } from '../replies/outputs.ts'
import type { Reply, ReplyCreated } from '../replies/types.ts'
import type { bulkOutput, ticketOutput, ticketSummaryOutput } from '../tickets/outputs.ts'
import type { BulkResult, Page, Ticket, TicketSummary } from '../tickets/types.ts'
import type { Capabilities } from './capabilities.ts'
import type { capabilitiesOutput } from './meta-routes.ts'
import { page } from './outputs.ts'
import type { Route } from './route.ts'

/** Types say `readonly` and zod does not; that is no difference in what is sent. */
type Sent<Value> = Value extends object
  ? { -readonly [Key in keyof Value]: Sent<Value[Key]> }
  : Value
type Documented<Schema extends z.ZodType> = Sent<z.infer<Schema>>

describe('the documented answers', () => {
  it('are the types that services return', () => {
    expectTypeOf<Documented<typeof personOutput>>().toEqualTypeOf<Sent<PersonSummary>>()
    expectTypeOf<Documented<typeof ticketSummaryOutput>>().toEqualTypeOf<Sent<TicketSummary>>()
    expectTypeOf<Documented<typeof ticketOutput>>().toEqualTypeOf<Sent<Ticket>>()
    expectTypeOf<Documented<typeof replyOutput>>().toEqualTypeOf<Sent<Reply>>()
    expectTypeOf<Documented<typeof replyCreatedOutput>>().toEqualTypeOf<Sent<ReplyCreated>>()
    expectTypeOf<Documented<typeof participantOutput>>().toEqualTypeOf<Sent<Participant>>()
    expectTypeOf<Documented<typeof categoryOutput>>().toEqualTypeOf<Sent<Category>>()
    expectTypeOf<Documented<typeof ticketEventOutput>>().toEqualTypeOf<Sent<TicketEvent>>()
    expectTypeOf<Documented<typeof deadWorkOutput>>().toEqualTypeOf<Sent<DeadWork>>()
    expectTypeOf<Documented<typeof capabilitiesOutput>>().toEqualTypeOf<Sent<Capabilities>>()
    expectTypeOf<Documented<typeof bulkOutput>>().toEqualTypeOf<Sent<{ results: BulkResult[] }>>()
    const replies = page(replyOutput)
    expectTypeOf<Documented<typeof replies>>().toEqualTypeOf<Sent<Page<Reply>>>()
  })

  it('are what is sent, on both sides of a ticket', async () => {
    const [sqlite] = engines as [(typeof engines)[number]]
    const desk = await openHelpdesk(sqlite)
    const { routes } = (await import('../core-parts.ts')).coreParts as { routes: readonly Route[] }
    const documented = async (
      id: string,
      operationId: string,
      params: Record<string, string> = {},
      body?: unknown,
    ) => {
      const { method, path, response } = routes.find(
        (route) => route.operationId === operationId,
      ) as Route
      const filled = path.replace(/:(\w+)/g, (_, name: string) => params[name] as string)
      const query = operationId === 'people.search' ? '?query=a' : ''
      const answer = await desk.request(id, method, filled + query, body)
      const sent = await answer.json()
      expect(answer.status, `${operationId} ${JSON.stringify(sent)}`).toBeLessThan(300)
      // What the schema drops or refuses was not documented.
      expect(response?.parse(sent), operationId).toEqual(sent)
      return sent as { id: string; reply?: { id: string } }
    }

    const category = await documented('sue', 'categories.create', {}, { name: 'Billing' })
    await documented('sue', 'categories.update', { categoryId: category.id }, { archived: false })
    await documented('ada', 'categories.list')
    const draft = { subject: 'x', description: 'x', categoryId: category.id, cc: ['ben'] }
    const { id: ticketId } = await documented('ada', 'tickets.create', {}, draft)
    const of = { ticketId }
    await documented('grace', 'tickets.update', of, { metadata: { order: 7 } })
    await documented('grace', 'tickets.assign', of, { assigneeId: 'grace' })
    const created = await documented('grace', 'replies.create', of, { body: 'x' })
    await documented('grace', 'replies.create', of, { body: 'x', audience: 'internal' })
    await documented('grace', 'participants.add', of, { email: 'eve@else.example', name: 'Eve' })
    await documented('grace', 'people.search')
    for (const who of ['ada', 'grace']) {
      await documented(who, 'tickets.list')
      await documented(who, 'tickets.get', of)
      await documented(who, 'replies.list', of)
      await documented(who, 'replies.get', { ticketId, replyId: created.reply?.id as string })
      await documented(who, 'participants.list', of)
      await documented(who, 'tickets.events', of)
      await documented(who, 'capabilities')
    }
    await documented('grace', 'tickets.unassign', of)
    await documented('grace', 'tickets.transfer', of, { teamId: 'technical' })
    const bulk = { ticketIds: [ticketId, '0190a1b2-0000-7000-8000-000000000000'] }
    await documented('grace', 'tickets.bulkAssign', {}, { ...bulk, assigneeId: 'hal' })
    await documented('grace', 'tickets.bulkTransition', {}, { ...bulk, status: 'resolved' })
    await documented('sue', 'tickets.transition', of, { status: 'closed' })
    await documented('ada', 'replies.create', of, { body: 'Once more' })
    await desk.as('sue').tickets.delete({ ticketId })
    await documented('root', 'tickets.restore', of)
    await documented('root', 'deliveries.dead')
    await documented('root', 'people.erase', {}, { personId: 'ben' })
    await desk.close()
  })
})
