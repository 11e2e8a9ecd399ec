import { describe, expect, it } from 'vitest'
import { createRecent } from './recent.ts'

function setUp(size = 10) {
  let at = 0
  let made = 0
  const recent = createRecent({ lifetimeMs: 1_000, size, now: () => new Date(at) })
  return {
    get: (key: string) => recent(key, () => (made += 1)),
    moveTo: (ms: number) => {
      at = ms
    },
  }
}

describe('what was found recently', () => {
  it('is found once, until its lifetime ends', () => {
    const { get, moveTo } = setUp()
    expect([get('a'), get('a'), get('b')]).toEqual([1, 1, 2])
    moveTo(999)
    expect(get('a')).toBe(1)
    moveTo(1_000)
    expect(get('a')).toBe(3)
    moveTo(1_999)
    expect(get('a')).toBe(3)
  })

  it('does not outlive a clock that is set back', () => {
    const { get, moveTo } = setUp()
    moveTo(100_000)
    get('a')
    moveTo(0)
    expect(get('a')).toBe(2)
  })

  it('is forgotten when there is too much, the oldest first', () => {
    const { get } = setUp(2)
    expect(['a', 'b', 'c'].map(get)).toEqual([1, 2, 3])
    expect(['c', 'b'].map(get)).toEqual([3, 2])
    expect(get('a')).toBe(4)
  })
})
