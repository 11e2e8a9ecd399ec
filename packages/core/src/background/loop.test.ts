import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createLoop } from './loop.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }

it('begins no other pass once it is told to stop, though it was woken before', async () => {
  let passes = 0
  const loop = createLoop({
    pass: async () => void passes++,
    pollMs: 60_000,
    logger: silent,
  })
  loop.start()
  await expect.poll(() => passes).toBe(1)
  loop.wake()
  await setImmediate()
  await loop.stop()
  expect(passes).toBe(1)
})
