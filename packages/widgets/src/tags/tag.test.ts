import { tags } from '@deskhand/plugin-tags'
import { createTestHelpdesk } from '@deskhand/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { createLocalizer } from '../terms/localizer.ts'
import { hasTag, isSameTag, nameKey, selectionOf, withoutTag } from './tag.ts'
import { tagFilterText, tagsFilterOf } from './tag-filter-text.ts'
import { withTagNames } from './tag-filter-values.ts'

const desk = await createTestHelpdesk({ plugins: [tags()] })
afterAll(() => desk.close())

describe('names of tags', () => {
  it.each([
    ['Billing', ' bILLING '],
    ['ﬁne', 'FINE'],
    ['ｖｉｐ', 'VIP'],
    ['in\u00advisible', 'invisible'],
    ['Straße', 'STRASSE'],
    ['a', 'b'],
    ['é', 'e'],
    ['cafe\u0301', 'café'],
  ])('%j and %j are the same here when they are the same to the server', async (one, other) => {
    const { tags: api } = desk.as('sue')
    const { id } = await api.create({ name: one })
    const isTaken = await api.create({ name: other }).then(
      async (made) => {
        await api.delete({ tagId: made.id })
        return false
      },
      ({ code }) => code === 'name_taken',
    )
    expect(nameKey(one) === nameKey(other)).toBe(isTaken)
    await api.delete({ tagId: id })
  })

  it('tell tags apart where there are no ids', () => {
    const known = { id: '1', name: 'vip' }
    expect(isSameTag(known, { name: 'VIP' })).toBe(true)
    expect(isSameTag(known, { id: '1', name: 'renamed' })).toBe(true)
    expect(isSameTag(known, { id: '2', name: 'vip' })).toBe(false)
    expect(hasTag([known], { name: 'vip ' })).toBe(true)
    expect(withoutTag([known, { name: 'new' }], { name: 'NEW' })).toEqual([known])
    expect(selectionOf([known, { name: 'new' }])).toEqual({ names: ['new'], tagIds: ['1'] })
  })
})

describe('the filter by tags', () => {
  const localizer = createLocalizer('en')

  it('is read from anything', () => {
    expect(tagsFilterOf({})).toEqual({})
    expect(tagsFilterOf({ tags: 'vip' })).toEqual({})
    expect(tagsFilterOf({ tags: { any: 'vip', all: ['a', 1, ' '], none: [] } })).toEqual({
      all: ['a'],
    })
  })

  it('is changed one list at a time, and gone when all are empty', () => {
    expect(withTagNames({ any: ['a'] }, 'none', ['b'])).toEqual({ any: ['a'], none: ['b'] })
    expect(withTagNames({ any: ['a'], none: ['b'] }, 'none', [])).toEqual({ any: ['a'] })
    expect(withTagNames({ any: ['a'] }, 'any', [])).toBeUndefined()
  })

  it('is told in words', () => {
    const text = (filter: object) => tagFilterText({ tags: filter }, localizer)
    expect(text({})).toBeUndefined()
    expect(text({ any: ['vip', 'billing'] })).toBe('Tags: vip or billing')
    expect(text({ all: ['a', 'b'], none: ['c', 'd'] })).toBe(
      'Tags, all of: a and b · Without the tags: c or d',
    )
  })
})
