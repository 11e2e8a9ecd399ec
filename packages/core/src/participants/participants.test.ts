import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import type { PersonId } from '../../test/support/people.ts'
import { engines } from '../../test/support/storages.ts'
import { participants } from './schema.ts'

describe.each(engines)('people in copy on $name', (engine) => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = await openHelpdesk(engine)
  })
  afterAll(() => desk.close())

  async function open(by: 'ada' | 'grace', cc: string[]): Promise<string> {
    const { id } = await desk.as(by).tickets.create({ subject: 'Help', description: 'x', cc })
    return id
  }

  const peopleOn = async (ticketId: string) =>
    (await desk.as('root').participants.list({ ticketId })).data.map(({ person }) => person.id)

  it.each([
    ['customers', 'ada', 'carl', 'ben'],
    ['customers of an agent', 'grace', 'carl', 'ben'],
  ] as const)(
    'are chosen by the requester, not by each other: %s',
    async (_what, requester, one, other) => {
      const ticketId = await open(requester, [one, other])
      const forbidden = { status: 403, code: 'forbidden' }
      const { participants } = desk.as(one)
      await expect(participants.remove({ ticketId, personId: other })).rejects.toMatchObject(
        forbidden,
      )
      await expect(participants.remove({ ticketId, personId: requester })).rejects.toMatchObject(
        forbidden,
      )
      await expect(participants.add({ ticketId, personId: 'hal' })).rejects.toMatchObject(forbidden)
      expect(await peopleOn(ticketId)).toEqual([requester, one, other].toSorted())
      await desk.as(requester).participants.remove({ ticketId, personId: other })
      expect(await peopleOn(ticketId)).toEqual([requester, one].toSorted())
    },
  )

  it('are chosen by agents', async () => {
    const ticketId = await open('ada', ['carl'])
    await desk.as('hal').participants.add({ ticketId, personId: 'ben' })
    await desk.as('hal').participants.remove({ ticketId, personId: 'carl' })
    expect(await peopleOn(ticketId)).toEqual(['ada', 'ben'])
  })

  it('are added once: adding them again changes nothing', async () => {
    const ticketId = await open('ada', [])
    const { participants, tickets } = desk.as('ada')
    const first = await participants.add({ ticketId, personId: 'carl' })
    const before = [await tickets.get({ ticketId }), await tickets.events({ ticketId })]
    expect(await participants.add({ ticketId, personId: 'carl' })).toEqual(first)
    expect([await tickets.get({ ticketId }), await tickets.events({ ticketId })]).toEqual(before)
  })

  it('are at most a hundred', async () => {
    const ticketId = await open('ada', [])
    const [requester] = await desk.storage.db.select().from(participants).limit(1)
    if (!requester) throw new Error('The requester is no participant.')
    await desk.storage.db.insert(participants).values(
      Array.from({ length: 98 }, (_, n) => ({
        ...requester,
        ticketId,
        personId: `person-${n}`,
        kind: 'cc' as const,
      })),
    )
    const add = (personId: PersonId) => desk.as('ada').participants.add({ ticketId, personId })
    await add('carl')
    await expect(add('ben')).rejects.toMatchObject({ status: 409, code: 'too_many_participants' })
  })

  it.each([
    ['nobody', {}],
    ['an id and an address', { personId: 'carl', email: 'carl@north.example' }],
    ['an id that nobody has', { personId: 'no-one' }],
  ])('are not added by %s', async (_what, who) => {
    const ticketId = await open('ada', [])
    await expect(desk.as('ada').participants.add({ ticketId, ...who })).rejects.toMatchObject({
      status: 400,
      errors: [{ path: '/personId' }],
    })
    expect(await peopleOn(ticketId)).toEqual(['ada'])
  })
})
