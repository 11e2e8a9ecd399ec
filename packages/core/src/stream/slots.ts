/** How many streams there are, of a person and altogether. */
import { HelpdeskError } from '../kit/errors.ts'
import type { CallActor } from '../people/types.ts'
import type { StreamSettings } from './types.ts'

export interface Slots {
  /** Gives back how to free it. Throws `too_many_streams` (429) or `streams_full` (503). */
  take(actor: CallActor): () => void
}

const retryAfterSeconds = 30

export function createSlots({ perActor, perProcess }: StreamSettings): Slots {
  const taken = new Map<string, number>()
  let total = 0
  return {
    take({ tenantId, id }) {
      const key = JSON.stringify([tenantId, id])
      const own = taken.get(key) ?? 0
      if (own >= perActor) throw tooMany(perActor)
      if (total >= perProcess) throw full()
      taken.set(key, own + 1)
      total += 1
      return () => {
        total -= 1
        const left = (taken.get(key) ?? 1) - 1
        if (left > 0) taken.set(key, left)
        else taken.delete(key)
      }
    },
  }
}

function tooMany(limit: number): HelpdeskError {
  return new HelpdeskError({
    code: 'too_many_streams',
    status: 429,
    detail: `You have ${limit} streams open, which is as many as one person may have. Close one first.`,
    extra: { limit, retryAfter: retryAfterSeconds },
  })
}

function full(): HelpdeskError {
  return new HelpdeskError({
    code: 'streams_full',
    status: 503,
    detail: 'There are as many streams open as this process takes. Try again later.',
    extra: { retryAfter: retryAfterSeconds },
  })
}
