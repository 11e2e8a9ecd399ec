/** Removes doomed blobs from the store. Killed in between, it goes on where it was. */
import { and, asc, eq, inArray } from '@deskhand/core/db'
import { type Call, type JobDefinition, job } from '@deskhand/core/plugin'
import { z } from 'zod'
import { purgeJobName } from '../job-names.ts'
import type { Settings } from '../options.ts'
import { blobs } from '../schema.ts'

const batch = 100
const parallel = 8

export function purgeJob(settings: Settings): JobDefinition {
  return job({
    name: purgeJobName,
    schema: z.strictObject({}),
    run: (call, _payload, { signal }) => purgeDoomed(call, settings, signal),
  })
}

/** Throws what the store throws, after it has removed what could be; so the job is tried again. */
export async function purgeDoomed(
  call: Call,
  settings: Settings,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    if (signal.aborted) return
    const doomed = await call.db
      .select({ key: blobs.key })
      .from(blobs)
      .where(eq(blobs.state, 'doomed'))
      .orderBy(asc(blobs.since))
      .limit(batch)
    const failures = await removeAll(
      call,
      settings,
      doomed.map(({ key }) => key),
    )
    if (failures.length > 0) throw failures[0]
    if (doomed.length < batch) return
  }
}

async function removeAll(
  call: Call,
  { store }: Settings,
  keys: readonly string[],
): Promise<unknown[]> {
  const failures: unknown[] = []
  const removed: string[] = []
  const waiting = [...keys]
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
        try {
          await store.delete(key)
          removed.push(key)
        } catch (error) {
          failures.push(error)
        }
      }
    }),
  )
  if (removed.length > 0) {
    // The row goes last: until then the blob is known.
    await call.db.delete(blobs).where(and(inArray(blobs.key, removed), eq(blobs.state, 'doomed')))
  }
  return failures
}
