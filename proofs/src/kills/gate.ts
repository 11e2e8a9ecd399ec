/** Lets requests through while the host lives, and tells a kill from a failure. */
import { setImmediate } from 'node:timers/promises'

export interface Gate {
  /**
   * Waits until the gate is open and makes a request. `lost` is called when the host was killed
   * meanwhile; an error without a kill is thrown.
   */
  pass<T>(request: (url: string) => Promise<T>, lost: () => void): Promise<T | undefined>
  open(url: string): void
  /** Resolves when so many requests have been answered since the gate was opened. */
  answers(count: number): Promise<void>
  /** No more requests. Call it before the kill. */
  close(): void
  /** Once closed: resolves when no request is under way. */
  idle(): Promise<void>
}

export function createGate(): Gate {
  let way = Promise.withResolvers<string>()
  let opened = 0
  let isOpen = false
  const underWay = new Set<Promise<unknown>>()
  let answered = 0
  let awaited = { count: Number.POSITIVE_INFINITY, reached: () => {} }

  return {
    async pass(request, lost) {
      const url = await way.promise
      if (!isOpen) return undefined
      const at = opened
      const asked = request(url)
      underWay.add(asked)
      try {
        const answer = await asked
        if (++answered >= awaited.count) awaited.reached()
        return answer
      } catch (error) {
        if (isOpen && at === opened) throw error
        lost()
        return undefined
      } finally {
        underWay.delete(asked)
      }
    },
    open(url) {
      opened++
      answered = 0
      isOpen = true
      way.resolve(url)
    },
    answers(count) {
      const { promise, resolve } = Promise.withResolvers<void>()
      awaited = { count, reached: resolve }
      if (answered >= count) resolve()
      return promise
    },
    close() {
      isOpen = false
      way = Promise.withResolvers()
    },
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
      // Whoever asked has noted the answer by then.
      await setImmediate()
    },
  }
}
