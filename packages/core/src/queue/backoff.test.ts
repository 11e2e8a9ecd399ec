import { expect, it } from 'vitest'
import { backoffMs } from './backoff.ts'

it('doubles from a second up to an hour', () => {
  const longest = (attempts: number) => backoffMs(attempts, () => 1)
  expect([1, 2, 3, 4].map(longest)).toEqual([1_000, 2_000, 4_000, 8_000])
  expect(longest(12)).toBe(2_048_000)
  expect(longest(13)).toBe(3_600_000)
  expect(longest(2_000)).toBe(3_600_000)
})

it('lies anywhere below that', () => {
  expect(backoffMs(5, () => 0)).toBe(0)
  expect(backoffMs(5, () => 0.5)).toBe(8_000)
})
