/** What was left lying: drafts that nobody used, uploads that were cut off, files deleted long ago. */
import { and, asc, eq, inArray, isNull, lt } from '@deskhand/core/db'
import { type Call, type JobDefinition, job } from '@deskhand/core/plugin'
import { z } from 'zod'
import type { Settings } from '../options.ts'
import { doom } from '../removal/doom.ts'
import { purgeDoomed } from '../removal/purge.ts'
import { attachments, blobs } from '../schema.ts'

const minute = 60_000
const hour = 60 * minute
const batch = 200

/** One bounded step. True when there is more to do. */
type Step = (call: Call) => Promise<boolean>

export function sweepJob(settings: Settings): JobDefinition {
  return job({
    name: 'attachments:sweep',
    schema: z.strictObject({}),
    every: 10 * minute,
    async run(call, _payload, { signal }) {
      for (const step of steps(settings, call.now())) {
        while (!signal.aborted && (await step(call)));
      }
      await purgeDoomed(call, settings, signal)
    },
  })
}

function steps({ pace, retention }: Settings, now: Date): Step[] {
  const ago = (ms: number) => new Date(now.getTime() - ms)
  return [
    dropDrafts(ago(retention.draftHours * hour)),
    ...(retention.deletedDays === null
      ? []
      : [dropDeleted(ago(retention.deletedDays * 24 * hour))]),
    // An upload that still ran could be no older than its whole time.
    dropUnfinished(ago(pace.totalMs + hour)),
  ]
}

function dropDrafts(before: Date): Step {
  return (call) =>
    dropFiles(call, and(isNull(attachments.ticketId), lt(attachments.createdAt, before)))
}

function dropDeleted(before: Date): Step {
  return (call) =>
    dropFiles(
      call,
      and(lt(attachments.deletedAt, before), eq(attachments.deletedWithTicket, false)),
    )
}

/** Of all tenants. A draft that is claimed at this moment is left alone. */
function dropFiles(call: Call, condition: ReturnType<typeof and>): Promise<boolean> {
  return call.transaction(async (inner) => {
    const found = await inner.db
      .select({ key: attachments.blobKey })
      .from(attachments)
      .where(condition)
      .limit(batch)
    if (found.length === 0) return false
    const keys = found.map(({ key }) => key)
    const dropped = await inner.db
      .delete(attachments)
      .where(and(inArray(attachments.blobKey, keys), condition))
      .returning({ key: attachments.blobKey })
    await doom(
      inner,
      dropped.map(({ key }) => key),
    )
    return found.length === batch
  })
}

function dropUnfinished(before: Date): Step {
  return async (call) => {
    const cutOff = and(eq(blobs.state, 'writing'), lt(blobs.since, before))
    const found = await call.db
      .select({ key: blobs.key })
      .from(blobs)
      .where(cutOff)
      .orderBy(asc(blobs.since))
      .limit(batch)
    const keys = found.map(({ key }) => key)
    if (keys.length > 0) {
      await call.db
        .update(blobs)
        .set({ state: 'doomed', since: call.now() })
        .where(and(inArray(blobs.key, keys), cutOff))
    }
    return keys.length === batch
  }
}
