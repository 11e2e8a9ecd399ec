/** Hooks hold a transaction open, so they get little time. */
import { HelpdeskError } from '../kit/errors.ts'

const hookDeadlineMs = 5_000

/** Runs a hook, or throws `hook_timeout` (500), which rolls the operation back. */
export async function withDeadline<T>(
  what: string,
  work: () => Promise<T> | T,
  ms = hookDeadlineMs,
): Promise<T> {
  const started = work()
  if (!(started instanceof Promise)) return started
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(hookTimeout(what, ms)), ms)
  })
  try {
    return await Promise.race([started, late])
  } finally {
    clearTimeout(timer)
  }
}

function hookTimeout(what: string, ms: number): HelpdeskError {
  return new HelpdeskError({
    code: 'hook_timeout',
    status: 500,
    detail: `The hook "${what}" took over ${ms} ms. Hooks do no I/O; use a subscription or a job for slow work.`,
  })
}
