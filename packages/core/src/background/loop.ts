/** Calls `pass` whenever it is woken, and now and then anyway. It outlives every error. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '../kit/ports.ts'
import { createSleeper } from './sleeper.ts'

export interface LoopOptions {
  /** One round of work. */
  pass(): Promise<unknown>
  /** The longest sleep, about. */
  readonly pollMs: number
  readonly logger: Logger
  /** Between two passes, so that many commits are looked at together. The first one waits for nothing. */
  readonly breathMs?: number
}

export interface Loop {
  start(): void
  /** Resolves when the last pass has ended. */
  stop(): Promise<void>
  wake(): void
  wakeIn(ms: number): void
}

const longestBackoffMs = 30_000

export function createLoop({ pass, pollMs, logger, breathMs = 25 }: LoopOptions): Loop {
  const sleeper = createSleeper()
  let stopping = new AbortController()
  let running: Promise<void> | undefined

  async function run({ signal }: AbortController): Promise<void> {
    let failures = 0
    let lastPass = -Infinity
    while (!signal.aborted) {
      await unlessAborted(lastPass + breathMs - performance.now(), signal)
      if (signal.aborted) return
      try {
        await pass()
        failures = 0
      } catch (error) {
        failures++
        logger.error('Background work was interrupted and goes on in a moment.', {
          error,
          failures,
        })
        await unlessAborted(backoff(failures), signal)
      }
      lastPass = performance.now()
      if (!signal.aborted && failures === 0)
        await sleeper.sleep(pollMs * (0.75 + Math.random() / 2))
    }
  }

  return {
    start() {
      stopping = new AbortController()
      running ??= run(stopping)
    },
    async stop() {
      stopping.abort()
      sleeper.wake()
      await running
      running = undefined
    },
    wake: () => sleeper.wake(),
    wakeIn: (ms) => sleeper.wakeIn(ms),
  }
}

function backoff(failures: number): number {
  return Math.min(250 * 2 ** failures, longestBackoffMs) * (0.5 + Math.random() / 2)
}

async function unlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await pause(ms, undefined, { signal }).catch(() => undefined)
}
