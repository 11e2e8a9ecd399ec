import { createTestHelpdesk } from '@deskhand/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { inProcessClient, sessionOf, TestHost } from '../../test/support/in-process.ts'
import { initialsOf, toneOf } from './avatar.ts'
import { PeopleSearch } from './people-search.ts'

describe('initials', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['grace', 'G'],
    ['Jean-Luc van der Berg', 'JB'],
    ['山田 太郎', '山太'],
    ['😀 Smile', '😀S'],
    ['  ', ''],
  ])('of %j are %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })

  it('have always the same colour', () => {
    expect(toneOf('ada')).toBe(toneOf('ada'))
    expect(new Set(['ada', 'ben', 'carl', 'grace', 'hal'].map(toneOf)).size).toBeGreaterThan(2)
  })
})

describe('a search for people', async () => {
  const desk = await createTestHelpdesk()
  afterAll(() => desk.close())
  const asked: string[] = []
  const client = inProcessClient(desk, 'grace', {
    before: ({ url }) => {
      if (url.includes('/people')) asked.push(new URL(url).searchParams.get('query') ?? '')
      return undefined
    },
  })
  const host = new TestHost()
  host.session = await sessionOf(client)

  it('asks once typing pauses, for what was typed last', async () => {
    const search = new PeopleSearch(host)
    for (const typed of ['g', 'gr', 'gra ']) search.search(typed)
    expect(search.isSearching).toBe(true)
    await expect.poll(() => search.results.map(({ name }) => name)).toEqual(['Grace'])
    expect([asked, search.isSearching]).toEqual([['gra'], false])
    search.search('')
    await expect.poll(() => search.results).toEqual([])
    expect(asked).toEqual(['gra'])
  })

  it('says when it could not be done, and stops with its host', async () => {
    const customer = new TestHost()
    customer.session = await sessionOf(inProcessClient(desk, 'ada'))
    const search = new PeopleSearch(customer)
    search.search('gr')
    await expect.poll(() => search.error).toMatchObject({ status: 403 })
    search.search('ha')
    customer.disconnect()
    expect(search.isSearching).toBe(false)
  })
})
