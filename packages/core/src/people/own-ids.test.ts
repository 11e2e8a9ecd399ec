/** The host is never asked about ids that Deskhand made: its column may be a number. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { type ReachingPlugin, reaching } from '../../test/support/reaching.ts'
import { engines } from '../../test/support/storages.ts'
import type { Actor, PeopleSource } from './types.ts'

const customer = { id: '7', name: 'Ada', email: 'ada@north.example', role: 'customer' } as const
const agent = { id: '8', name: 'Grace', email: 'grace@desk.example', role: 'agent' } as const
const admin = { id: '9', name: 'Root', email: 'root@desk.example', role: 'admin' } as const

const asked: string[] = []
const numbered: PeopleSource = {
  async resolve(ids) {
    asked.push(...ids)
    const keys = ids.map(BigInt) // throws for text that is no number, as a database does
    return [customer, agent, admin].filter(({ id }) => keys.includes(BigInt(id)))
  },
}

describe.each(engines)('a host whose ids are numbers, on $name', (engine) => {
  let desk: TestHelpdesk<readonly [ReachingPlugin]>
  const as = (actor: Actor) => desk.helpdesk.as(actor)

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { people: numbered, plugins: [reaching()] })
  })
  afterAll(() => desk.close())

  const open = () => as(customer).tickets.create({ subject: 'Help', description: 'x' })

  it('is not asked about guests in copy', async () => {
    const { id: ticketId } = await open()
    const address = { email: 'mira@else.example', name: 'Mira' }
    const { person } = await as(agent).participants.add({ ticketId, ...address })
    expect(person).toMatchObject({ id: expect.stringMatching(/^guest:/), name: 'Mira' })
    const { data } = await as(agent).participants.list({ ticketId })
    expect(data.map((participant) => participant.person.name)).toEqual(['Ada', 'Mira'])
  })

  it('is not asked about guests who requested a ticket, wherever it is shown', async () => {
    const stranger = { requesterEmail: 'noah@else.example', requesterName: 'Noah' }
    const { tickets } = as(agent)
    const { id: ticketId, requester } = await tickets.create({
      subject: 'Help',
      description: 'x',
      ...stranger,
    })
    expect((await tickets.get({ ticketId })).requester.name).toBe('Noah')
    expect((await tickets.list()).data[0]?.requester.name).toBe('Noah')
    expect((await tickets.events({ ticketId })).data[0]?.about?.name).toBe('Noah')
    const again = await tickets.create({
      subject: 'Again',
      description: 'x',
      requesterId: requester.id,
      cc: [customer.id, requester.id],
    })
    expect(again.requester.name).toBe('Noah')
  })

  it('is not asked about erased people', async () => {
    const { id: ticketId } = await open()
    await as(customer).replies.create({ ticketId, body: 'Please.' })
    const { replacementId } = await as(admin).people.erase({ personId: customer.id })
    expect((await as(agent).tickets.get({ ticketId })).requester.id).toBe(replacementId)
    expect((await as(agent).replies.list({ ticketId })).data[0]?.author.id).toBe(replacementId)
    expect((await as(agent).tickets.events({ ticketId })).data).not.toEqual([])
  })

  it('is not asked about the system and nobody', async () => {
    const { people } = as(admin).reaching.call
    const ids = ['system', 'nobody', 'guest:x', 'erased:x', agent.id]
    const shown = await people.summaries(ids)
    expect(ids.map((id) => shown.get(id)?.name)).toEqual([
      'System',
      'Nobody',
      'guest:x',
      'erased:x',
      'Grace',
    ])
    expect(await Promise.all(ids.map((id) => people.exists(id)))).toEqual([
      ...[false, false, false, false],
      true,
    ])
  })

  it.each(['system', 'nobody', 'guest:x', 'erased:x'])(
    'is not asked about %s, which names nobody in an input',
    async (id) => {
      const { id: ticketId } = await open()
      const refused = { status: 400, code: 'invalid_input' }
      const draft = { subject: 'x', description: 'x' }
      const { tickets, participants } = as(agent)
      await expect(participants.add({ ticketId, personId: id })).rejects.toMatchObject(refused)
      await expect(tickets.create({ ...draft, requesterId: id })).rejects.toMatchObject(refused)
      await expect(tickets.create({ ...draft, cc: [id] })).rejects.toMatchObject(refused)
      await expect(tickets.assign({ ticketId, assigneeId: id })).rejects.toMatchObject(refused)
    },
  )

  it('was asked about its own people only', () => {
    expect(new Set(asked)).toEqual(new Set(['7', '8']))
  })
})
