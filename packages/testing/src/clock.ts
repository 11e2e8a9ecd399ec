import type { Clock } from '@deskhand/core'

/** A clock that stands still until the test moves it. */
export interface TestClock extends Clock {
  set(time: Date): void
  advance(ms: number): void
}

export const minutes = 60_000
export const days = 24 * 60 * minutes

export function testClock(start: Date = new Date('2026-03-02T09:00:00.000Z')): TestClock {
  let time = start.getTime()
  return {
    now: () => new Date(time),
    set: (to) => {
      time = to.getTime()
    },
    advance: (ms) => {
      time += ms
    },
  }
}
