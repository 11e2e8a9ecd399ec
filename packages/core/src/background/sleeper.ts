/** A sleep that can be cut short. Its timer keeps the process alive. */

export interface Sleeper {
  /** Ends the sleep, or the next one if nobody sleeps. */
  wake(): void
  /** Ends the sleep after at most `ms` from now. */
  wakeIn(ms: number): void
  sleep(ms: number): Promise<void>
}

const longestTimer = 2 ** 31 - 1

export function createSleeper(): Sleeper {
  let wakeAt = Infinity
  let timer: NodeJS.Timeout | undefined
  let sleeping: (() => void) | undefined

  function arm(): void {
    clearTimeout(timer)
    if (!sleeping) return
    const left = Math.max(0, wakeAt - performance.now())
    timer = setTimeout(end, Math.min(left, longestTimer))
  }

  function end(): void {
    clearTimeout(timer)
    wakeAt = Infinity
    sleeping?.()
    sleeping = undefined
  }

  function wakeIn(ms: number): void {
    const at = performance.now() + Math.max(0, ms)
    if (at >= wakeAt) return
    wakeAt = at
    arm()
  }

  return {
    wakeIn,
    wake: () => (sleeping ? end() : wakeIn(0)),
    sleep(ms) {
      return new Promise((resolve) => {
        sleeping = resolve
        wakeIn(ms)
        arm()
      })
    },
  }
}
