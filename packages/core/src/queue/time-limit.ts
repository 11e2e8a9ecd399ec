/** Ends handlers that hang, so that they do not keep their slots forever. */

/** In milliseconds. A subscription or job may set another one. */
const defaultTimeLimit = 15 * 60 * 1_000

export function timeLimitOf(part: { readonly timeLimit?: number | null } = {}): number | null {
  return part.timeLimit === undefined ? defaultTimeLimit : part.timeLimit
}

interface Limits {
  /** Milliseconds until the signal is aborted. Null means no limit. */
  readonly limit: number | null
  /** Milliseconds that the handler then has to return. */
  readonly grace: number
}

/**
 * Runs a handler and aborts its signal at the limit. Rejects with an error that names the limit when the handler then
 * throws, or has not returned after `grace`. Its later outcome is ignored.
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
