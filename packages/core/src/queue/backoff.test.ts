import { expect, it } from 'vitest'
import { backoffMs, defaultMaxAttempts } from './backoff.ts'

it('doubles from a second up to an hour', () => {
  const longest = (attempts: number) => backoffMs(attempts, () => 1)
  expect([1, 2, 3, 4].map(longest)).toEqual([1_000, 2_000, 4_000, 8_000])
  expect(longest(12)).toBe(2_048_000)
  expect(longest(13)).toBe(3_600_000)
  expect(longest(2_000)).toBe(3_600_000)
})

it('lasts for hours, with the tries there are by default', () => {
  const pauses = Array.from({ length: defaultMaxAttempts - 1 }, (_, index) =>
    backoffMs(index + 1, () => 0.5),
  )
  const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3_600_000
  expect(hours).toBeCloseTo(4.07, 2)
})

it('lies anywhere below that', () => {
  expect(backoffMs(5, () => 0)).toBe(1)
  expect(backoffMs(5, () => 0.5)).toBe(8_000)
})
