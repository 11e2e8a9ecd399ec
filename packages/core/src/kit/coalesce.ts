/**
 * Runs `work` one at a time. Calls that come while it runs share one more run, which begins
 * afterwards, so whoever calls is answered by a run that began after the call.
 */
export function coalesce<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  let next: Promise<T> | undefined

  function start(): Promise<T> {
    next = undefined
    const run = work().finally(() => {
      running = undefined
    })
    running = run
    return run
  }

  return () => {
    if (!running) return next ?? start()
    next ??= running.catch(() => undefined).then(start)
    return next
  }
}
