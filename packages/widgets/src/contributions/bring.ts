/** The code of contributions, before what they stand in is shown. */
import type { Contribution } from './contribution.ts'

/** After it, things are shown without what is still on its way, in milliseconds. */
const patience = 3_000

/**
 * Loads their elements, so that a page can show all at once and nothing moves under a person's eyes. Waits
 * for a slow one for a while only, and never fails: the slot says what has failed.
 */
export function bring(loads: readonly Contribution['load'][]): Promise<unknown> {
  return Promise.race([
    Promise.allSettled(loads.map(async (load) => load?.())),
    new Promise((resolve) => setTimeout(resolve, patience)),
  ])
}
