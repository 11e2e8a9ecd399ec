/** How long to wait before another try. */

const firstPause = 1_000
const longestPause = 60 * 60 * 1_000

/** Unless a job says otherwise. They last for hours, so that an outage of hours is outlived. */
export const defaultMaxAttempts = 20

/**
 * Exponential with full jitter: anywhere below a limit that doubles with each try, so that what
 * failed together is not tried again together. Never 0, so one round does not try the same work twice.
 */
export function backoffMs(attempts: number, random: () => number = Math.random): number {
  const limit = Math.min(firstPause * 2 ** (attempts - 1), longestPause)
  return Math.max(1, Math.round(random() * limit))
}
