/** Handlers that hang must not keep their slots for ever. */

/** In milliseconds, unless the subscription or job says otherwise. */
const defaultTimeLimit = 15 * 60 * 1_000

export function timeLimitOf(part: { readonly timeLimit?: number | null } = {}): number | null {
  return part.timeLimit === undefined ? defaultTimeLimit : part.timeLimit
}

interface Limits {
  /** Milliseconds until the signal is aborted; null is no limit. */
  readonly limit: number | null
  /** Milliseconds that a handler then has to end normally. */
  readonly grace: number
}

/**
 * Runs a handler. At the limit its signal is aborted; a handler that throws afterwards, or has not ended after
 * `grace`, has failed because of the limit. What becomes of it later is ignored.
 */
export async function withinLimit(
  run: (signal: AbortSignal) => Promise<void>,
  abort: AbortController,
  { limit, grace }: Limits,
): Promise<void> {
  const running = run(abort.signal)
  if (limit === null) return running
  let timer: NodeJS.Timeout | undefined
  let exceeded: Error | undefined
  const hanging = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = limitExceeded(limit)
      exceeded = error
      abort.abort(error)
      timer = setTimeout(() => reject(error), grace).unref()
    }, limit).unref()
  })
  try {
    await Promise.race([running, hanging])
  } catch (error) {
    throw exceeded ?? error
  } finally {
    clearTimeout(timer)
  }
}

function limitExceeded(limit: number): Error {
  return new Error(
    `It did not end within its time limit of ${limit} ms. Split the work up, or set a longer timeLimit.`,
  )
}
