import { setTimeout as pause } from 'node:timers/promises'

/** Waits for `promise`, but no longer than `ms`. */
export async function sooner(promise: Promise<unknown>, ms: number): Promise<void> {
  const enough = new AbortController()
  const late = pause(Math.max(0, ms), undefined, { signal: enough.signal }).catch(() => undefined)
  try {
    await Promise.race([promise, late])
  } finally {
    enough.abort()
  }
}
