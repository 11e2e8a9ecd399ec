import { describe, expect, it } from 'vitest'
import { rangeOf } from '../filters/days.ts'
import { readUrl, writeUrl } from './url-state.ts'

const names = ['status', 'assignee', 'created', 'tags', 'sort']

describe('the address', () => {
  it('holds filters of any shape, and gives them back', () => {
    const values = {
      status: ['open', 'new'],
      assignee: 'me',
      created: rangeOf({ first: '2026-03-01', last: '2026-03-04' }),
      tags: { any: ['billing & more'], none: ['spam'] },
    }
    const search = writeUrl('', '', names, values)
    expect(search).toBe(
      '?status[]=open&status[]=new&assignee=me&created[from]=2026-03-01&created[to]=2026-03-05' +
        '&tags[any][]=billing+%26+more&tags[none][]=spam',
    )
    expect(readUrl(search, '', names)).toEqual(values)
  })

  it('keeps what belongs to others, and two lists apart', () => {
    const first = writeUrl('?tab=2&status=x', 'mine.', names, { status: ['open'] })
    const both = writeUrl(first, 'team.', names, { status: ['new'], sort: 'updated' })
    expect(both).toBe('?tab=2&status=x&mine.status[]=open&team.status[]=new&team.sort=updated')
    expect(readUrl(both, 'mine.', names)).toEqual({ status: ['open'] })
    expect(writeUrl(both, 'team.', names, undefined)).toBe(first)
  })

  it('tells nothing set from nothing said', () => {
    expect(readUrl('?tab=2', '', names)).toBeUndefined()
    expect(writeUrl('?status[]=open', '', names, {})).toBe('?filters=none')
    expect(readUrl('?filters=none', '', names)).toEqual({})
  })

  it('is no way to anything but plain values', () => {
    const search = '?status[__proto__][x]=1&status[constructor]=2&__proto__[x]=3&status[a=4'
    expect(readUrl(search, '', names)).toEqual({ status: { constructor: '2' } })
    expect(({} as { x?: string }).x).toBeUndefined()
  })
})
