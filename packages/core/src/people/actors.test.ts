/** `call.people`: actors for ids, and people for addresses. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { everyone, type PersonId, person } from '../../test/support/people.ts'
import { type ReachingPlugin, reaching } from '../../test/support/reaching.ts'
import { engines } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import type { PeopleSource, Person } from './types.ts'

const eve: Person = { id: 'eve', email: 'eve@west.example', role: 'admin', tenantId: 'west' }
const many = Array.from({ length: 450 }, (_, n): Person => ({ id: `p${n}`, role: 'customer' }))
const known: readonly Person[] = [...everyone, eve, ...many]

describe.each(engines)('people of a call on $name', (engine) => {
  /** The ids of each question to the host. */
  let asked: (readonly string[])[] = []
  let desk: TestHelpdesk<readonly [ReachingPlugin]>
  const people: PeopleSource = {
    async resolve(ids) {
      asked.push(ids)
      return known.filter(({ id }) => ids.includes(id))
    },
    findByEmail: async (email) => known.find((one) => one.email === email.toLowerCase()) ?? null,
  }

  beforeAll(async () => {
    desk = await openHelpdesk(engine, {
      people,
      plugins: [reaching()],
      policy: { agentsSee: 'teams' },
    })
  })
  afterAll(() => desk.close())
  beforeEach(() => {
    asked = []
  })

  const callOf = (id: PersonId = 'root', tenantId?: string): Call =>
    desk.as(id, tenantId).reaching.call

  it('are actors with role, teams, organisation and the tenant of the call', async () => {
    const actors = await callOf('root', 'north').people.actors(['grace', 'ada', 'sue'])
    expect([...actors.keys()]).toEqual(['grace', 'ada', 'sue'])
    expect(actors.get('grace')).toEqual({ ...person('grace'), tenantId: 'north' })
    expect(actors.get('ada')).toEqual({ ...person('ada'), tenantId: 'north' })
    expect(actors.get('sue')).toMatchObject({ role: 'supervisor', tenantId: 'north' })
  })

  it('see as actors the tickets of their teams', async () => {
    const { id } = await desk.as('sue').tickets.create({
      subject: 'Invoice',
      description: 'x',
      teamId: 'billing',
      requesterId: 'ada',
    })
    const system = callOf().asSystem()
    const actors = await system.people.actors(['grace', 'hal', 'ada'])
    const sees = async (who: string) => {
      const actor = actors.get(who)
      if (!actor) throw new Error(`There is no actor ${who}.`)
      const { data } = await system.actAs(actor).core.tickets.list()
      return data.some((ticket) => ticket.id === id)
    }
    expect([await sees('grace'), await sees('hal'), await sees('ada')]).toEqual([true, false, true])
  })

  it('are no actors when they are unknown, erased, reserved or of another tenant', async () => {
    await desk.as('ben').tickets.create({ subject: 'x', description: 'x' })
    const { replacementId } = await desk.as('root').people.erase({ personId: 'ben' })
    const ids = ['gone', replacementId, 'system', 'nobody', 'guest:gone', 'eve']
    expect(await callOf().people.actors(ids)).toEqual(new Map())
    expect([...(await callOf('root', 'west').people.actors(ids)).keys()]).toEqual(['eve'])
  })

  it('are actors as guests, who are customers of this tenant', async () => {
    const { id } = await callOf().people.forEmail('lena@else.example', 'Lena')
    const actors = await callOf().people.actors([id])
    const tenantId = 'default'
    expect(actors.get(id)).toMatchObject({ id, name: 'Lena', role: 'customer', tenantId })
    expect(await callOf('root', 'west').people.actors([id])).toEqual(new Map())
    const actor = actors.get(id)
    if (!actor) throw new Error('The guest is no actor.')
    const acting = callOf().asSystem().actAs(actor)
    const ticket = await acting.core.tickets.create({ subject: 'x', description: 'x' })
    expect(ticket).toMatchObject({ requester: { id }, createdBy: { id } })
  })

  it('include the actor of the call, about whom the host is not asked', async () => {
    const { people: lookup } = callOf('grace')
    expect((await lookup.actors(['grace'])).get('grace')).toMatchObject({ teams: ['billing'] })
    expect(asked).toEqual([])
  })

  it('are looked up 200 at a time, and once for a call', async () => {
    const { people: lookup } = callOf()
    const ids = many.map(({ id }) => id)
    expect((await lookup.actors([...ids, ...ids])).size).toBe(450)
    expect(asked.map(({ length }) => length)).toEqual([200, 200, 50])
    await lookup.summaries([...ids, 'ada'])
    await lookup.actors(['ada', 'p1'])
    expect(await lookup.exists('p2')).toBe(true)
    expect(asked.slice(3)).toEqual([['ada']])
  })

  it('are found by address with the host first', async () => {
    expect(await callOf().people.forEmail('Ada@North.example', 'Somebody')).toEqual(person('ada'))
  })

  it('are guests when the host does not know their address, added once', async () => {
    const first = await callOf().people.forEmail('Nora@Else.example', 'Nora')
    expect(first).toMatchObject({ name: 'Nora', email: 'Nora@Else.example', role: 'customer' })
    expect(first.id).toMatch(/^guest:/)
    expect(await callOf().people.forEmail('nora@else.example')).toEqual(first)
    const together = await Promise.all(
      Array.from({ length: 5 }, () => callOf().people.forEmail('new@else.example')),
    )
    expect(new Set(together.map(({ id }) => id)).size).toBe(1)
  })

  it('are guests when the host names somebody of another tenant', async () => {
    expect((await callOf('root', 'west').people.forEmail('eve@west.example')).id).toBe('eve')
    expect((await callOf().people.forEmail('eve@west.example')).id).toMatch(/^guest:/)
  })

  it.each([
    ['no address', 'nobody', undefined, '/email'],
    ['an address that looks like another', 'mi\u212Ae@else.example', undefined, '/email'],
    ['two lines of a name', 'a@else.example', 'a\nb', '/name'],
  ])('are not found by %s', async (_what, email, name, path) => {
    await expect(callOf().people.forEmail(email, name)).rejects.toMatchObject({
      status: 400,
      errors: [{ path }],
    })
  })
})
