import { expect, it } from 'vitest'
import { createPace } from './pace.ts'

it('claims one row per slot of handlers that are unknown or slow', () => {
  const pace = createPace()
  expect(pace.batchSize('x', 3)).toBe(3)
  pace.note('x', 60_000)
  expect(pace.batchSize('x', 3)).toBe(3)
})

it('claims as many rows of quick handlers as they run in 100 ms, up to twenty', () => {
  const pace = createPace()
  pace.note('x', 30)
  expect([1, 3].map((slots) => pace.batchSize('x', slots))).toEqual([3, 10])
  pace.note('y', 0)
  expect([1, 3, 40].map((slots) => pace.batchSize('y', slots))).toEqual([20, 20, 40])
})

it('forgets a slow run after some quick ones', () => {
  const pace = createPace()
  pace.note('x', 0)
  pace.note('x', 1_000)
  expect(pace.batchSize('x', 3)).toBe(3)
  for (let n = 0; n < 20; n++) pace.note('x', 0)
  expect(pace.batchSize('x', 3)).toBe(20)
})
