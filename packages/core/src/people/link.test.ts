/** A guest turns out to be a person of the host. */
import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { everyone } from '../../test/support/people.ts'
import { type ReachingPlugin, reaching } from '../../test/support/reaching.ts'
import { engines } from '../../test/support/storages.ts'
import { rows, tableNames } from '../db/dialect.ts'
import { newUuidV7 } from '../kit/clock.ts'
import { participants } from '../participants/schema.ts'
import type { DeliveredEvent } from '../plugin/background-parts.ts'
import type { TicketChange } from '../plugin/hooks.ts'
import { type TicketRow, tickets } from '../tickets/schema.ts'
import { directory } from './schema.ts'
import type { Actor, PeopleSource } from './types.ts'

const ask = { subject: 'Help', description: 'Mine.' }

describe.each(engines)('linking a guest on $name', (engine) => {
  /** People who are new to the host. */
  const newcomers: Actor[] = []
  const people: PeopleSource = {
    resolve: async (ids) => [...everyone, ...newcomers].filter(({ id }) => ids.includes(id)),
    search: async (query) => newcomers.filter(({ id }) => id.startsWith(query)),
  }
  const changes: (readonly TicketChange[])[] = []
  const forgotten: string[] = []
  const delivered: DeliveredEvent[] = []
  const plugin = reaching({
    hooks: { 'ticket.changed': (_call, changed) => void changes.push(changed) },
    provides: {
      erase: { forget: async (_call, personId) => void forgotten.push(personId) },
    },
    on: {
      linked: {
        events: ['person.linked'],
        handle: async (_call, event) => void delivered.push(event),
      },
    },
  })
  let desk: TestHelpdesk<readonly [ReachingPlugin]>
  let count = 0

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { people, plugins: [plugin] })
  })
  afterAll(() => desk.close())
  beforeEach(() => {
    for (const list of [changes, forgotten, delivered]) list.length = 0
  })

  /** A guest, and the person of the host who has the same address. */
  async function newGuest(tenantId?: string) {
    count += 1
    const name = `mira${count}`
    const email = `${name}@else.example`
    const guest = await desk.as('root', tenantId).reaching.call.people.forEmail(email, name)
    const person: Actor = {
      id: `host-${name}`,
      name: `Host ${name}`,
      email: email.toUpperCase(),
      role: 'customer',
      organisationId: 'else',
    }
    newcomers.push(person)
    return { guestId: guest.id, personId: person.id, person, email }
  }

  const link = (guestId: string, personId: string) =>
    desk.as('root').people.link({ guestId, personId })
  const openFor = (requesterId: string, cc: string[] = []) =>
    desk.as('grace').tickets.create({ ...ask, requesterId, cc })
  const peopleOn = async (ticketId: string) =>
    (await desk.as('root').participants.list({ ticketId })).data.map(({ person, kind }) => [
      person.id,
      kind,
    ])
  const read = (ticketId: string) => desk.as('root').tickets.get({ ticketId })

  /** A reply that the guest sent, as the plugin for mail writes it. */
  async function replyAs(guestId: string, ticketId: string) {
    const system = desk.as('root').reaching.call.asSystem()
    const actor = (await system.people.actors([guestId])).get(guestId)
    if (!actor) throw new Error('The guest is no actor.')
    await system.actAs(actor).core.replies.create({ ticketId, body: 'By mail.' })
  }

  it('gives the person what is the guest’s: tickets, participations, replies', async () => {
    const { guestId, personId, person } = await newGuest()
    const requested = await openFor(guestId)
    const copied = await openFor('ada', [guestId])
    await replyAs(guestId, requested.id)
    await replyAs(guestId, copied.id)
    const other = await openFor('ada')
    const before = [await read(requested.id), await read(copied.id), await read(other.id)]
    changes.length = 0
    expect(await link(guestId, personId)).toMatchObject({ id: personId, name: person.name })

    const mine = desk.helpdesk.as(person)
    expect((await mine.tickets.list()).data.map(({ id }) => id).toSorted()).toEqual(
      [requested.id, copied.id].toSorted(),
    )
    expect(await mine.tickets.get({ ticketId: requested.id })).toMatchObject({
      requester: { id: personId, email: person.email },
      organisationId: 'else',
    })
    for (const { id: ticketId } of [requested, copied]) {
      const { data } = await mine.replies.list({ ticketId })
      expect(data.map(({ author, version }) => [author.id, version])).toEqual([[personId, 2]])
    }
    expect(await peopleOn(requested.id)).toEqual([[personId, 'requester']])
    expect(await peopleOn(copied.id)).toEqual([
      ['ada', 'requester'],
      [personId, 'cc'],
    ])
    const after = [await read(requested.id), await read(copied.id), await read(other.id)]
    expect(after.map(({ version }, n) => version - (before[n]?.version ?? 0))).toEqual([1, 1, 0])
    expect(after.map(({ organisationId }) => organisationId)).toEqual(['else', 'north', 'north'])
  })

  it('tells ticket.changed, and subscribers once, without an address', async () => {
    const { guestId, personId, email } = await newGuest()
    const { id } = await openFor(guestId)
    await desk.runDue()
    for (const list of [changes, delivered]) list.length = 0
    await link(guestId, personId)
    await desk.runDue()
    expect(changes.flat()).toEqual([
      {
        cause: 'person.link',
        before: expect.objectContaining({ id, requesterId: guestId, organisationId: null }),
        after: expect.objectContaining({ id, requesterId: personId, organisationId: 'else' }),
      },
    ])
    expect(delivered).toMatchObject([
      { ticketId: null, actorId: 'root', audience: 'internal', data: { guestId, personId } },
    ])
    expect(JSON.stringify(delivered).toLowerCase()).not.toContain(email)
  })

  it('shows the person wherever the guest’s id is still named', async () => {
    const { guestId, personId, person, email } = await newGuest()
    const { id: ticketId } = await openFor(guestId)
    await link(guestId, personId)
    const [created] = (await desk.as('grace').tickets.events({ ticketId })).data
    expect(created?.about).toMatchObject({ id: personId, name: person.name })
    const { people: lookup } = desk.as('root').reaching.call
    expect((await lookup.summaries([guestId])).get(guestId)).toMatchObject({
      id: personId,
      name: person.name,
      role: 'customer',
    })
    expect(await lookup.exists(guestId)).toBe(true)
    expect((await lookup.actors([guestId])).get(guestId)).toMatchObject({
      id: personId,
      organisationId: 'else',
    })
    expect(await lookup.forEmail(email.toUpperCase())).toMatchObject({ id: personId })
    const { data: found } = await desk.as('root').people.search({ query: email })
    expect(found.map(({ id }) => id)).toEqual([personId])
  })

  it('stores the person for the guest’s id and address from then on', async () => {
    const { guestId, personId, person, email } = await newGuest()
    await link(guestId, personId)
    const { tickets: api, participants: inCopy } = desk.as('grace')
    const requested = await api.create({ ...ask, requesterId: guestId })
    expect(requested).toMatchObject({ requester: { id: personId }, organisationId: 'else' })
    const { data: ofGuest } = await api.list({ requester: guestId })
    expect(ofGuest.map(({ id }) => id)).toEqual([requested.id])
    const byMail = await api.create({ ...ask, requesterEmail: email, cc: ['ada', guestId] })
    expect(byMail.requester.id).toBe(personId)
    const { id: ticketId } = await openFor('ada', [guestId])
    expect((await inCopy.add({ ticketId, personId: guestId })).person.id).toBe(personId)
    expect((await inCopy.add({ ticketId, email })).person.id).toBe(personId)
    const stored = await desk.storage.db
      .select()
      .from(participants)
      .where(eq(participants.personId, guestId))
    expect(stored).toEqual([])
    // The mail plugin may have looked the guest up just before.
    const acting = desk
      .as('root')
      .reaching.call.asSystem()
      .actAs({ id: guestId, name: 'Mira', role: 'customer' })
    const written = await acting.core.tickets.create(ask)
    expect(written).toMatchObject({ requester: { id: personId }, createdBy: { id: personId } })
    expect((await desk.helpdesk.as(person).tickets.get({ ticketId: written.id })).id).toBe(
      written.id,
    )
  })

  it('keeps one participation of those who take part twice, the requester’s first', async () => {
    const { guestId, personId } = await newGuest()
    const asRequester = await openFor(guestId, [personId, 'ada'])
    const inCopy = await openFor(personId, [guestId])
    const both = await openFor('ada', [personId, guestId])
    await link(guestId, personId)
    expect(await peopleOn(asRequester.id)).toEqual([
      ['ada', 'cc'],
      [personId, 'requester'],
    ])
    expect(await peopleOn(inCopy.id)).toEqual([[personId, 'requester']])
    expect(await peopleOn(both.id)).toEqual([
      ['ada', 'requester'],
      [personId, 'cc'],
    ])
  })

  it('changes nothing the second time', async () => {
    const { guestId, personId } = await newGuest()
    const { id: ticketId } = await openFor(guestId)
    await link(guestId, personId)
    const before = await read(ticketId)
    await desk.runDue()
    for (const list of [changes, delivered]) list.length = 0
    expect(await link(guestId, personId)).toMatchObject({ id: personId })
    await desk.runDue()
    expect(await read(ticketId)).toEqual(before)
    expect([changes, delivered]).toEqual([[], []])
  })

  it('refuses another person, another address and ids that fit nobody', async () => {
    const { guestId, personId } = await newGuest()
    const twin: Actor = { id: `twin-of-${personId}`, role: 'customer' }
    newcomers.push(twin)
    await expect(link(guestId, 'ada')).rejects.toMatchObject({
      status: 409,
      code: 'address_differs',
    })
    await link(guestId, personId)
    await expect(link(guestId, twin.id)).rejects.toMatchObject({
      status: 409,
      code: 'already_linked',
    })
    const another = await newGuest()
    await expect(link('guest:gone', personId)).rejects.toMatchObject({ status: 404 })
    await expect(link('ada', personId)).rejects.toMatchObject({ status: 404 })
    for (const nobody of ['gone', guestId, 'erased:x', 'system', 'nobody']) {
      await expect(link(another.guestId, nobody), nobody).rejects.toMatchObject({
        status: 400,
        errors: [{ path: '/personId' }],
      })
    }
    // The host does not say which address the twin has.
    expect(await link(another.guestId, twin.id)).toMatchObject({ id: twin.id })
  })

  it('is for admins, and for guests of the same tenant', async () => {
    const { guestId, personId } = await newGuest('west')
    const target = { guestId, personId }
    for (const who of ['ada', 'grace', 'sue'] as const) {
      await expect(desk.as(who, 'west').people.link(target)).rejects.toMatchObject({
        status: 403,
        code: 'forbidden',
      })
    }
    await expect(desk.as('root', 'east').people.link(target)).rejects.toMatchObject({ status: 404 })
    expect(await desk.as('root', 'west').people.link(target)).toMatchObject({ id: personId })
  })

  it('is safe at the same moment', async () => {
    const { guestId, personId } = await newGuest()
    const { id: ticketId, version } = await openFor(guestId)
    await Promise.all(Array.from({ length: 4 }, () => link(guestId, personId)))
    expect(await read(ticketId)).toMatchObject({
      version: version + 1,
      requester: { id: personId },
    })
    const contested = await newGuest()
    const rivals = ['rival-a', 'rival-b'].map((name): Actor => ({ id: name, role: 'customer' }))
    newcomers.push(...rivals)
    const outcomes = await Promise.allSettled(rivals.map(({ id }) => link(contested.guestId, id)))
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({
      code: 'already_linked',
    })
  })

  it('leaves no ticket behind that is opened or joined at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { guestId, personId, person, email } = await newGuest()
      const { id: ticketId } = await openFor('ada')
      const [byMail, byId, copied] = await Promise.all([
        desk.as('grace').tickets.create({ ...ask, requesterEmail: email }),
        openFor(guestId),
        openFor('ada', [guestId]),
        desk.as('grace').participants.add({ ticketId, email }),
        link(guestId, personId),
      ])
      const { data } = await desk.helpdesk.as(person).tickets.list()
      expect(data.map(({ id }) => id).toSorted()).toEqual(
        [byMail.id, byId.id, copied.id, ticketId].toSorted(),
      )
    }
  })

  it('works in batches, however many tickets the guest has', async () => {
    const { guestId, personId, person } = await newGuest()
    const { id } = await openFor(guestId)
    const [template] = await desk.storage.db.select().from(tickets).where(eq(tickets.id, id))
    const copies = Array.from({ length: 400 }, (_, n) => ({
      ...(template as TicketRow),
      id: newUuidV7(),
      number: 1_000_000 + n,
    }))
    await desk.storage.db.insert(tickets).values(copies)
    changes.length = 0
    await link(guestId, personId)
    expect(changes.map(({ length }) => length)).toEqual([200, 200, 1])
    const left = await desk.storage.db
      .select({ id: tickets.id })
      .from(tickets)
      .where(and(eq(tickets.tenantId, 'default'), eq(tickets.requesterId, guestId)))
    expect(left).toEqual([])
    expect((await desk.helpdesk.as(person).tickets.get({ ticketId: id })).requester.id).toBe(
      personId,
    )
  })

  it('is forgotten with the person: nothing names either of them, in core or in plugins', async () => {
    const first = await newGuest()
    const second = await newGuest()
    const { personId, person } = first
    for (const { guestId } of [first, second]) {
      const { id: ticketId } = await openFor(guestId, ['ada'])
      await replyAs(guestId, ticketId)
      await openFor('ada', [guestId])
    }
    await link(first.guestId, personId)
    // The person has changed their address, and wrote from the second one before that.
    newcomers[newcomers.indexOf(person)] = { ...person, email: second.email }
    await link(second.guestId, personId)
    const { replacementId } = await desk.as('root').people.erase({ personId })
    expect(forgotten.toSorted()).toEqual([first.guestId, second.guestId, personId].toSorted())
    const left = [personId, first.guestId, second.guestId, first.email, second.email]
    for (const table of await tableNames(desk.storage.db, 'deskhand_')) {
      const all = await rows(desk.storage.db, sql`select * from ${sql.identifier(table)}`)
      const text = JSON.stringify(all, (_key, value) =>
        typeof value === 'bigint' ? String(value) : value,
      )
      for (const name of left) expect(text.includes(name), `${name} in ${table}`).toBe(false)
    }
    expect(replacementId).toMatch(/^erased:/)
  })

  it('lets the guest’s id stand for the person when that is erased', async () => {
    const { guestId, personId } = await newGuest()
    const { id: ticketId } = await openFor(guestId)
    await link(guestId, personId)
    const { replacementId } = await desk.as('root').people.erase({ personId: guestId })
    expect(forgotten).toEqual([personId, guestId])
    expect((await read(ticketId)).requester.id).toBe(replacementId)
    const left = await desk.storage.db.select().from(directory).where(eq(directory.id, guestId))
    expect(left).toEqual([])
  })
})

describe.each(engines)('linking without people of the host on $name', (engine) => {
  let desk: TestHelpdesk<readonly [ReachingPlugin]>

  beforeAll(async () => {
    const people = undefined as unknown as PeopleSource
    desk = await openHelpdesk(engine, { people, plugins: [reaching()] })
  })
  afterAll(() => desk.close())

  it('takes the id at its word, and shows what the guest was called', async () => {
    const { people } = desk.as('root').reaching.call
    const { id: guestId } = await people.forEmail('zoe@else.example', 'Zoe')
    const shown = { id: 'zoe', name: 'Zoe', email: 'zoe@else.example' }
    await desk.as('root').people.link({ guestId, personId: 'zoe' })
    const later = desk.as('root').reaching.call.people
    expect((await later.summaries([guestId])).get(guestId)).toMatchObject(shown)
    expect(await later.forEmail('zoe@else.example')).toMatchObject(shown)
    const { id: ticketId } = await desk.as('grace').tickets.create({ ...ask, requesterId: guestId })
    const zoe = desk.helpdesk.as({ id: 'zoe', role: 'customer' })
    expect((await zoe.tickets.get({ ticketId })).requester.id).toBe('zoe')
  })
})
