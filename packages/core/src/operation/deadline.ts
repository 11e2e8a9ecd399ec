/** Limits the time of what holds a transaction open: hooks and feeds. */
import type { Storage } from '../db/types.ts'
import { HelpdeskError } from '../kit/errors.ts'

export const hookDeadlineMs = 5_000

/**
 * Runs a hook, or throws `hook_timeout` (500), which rolls the operation back. A hook that runs on cannot write
 * any more, even if the host commits its transaction.
 */
export async function withDeadline<T>(
  storage: Pick<Storage, 'abandon'>,
  what: string,
  work: () => PromiseLike<T> | T,
  ms = hookDeadlineMs,
): Promise<T> {
  const started = work()
  if (!isPromise(started)) return started
  let timeout: HelpdeskError | undefined
  try {
    return await inTime(started, ms, () => {
      timeout = hookTimeout(what, ms)
      return timeout
    })
  } catch (error) {
    if (timeout) storage.abandon(timeout)
    throw error
  }
}

/** A hook may return a statement of `call.db`, which is not a `Promise`. */
function isPromise<T>(value: PromiseLike<T> | T): value is PromiseLike<T> {
  return typeof (value as PromiseLike<T> | null | undefined)?.then === 'function'
}

/** Rejects with `late()` when `started` takes longer than `ms`, and with the reason of `signal` at once. */
export async function inTime<T>(
  started: PromiseLike<T>,
  ms: number,
  late: () => Error,
  signal?: AbortSignal,
): Promise<T> {
  const { promise: end, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(late()), ms)
  const abort = () => reject(signal?.reason)
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort)
  try {
    return await Promise.race([started, end])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

function hookTimeout(what: string, ms: number): HelpdeskError {
  return new HelpdeskError({
    code: 'hook_timeout',
    status: 500,
    detail: `The hook "${what}" took over ${ms} ms. Hooks do no I/O; use a subscription or a job for slow work.`,
  })
}
