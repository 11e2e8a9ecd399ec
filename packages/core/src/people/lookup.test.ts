/** What the customer side reads of other people, wherever a person is shown. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import type { PersonId } from '../../test/support/people.ts'
import { engines } from '../../test/support/storages.ts'
import type { PersonSummary } from './types.ts'

/** Every person in an answer. */
function peopleIn(answer: unknown): PersonSummary[] {
  if (typeof answer !== 'object' || answer === null) return []
  const inside = Object.values(answer).flatMap(peopleIn)
  return 'avatarUrl' in answer ? [answer as PersonSummary, ...inside] : inside
}

describe.each(engines)('people on $name', (engine) => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = await openHelpdesk(engine)
  })
  afterAll(() => desk.close())

  /** A ticket with everybody in it: opened by grace for its requester, assigned to hal. */
  async function busyTicket(requesterId: 'ada' | 'sue'): Promise<string> {
    const { tickets } = desk.as('grace')
    const asked = { subject: 'Help', description: 'x', requesterId, cc: ['carl'] }
    const { id: ticketId } = await tickets.create(asked)
    await tickets.assign({ ticketId, assigneeId: 'hal' })
    for (const who of ['grace', 'carl'] as const) {
      await desk.as(who).replies.create({ ticketId, body: 'Hello.' })
    }
    return ticketId
  }

  /** Every answer about the ticket that has people in it. */
  async function answers(who: PersonId, ticketId: string): Promise<Record<string, unknown>> {
    const { tickets, replies, participants } = desk.as(who)
    const thread = await replies.list({ ticketId })
    const replyId = thread.data[0]?.id as string
    return {
      get: await tickets.get({ ticketId }),
      list: (await tickets.list()).data.filter(({ id }) => id === ticketId),
      events: await tickets.events({ ticketId }),
      replies: thread,
      reply: await replies.get({ ticketId, replyId }),
      participants: await participants.list({ ticketId }),
    }
  }

  it.each([
    ['a customer', 'ada', 'ada'],
    ['somebody in copy', 'ada', 'carl'],
    ['an agent who requested the ticket', 'sue', 'sue'],
  ] as const)('are a name and a picture to %s', async (_whom, requester, reader) => {
    const found: Record<string, string[]> = {}
    for (const [where, answer] of Object.entries(
      await answers(reader, await busyTicket(requester)),
    )) {
      const people = peopleIn(answer)
      found[where] = [...new Set(people.map(({ id }) => id))].toSorted()
      for (const person of people) {
        if (person.id === reader) expect(person.email, where).toContain(`${reader}@`)
        else expect(Object.keys(person).toSorted(), where).toEqual(['avatarUrl', 'id', 'name'])
      }
    }
    expect(found).toEqual({
      get: ['grace', 'hal', requester].toSorted(),
      list: ['grace', 'hal', requester].toSorted(),
      events: ['carl', 'grace', 'hal', requester].toSorted(),
      replies: ['carl', 'grace'],
      reply: ['grace'],
      participants: ['carl', requester].toSorted(),
    })
  })

  it('are shown to agents with their address and role', async () => {
    const answer = await answers('grace', await busyTicket('ada'))
    const ids = new Set<string>()
    for (const person of peopleIn(answer)) {
      ids.add(person.id)
      expect(person).toMatchObject({ email: expect.stringContaining(`${person.id}@`) })
      expect(person.role).toBeTruthy()
    }
    expect([...ids].toSorted()).toEqual(['ada', 'carl', 'grace', 'hal'])
  })

  it('are no address to customers when nobody knows their name', async () => {
    const ticketId = await busyTicket('ada')
    const { participants } = desk.as('ada')
    const added = await participants.add({ ticketId, email: 'mira@else.example' })
    expect(added.person).toEqual({ id: added.person.id, name: 'Somebody', avatarUrl: null })
    expect(JSON.stringify(await answers('ada', ticketId))).not.toContain('mira@')
    const { data } = await desk.as('grace').participants.list({ ticketId })
    expect(data.find(({ person }) => person.id === added.person.id)?.person).toMatchObject({
      name: 'mira@else.example',
      email: 'mira@else.example',
    })
  })
})
