import { expect, it } from 'vitest'
import { measureSizes } from '../scripts/sizes.ts'

it('keeps every element, and all of them together, within its budget', async () => {
  const sizes = await measureSizes()
  expect(sizes.length).toBeGreaterThan(10)
  const over = sizes.filter(({ size, budget }) => size > budget)
  expect(over.map(({ name, size, budget }) => `${name}: ${size} of ${budget} KB`)).toEqual([])
})
