/** Deletes what is no longer needed, a bounded number of rows at a time. */
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import type { JobDefinition } from '../plugin/background-parts.ts'
import {
  deleteEvents,
  deleteFinished,
  deleteIdempotencyKeys,
  pullBackRetries,
  retireFeeds,
  retireSubscribers,
  type Sweep,
} from './sweeps.ts'

const hour = 60 * 60 * 1_000
const day = 24 * hour

/** After so many days without a process that has it, a subscriber or feed is removed. */
export const silentDays = 30

export const retentionJob: JobDefinition<Record<string, never>> = {
  name: 'core:retention',
  schema: z.strictObject({}),
  every: hour,
  async run(call, _payload, { signal }) {
    for (const sweep of sweepsDue(call)) {
      while (!signal.aborted && (await sweep(call)));
    }
  },
}

function sweepsDue(call: Call): Sweep[] {
  const { events, doneWork, deadWork } = runtimeOf(call).retention
  const now = call.now()
  const ago = (ms: number) => new Date(now.getTime() - ms)
  return [
    deleteIdempotencyKeys(ago(day)),
    ...(doneWork === null ? [] : deleteFinished('done', ago(doneWork * day))),
    ...(deadWork === null ? [] : deleteFinished('dead', ago(deadWork * day))),
    // A feed that is gone keeps no events.
    retireFeeds(ago(silentDays * day)),
    ...(events === null ? [] : [deleteEvents(ago(events * day))]),
    retireSubscribers(ago(silentDays * day)),
    pullBackRetries(new Date(now.getTime() + 2 * hour)),
  ]
}
