import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSleeper } from './sleeper.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** How long a sleep takes, in milliseconds. */
async function timed(sleep: Promise<void>): Promise<number> {
  const startedAt = performance.now()
  const ended = sleep.then(() => performance.now() - startedAt)
  await vi.runAllTimersAsync()
  return ended
}

it('sleeps as long as it is told', async () => {
  const sleeper = createSleeper()
  expect(await timed(sleeper.sleep(20))).toBe(20)
  expect(await timed(sleeper.sleep(20))).toBe(20)
})

it('is woken', async () => {
  const sleeper = createSleeper()
  const sleep = sleeper.sleep(60_000)
  sleeper.wake()
  expect(await timed(sleep)).toBe(0)
})

it('remembers a call that came while nobody slept, once', async () => {
  const sleeper = createSleeper()
  sleeper.wake()
  sleeper.wake()
  expect(await timed(sleeper.sleep(60_000))).toBe(0)
  expect(await timed(sleeper.sleep(30))).toBe(30)
})

it('takes the earliest of several times', async () => {
  const sleeper = createSleeper()
  sleeper.wakeIn(20)
  const sleep = sleeper.sleep(60_000)
  sleeper.wakeIn(50_000)
  expect(await timed(sleep)).toBe(20)
})

it('does not mind a time that no timer can hold', async () => {
  const sleeper = createSleeper()
  const end = vi.fn()
  void sleeper.sleep(Number.MAX_SAFE_INTEGER).then(end)
  await vi.advanceTimersByTimeAsync(1_000_000)
  expect(end).not.toHaveBeenCalled()
  sleeper.wake()
  await vi.waitFor(() => expect(end).toHaveBeenCalled())
})
