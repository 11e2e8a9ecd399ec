/** One ear for all that listen in this process: on Postgres it costs a connection. */
import type { Storage } from '../types.ts'

type Listen = Storage['listen']

export function sharedListening(listen: Listen): Listen {
  const wakes = new Set<() => void>()
  let ear: Promise<() => Promise<void>> | undefined

  const wakeAll = () => {
    for (const wake of wakes) wake()
  }

  return async (wake) => {
    const own = () => wake()
    wakes.add(own)
    ear ??= listen(wakeAll)
    try {
      await ear
    } catch (error) {
      wakes.delete(own)
      ear = undefined
      throw error
    }
    return async () => {
      if (!wakes.delete(own) || wakes.size > 0) return
      const last = ear
      ear = undefined
      await (await last)?.()
    }
  }
}
