/** A guest's tickets over HTTP, for whom the host says that the address is theirs. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { minutes, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { type LoggedLine, memoryLogger } from '../../test/support/http.ts'
import { type ReachingPlugin, reaching } from '../../test/support/reaching.ts'
import { recordStatements } from '../../test/support/statements.ts'
import { engines } from '../../test/support/storages.ts'
import { veto } from '../kit/errors.ts'
import type { Page, Ticket, TicketSummary } from '../tickets/types.ts'
import { directory } from './schema.ts'
import type { Actor } from './types.ts'

const ask = { subject: 'Help', description: 'By mail.' }

/** The host's session: whoever the request says it is from. */
function actorOf(request: Request): Actor | null {
  const session = request.headers.get('x-session')
  return session === null ? null : (JSON.parse(decodeURIComponent(session)) as Actor)
}

describe.each(engines)('a verified address on $name', (engine) => {
  const logger = memoryLogger()
  let isRefused = false
  let linked = 0
  let desk: TestHelpdesk<readonly [ReachingPlugin]>
  let count = 0

  beforeAll(async () => {
    const plugin = reaching({
      hooks: {
        'person.link': {
          before() {
            linked += 1
            if (isRefused) throw veto('not_now', 'Not now.')
            return undefined
          },
        },
      },
    })
    desk = await openHelpdesk(engine, { authenticate: actorOf, plugins: [plugin], logger })
  })
  afterAll(() => desk.close())
  beforeEach(() => {
    linked = 0
  })

  const warnings = (): LoggedLine[] => logger.lines.filter(({ level }) => level !== 'debug')

  /** A guest's ticket and the person of the host with the guest's address, who is not linked yet. */
  async function newGuest(tenantId = 'default') {
    count += 1
    const address = `mira${count}@else.example`
    const ticket = await desk
      .as('grace', tenantId)
      .tickets.create({ ...ask, requesterEmail: address })
    const person: Actor = {
      id: `mira${count}`,
      name: 'Mira',
      role: 'customer',
      email: address,
      emailVerified: true,
      tenantId,
    }
    return { ticketId: ticket.id, guestId: ticket.requester.id, person }
  }

  const request = (actor: Actor | null, path = '/tickets') =>
    desk.helpdesk.fetch(
      new Request(`http://app.example/helpdesk${path}`, {
        headers: actor ? { 'x-session': encodeURIComponent(JSON.stringify(actor)) } : {},
      }),
    )
  const ticketsOf = async (actor: Actor) => {
    const page = (await (await request(actor)).json()) as Page<TicketSummary>
    return page.data.map(({ id }) => id)
  }
  const personIdOf = async (guestId: string) => {
    const [row] = await desk.storage.db
      .select({ personId: directory.personId })
      .from(directory)
      .where(eq(directory.id, guestId))
    return row?.personId
  }

  it('gives its owner the tickets of the guest in the very request', async () => {
    const first = await newGuest()
    const second = await newGuest()
    expect(await ticketsOf(first.person)).toEqual([first.ticketId])
    const answer = await request(second.person, `/tickets/${second.ticketId}`)
    expect(answer.status).toBe(200)
    expect(((await answer.json()) as Ticket).requester).toMatchObject({
      id: second.person.id,
      email: second.person.email,
    })
  })

  it('gives them to all requests that come at the same moment', async () => {
    const { ticketId, person } = await newGuest()
    const answers = await Promise.all(Array.from({ length: 5 }, () => ticketsOf(person)))
    expect(answers).toEqual(Array(5).fill([ticketId]))
    expect(linked).toBe(1)
  })

  it('is compared without regard to case', async () => {
    const { ticketId, person } = await newGuest()
    const email = person.email?.toUpperCase()
    expect(await ticketsOf({ ...person, email })).toEqual([ticketId])
  })

  it.each<[string, (person: Actor) => Partial<Actor>]>([
    ['only claimed', () => ({ emailVerified: undefined })],
    ['not verified', () => ({ emailVerified: false })],
    ['not known to be verified', () => ({ emailVerified: null })],
    ['missing', () => ({ email: null })],
    ['another one', () => ({ email: 'else@else.example' })],
    [
      'one that becomes it in lower case',
      ({ email }) => ({ email: email?.replace('k', '\u212A') }),
    ],
    ['of somebody in another tenant', () => ({ tenantId: 'elsewhere' })],
  ])('gives nothing when it is %s', async (_what, changed) => {
    const email = 'kim@else.example'
    const { id, requester } = await desk
      .as('grace')
      .tickets.create({ ...ask, requesterEmail: email })
    const kim: Actor = { id: 'kim', name: 'Kim', role: 'customer', email, emailVerified: true }
    const actor = { ...kim, ...changed(kim) }
    expect(await ticketsOf(actor)).toEqual([])
    expect((await request(actor, `/tickets/${id}`)).status).toBe(404)
    expect(await personIdOf(requester.id)).toBe(null)
  })

  it('gives the tickets of one tenant only', async () => {
    const here = await newGuest()
    const email = here.person.email as string
    const elsewhere = await desk
      .as('grace', 'elsewhere')
      .tickets.create({ ...ask, requesterEmail: email })
    expect(await ticketsOf(here.person)).toEqual([here.ticketId])
    expect(await personIdOf(elsewhere.requester.id)).toBe(null)
    expect(await ticketsOf({ ...here.person, tenantId: 'elsewhere' })).toEqual([elsewhere.id])
  })

  it('gives nothing of a guest who is another person already', async () => {
    const { guestId, person } = await newGuest()
    await ticketsOf(person)
    const before = warnings().length
    expect(await ticketsOf({ ...person, id: 'thief' })).toEqual([])
    expect(await personIdOf(guestId)).toBe(person.id)
    expect(warnings().length).toBe(before)
  })

  it('costs no query once it is known, and one look a minute', async () => {
    const { person } = await newGuest()
    await ticketsOf(person)
    const looks = async () => {
      const recorded = await recordStatements(engine.name, () => ticketsOf(person))
      return recorded.filter(({ sql }) => sql.includes('deskhand_directory')).length
    }
    expect([await looks(), await looks()]).toEqual([0, 0])
    desk.clock.advance(minutes)
    expect([await looks(), await looks()]).toEqual([1, 0])
    expect(linked).toBe(1)
  })

  it('costs no query when it is not verified', async () => {
    const { person } = await newGuest()
    const recorded = await recordStatements(engine.name, () =>
      ticketsOf({ ...person, emailVerified: false }),
    )
    expect(recorded.filter(({ sql }) => sql.includes('deskhand_directory'))).toEqual([])
  })

  it('is noticed again after a guest came with it later', async () => {
    const address = 'later@else.example'
    const person: Actor = { id: 'later', role: 'customer', email: address, emailVerified: true }
    expect(await ticketsOf(person)).toEqual([])
    const { id } = await desk.as('grace').tickets.create({ ...ask, requesterEmail: address })
    desk.clock.advance(minutes)
    expect(await ticketsOf(person)).toEqual([id])
  })

  it('fails no request when linking fails, and is logged without the address', async () => {
    const { ticketId, guestId, person } = await newGuest()
    isRefused = true
    const before = warnings().length
    try {
      const answer = await request(person)
      expect(answer.status).toBe(200)
      expect(((await answer.json()) as Page<TicketSummary>).data).toEqual([])
      expect((await request(person)).status).toBe(200)
    } finally {
      isRefused = false
    }
    const [line, ...more] = warnings().slice(before)
    expect(more).toEqual([])
    expect(line).toMatchObject({
      level: 'warn',
      fields: { personId: person.id, tenantId: 'default', error: { code: 'not_now' } },
    })
    expect(JSON.stringify(line)).not.toContain(person.email)
    expect(await personIdOf(guestId)).toBe(null)
    desk.clock.advance(minutes)
    expect(await ticketsOf(person)).toEqual([ticketId])
  })

  it('links nobody in process and on public routes', async () => {
    const { guestId, person } = await newGuest()
    expect((await desk.helpdesk.as(person).tickets.list()).data).toEqual([])
    expect((await request(person, '/openapi.json')).status).toBe(200)
    expect(await personIdOf(guestId)).toBe(null)
    const target = { guestId, personId: person.id }
    await expect(desk.helpdesk.as(person).people.link(target)).rejects.toMatchObject({
      status: 403,
    })
  })
})
