/** What each check begins with: a tenant of its own with two tickets in it. */
import type { HelpdeskApi, HelpdeskPlugin, Reply, Ticket } from '@deskhand/core'
import type { TestHelpdesk } from './create-test-helpdesk.ts'
import type { PersonId } from './people.ts'

/** A fresh tenant. `ticket` and `otherTicket` are ada's and assigned to grace, who has answered. */
export interface Fixture<Plugins extends readonly HelpdeskPlugin[] = readonly []> {
  readonly tenantId: string
  readonly ticket: Ticket
  /** A second ticket of the same customer: what belongs to one must not be reached through the other. */
  readonly otherTicket: Ticket
  /** Who opened both tickets: ada, or an agent, who is then the customer of their own ticket. */
  readonly requester: PersonId
  /** Who both tickets are assigned to: the one to work on them as. */
  readonly agent: PersonId
  /** A public reply on `ticket`, by `agent`. */
  readonly reply: Reply
  /** An internal note on `ticket`. */
  readonly note: Reply
  /**
   * Put this text wherever only the agent side may look, and the suite makes sure that no customer
   * ever reads it.
   */
  readonly secret: string
  /** The API in process, as one of the people, in this tenant. */
  as(id: PersonId): HelpdeskApi<Plugins>
  /** Delivers events, and runs feeds and jobs that are due. */
  runDue(): Promise<unknown>
}

export interface FixtureOptions {
  /** An agent as requester is the customer of their own tickets. Default `ada`. */
  readonly requester?: 'ada' | 'grace'
}

export async function createFixture(
  desk: TestHelpdesk,
  tenantId: string,
  { requester = 'ada' }: FixtureOptions = {},
): Promise<Fixture> {
  const as = (id: PersonId) => desk.as(id, tenantId)
  const agent = requester === 'grace' ? 'hal' : 'grace'
  const open = async (subject: string) => {
    const { id } = await as(requester).tickets.create({ subject, description: 'It is broken.' })
    return as(agent).tickets.assign({ ticketId: id, assigneeId: agent })
  }
  const ticket = await open(`Ticket of ${tenantId}`)
  const otherTicket = await open(`Other ticket of ${tenantId}`)
  const replied = await answer(as(agent), ticket)
  const secret = `secret-of-${tenantId}`
  const people = { requester, agent, as } as const
  return { tenantId, ticket, otherTicket, ...replied, ...people, secret, runDue: desk.runDue }
}

/** The same with the two tickets in each other's place. */
export async function swapped(fixture: Fixture): Promise<Fixture> {
  const { ticket, otherTicket, agent, as } = fixture
  const replied = await answer(as(agent), otherTicket)
  return { ...fixture, ticket: otherTicket, otherTicket: ticket, ...replied }
}

async function answer(
  agent: HelpdeskApi,
  { id: ticketId }: Ticket,
): Promise<{ reply: Reply; note: Reply }> {
  const { reply } = await agent.replies.create({ ticketId, body: 'We look into it.' })
  const { reply: note } = await agent.replies.create({
    ticketId,
    body: 'Known.',
    audience: 'internal',
  })
  if (!reply || !note) throw new Error('A reply to an open ticket became a ticket of its own.')
  return { reply, note }
}
