import { setTimeout as pause, setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createLoop } from './loop.ts'

const never = 10 * 60_000
const silent = { debug() {}, info() {}, warn() {}, error() {} }

it('begins no other pass once it is told to stop, though it was woken before', async () => {
  let passes = 0
  const loop = createLoop({
    pass: async () => void passes++,
    pollMs: never,
    breathMs: never,
    logger: silent,
  })
  loop.start()
  await expect.poll(() => passes).toBe(1)
  loop.wake()
  await setImmediate()
  await loop.stop()
  expect(passes).toBe(1)
})

it('looks at a stream of commits a few at a time', async () => {
  const breathMs = 25
  let passes = 0
  const loop = createLoop({
    pass: async () => void passes++,
    pollMs: never,
    breathMs,
    logger: silent,
  })
  const startedAt = performance.now()
  loop.start()
  for (let commits = 0; commits < 200; commits++) {
    loop.wake()
    await pause(1)
  }
  await loop.stop()
  // A timer may be a millisecond early.
  const breaths = (performance.now() - startedAt) / (breathMs - 1)
  expect(passes).toBeGreaterThan(1)
  expect(passes).toBeLessThanOrEqual(breaths + 1)
})
