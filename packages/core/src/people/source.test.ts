/** What a host hears when its own functions give back something else than they should. */
import { createTestHelpdesk, everyone, type TestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HelpdeskOptions } from '../options.ts'
import type { PeopleSource } from './types.ts'

type Given = {
  -readonly [Name in 'resolve' | 'search' | 'findByEmail' | 'scope' | 'can']?: unknown
}

const ada = { id: 'ada', role: 'customer', name: 'Ada' }
const known = (ids: readonly string[]) => everyone.filter(({ id }) => ids.includes(id))

describe('a helpdesk whose host', () => {
  /** What the host's functions give back; what is not set is right. */
  let given: Given = {}
  let desk: TestHelpdesk
  const log: { message: string; fields: unknown }[] = []

  beforeAll(async () => {
    const note = (message: string, fields?: unknown) => void log.push({ message, fields })
    const giveOr = (name: keyof Given, right: unknown) => (name in given ? given[name] : right)
    const people: PeopleSource = {
      resolve: async (ids) => giveOr('resolve', known(ids)) as never,
      search: async () => giveOr('search', []) as never,
      findByEmail: async () => giveOr('findByEmail', null) as never,
    }
    desk = await createTestHelpdesk({
      people,
      scope: (() => giveOr('scope', undefined)) as NonNullable<HelpdeskOptions['scope']>,
      can: (() => giveOr('can', undefined)) as NonNullable<HelpdeskOptions['can']>,
      logger: { debug: () => {}, info: () => {}, warn: note, error: note },
    })
    await desk.as('ada').tickets.create({ subject: 'Help', description: 'x' })
  })
  afterAll(() => desk.close())

  async function withGiven<T>(what: Given, work: () => Promise<T>): Promise<T> {
    given = what
    log.length = 0
    try {
      return await work()
    } finally {
      given = {}
    }
  }

  const list = () => desk.as('grace').tickets.list()
  const search = () => desk.as('grace').people.search({ query: 'ada' })
  const openFor = (requesterId: string) =>
    desk.as('grace').tickets.create({ subject: 'x', description: 'x', requesterId })
  const openForEmail = () =>
    desk
      .as('grace')
      .tickets.create({ subject: 'x', description: 'x', requesterEmail: 'ada@north.example' })

  const person = 'A person is { id, role, name, email }, with the id as text and role one of'

  it.each<[what: string, message: string, what: Given]>([
    [
      'numbers as ids',
      `people.resolve returned 7 as the id of a person. It must be a string. ${person}`,
      { resolve: [{ id: 7, role: 'agent' }] },
    ],
    [
      'the result of a query',
      `people.resolve returned an object with rows, rowCount. Return an array of people. ${person}`,
      { resolve: { rows: [ada], rowCount: 1 } },
    ],
    ['nothing', 'people.resolve returned undefined. Return an array', { resolve: undefined }],
    ['a map', 'people.resolve returned an object. Return an array', { resolve: new Map() }],
    ['gaps', 'people.resolve returned undefined as a person. It must', { resolve: [undefined] }],
    [
      'a person without a role',
      'people.resolve returned undefined as the role of the person "ada". It must be "customer", "agent", "supervisor" or "admin".',
      { resolve: [{ id: 'ada' }] },
    ],
    [
      'a role of its own',
      'people.resolve returned "owner" as the role of the person "ada".',
      { resolve: [{ id: 'ada', role: 'owner' }] },
    ],
    [
      'a number as a name',
      'people.resolve returned 1 as the name of the person "ada". It must be a string.',
      { resolve: [{ ...ada, name: 1 }] },
    ],
    [
      'one team as text',
      'returned a string as the teams of the person "ada". It must be an array.',
      { resolve: [{ ...ada, teams: 'billing' }] },
    ],
    [
      'everybody',
      'people.resolve returned the person "carl", whom nobody asked for. Return only people whose id',
      { resolve: everyone },
    ],
  ])('resolves %s', async (_what, message, what) => {
    await withGiven(what, async () => {
      await expect(list()).rejects.toThrow(TypeError)
      await expect(list()).rejects.toThrow(message)
    })
  })

  it('answers HTTP with 500, and the log has the sentence', async () => {
    const response = await withGiven({ resolve: { rows: [] } }, () =>
      desk.request('grace', 'GET', '/tickets'),
    )
    expect(response.status).toBe(500)
    const told = log.map(({ fields }) => String((fields as { error?: unknown }).error))
    expect(told).toEqual([expect.stringContaining('people.resolve returned an object with rows.')])
  })

  it('resolves another spelling of an id: nobody has it', async () => {
    const seven = [{ id: '7', role: 'customer' }]
    await withGiven({ resolve: seven }, async () => {
      await expect(openFor('007')).rejects.toMatchObject({
        status: 400,
        errors: [{ path: '/requesterId', message: 'Nobody has the id "007".' }],
      })
      expect(log.map(({ message }) => message)).toEqual([
        expect.stringContaining('returned the person "7", whom nobody asked for.'),
      ])
    })
  })

  it('resolves a person twice', async () => {
    const { requester } = await withGiven({ resolve: [ada, ada] }, () => openFor('ada'))
    expect(requester.name).toBe('Ada')
  })

  it.each<[what: string, message: string, found: unknown]>([
    ['rows', 'people.search returned an object with rows. Return an array', { rows: [] }],
    ['ids', 'people.search returned a string as a person.', ['ada']],
    ['numbers as ids', 'people.search returned 7 as the id', [{ id: 7, role: 'agent' }]],
  ])('searches and finds %s', async (_what, message, found) => {
    await withGiven({ search: found }, async () => {
      await expect(search()).rejects.toThrow(TypeError)
      await expect(search()).rejects.toThrow(message)
    })
  })

  it.each<[what: string, message: string, found: unknown]>([
    ['a list', 'people.findByEmail returned an array as a person. It must be an object.', [ada]],
    ['an id', 'people.findByEmail returned a string as a person.', 'ada'],
    [
      'a person without a role',
      'returned undefined as the role of the person "ada"',
      { id: 'ada' },
    ],
  ])('finds by email %s', async (_what, message, found) => {
    await withGiven({ findByEmail: found }, async () => {
      await expect(openForEmail()).rejects.toThrow(TypeError)
      await expect(openForEmail()).rejects.toThrow(message)
    })
  })

  it('finds nobody by email, as undefined', async () => {
    const { requester } = await withGiven({ findByEmail: undefined }, openForEmail)
    expect(requester.id).toMatch(/^guest:/)
  })

  it.each<[what: string, message: string, scope: unknown]>([
    [
      'a promise',
      'scope returned a Promise. Return a scope such as',
      Promise.resolve({ all: true }),
    ],
    ['a role', 'scope returned a string. Return a scope such as', 'all'],
    ['null', 'scope returned null. Return a scope such as', null],
    [
      'a word it does not know',
      'scope returned something unknown as "organizations". Did you mean "organisations"?',
      { organizations: ['north'] },
    ],
    ['one team', 'scope returned a string as "teams". It must be an array.', { teams: 'billing' }],
    ['a null among teams', 'scope returned null as "teams[0]".', { teams: [null] }],
  ])('gives as scope %s', async (_what, message, scope) => {
    await withGiven({ scope }, async () => {
      await expect(list()).rejects.toThrow(TypeError)
      await expect(list()).rejects.toThrow(message)
    })
  })

  it('says with more than true or false what somebody can', async () => {
    await withGiven({ can: { allowed: false } }, () =>
      expect(list()).rejects.toThrow('can returned an object. Return true or false.'),
    )
    await withGiven({ can: false }, () => expect(list()).rejects.toMatchObject({ status: 403 }))
    await withGiven({ can: null }, () => expect(list()).resolves.toBeDefined())
  })
})
