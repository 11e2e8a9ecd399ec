import { describe, expect, it } from 'vitest'
import { dayOf, daysOf, lastDays, rangeOf } from './days.ts'
import { isSame, tidy, toggled, withFilters, within } from './filter-values.ts'

describe('filters', () => {
  it('leave out whatever asks for nothing', () => {
    const filters = { status: [], tags: { any: [], all: [] }, query: '', created: {}, number: 0 }
    expect(tidy(filters)).toEqual({ number: 0 })
    expect(withFilters({ status: ['open'], assignee: 'me' }, { assignee: undefined })).toEqual({
      status: ['open'],
    })
  })

  it('are the same in any order', () => {
    expect(isSame({ assignee: 'me', status: ['new'] }, { status: ['new'], assignee: 'me' })).toBe(
      true,
    )
    expect(isSame({ status: ['new'] }, { status: ['open'] })).toBe(false)
  })

  it('choose only what fixed ones leave open', () => {
    const fixed = { assignee: 'me', status: ['new', 'open'] } as const
    expect(within({}, fixed)).toEqual(fixed)
    expect(within({ status: ['open', 'closed'], priority: ['high'] }, fixed)).toEqual({
      assignee: 'me',
      status: ['open'],
      priority: ['high'],
    })
    expect(within({ status: ['closed'], assignee: 'hal' }, fixed)).toEqual(fixed)
  })

  it('are toggled one value at a time', () => {
    expect(toggled(undefined, 'a')).toEqual(['a'])
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
  })
})

describe('days', () => {
  it('become moments of the own time zone, to the end of the last day', () => {
    const range = rangeOf({ first: '2026-03-01', last: '2026-03-01' })
    expect(range).toEqual({
      from: new Date(2026, 2, 1).toISOString(),
      to: new Date(2026, 2, 2).toISOString(),
    })
    expect(daysOf(range)).toEqual({ first: '2026-03-01', last: '2026-03-01' })
  })

  it('may have one end, or none', () => {
    expect(rangeOf({ first: '', last: '2026-12-31' })).toEqual({
      to: new Date(2027, 0, 1).toISOString(),
    })
    expect(rangeOf({ first: '', last: 'soon' })).toBeUndefined()
    expect(daysOf()).toEqual({ first: '', last: '' })
    expect(dayOf('soon')).toBe('')
  })

  it('count back from today', () => {
    const now = new Date(2026, 2, 2, 9)
    expect(lastDays(1, now).first).toBe('2026-03-02')
    expect(lastDays(7, now)).toEqual({ first: '2026-02-24', last: '' })
  })
})
