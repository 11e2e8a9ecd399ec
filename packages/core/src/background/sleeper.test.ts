import { expect, it } from 'vitest'
import { createSleeper } from './sleeper.ts'

async function timed(sleep: Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await sleep
  return performance.now() - startedAt
}

it('sleeps as long as it is told', async () => {
  const sleeper = createSleeper()
  expect(await timed(sleeper.sleep(20))).toBeGreaterThanOrEqual(18)
  expect(await timed(sleeper.sleep(20))).toBeGreaterThanOrEqual(18)
})

it('is woken', async () => {
  const sleeper = createSleeper()
  const sleep = timed(sleeper.sleep(60_000))
  sleeper.wake()
  expect(await sleep).toBeLessThan(30_000)
})

it('remembers a call that came while nobody slept, once', async () => {
  const sleeper = createSleeper()
  sleeper.wake()
  sleeper.wake()
  expect(await timed(sleeper.sleep(60_000))).toBeLessThan(30_000)
  expect(await timed(sleeper.sleep(30))).toBeGreaterThanOrEqual(28)
})

it('takes the earliest of several times', async () => {
  const sleeper = createSleeper()
  sleeper.wakeIn(20)
  const sleep = timed(sleeper.sleep(60_000))
  sleeper.wakeIn(50_000)
  expect(await sleep).toBeLessThan(30_000)
})

it('does not mind a time that no timer can hold', async () => {
  const sleeper = createSleeper()
  const sleep = timed(sleeper.sleep(Number.MAX_SAFE_INTEGER))
  setTimeout(() => sleeper.wake(), 5)
  expect(await sleep).toBeGreaterThanOrEqual(4)
})
