import { setImmediate } from 'node:timers/promises'
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

it('pauses between two passes, so that it looks at many commits together', async () => {
  let passes = 0
  const pass = async () => void passes++
  const patient = createLoop({ pass, pollMs: never, breathMs: never, logger: silent })
  patient.start()
  for (let commits = 0; commits < 200; commits++) {
    patient.wake()
    await setImmediate()
  }
  expect(passes).toBe(1)
  await patient.stop()

  const quick = createLoop({ pass, pollMs: never, breathMs: 1, logger: silent })
  quick.start()
  for (let seen = 2; seen < 5; seen++) {
    await expect.poll(() => passes).toBe(seen)
    quick.wake()
  }
  await quick.stop()
})
