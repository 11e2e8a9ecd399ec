/**
 * Compares what the rows say with what the store has: files whose bytes are gone, bytes that no row
 * knows. Both come in the order of their keys, so one walk along both is enough.
 */
import { and, asc, eq, gt, inArray, isNotNull, lt, lte, notExists } from '@deskhand/core/db'
import { type Call, type JobDefinition, job } from '@deskhand/core/plugin'
import { z } from 'zod'
import { checkJobName } from '../job-names.ts'
import type { Settings } from '../options.ts'
import { doom } from '../removal/doom.ts'
import { attachments, blobs } from '../schema.ts'
import type { StoredBlob } from '../stores/port.ts'

const hour = 3_600_000
const day = 24 * hour
const batch = 500
const pagesAtOnce = 20

const payload = z.strictObject({
  /** Where an earlier run stopped. */
  after: z.string().optional(),
  removeStrays: z.boolean().optional(),
})

/** Every week, and when an admin asks. A long one goes on in a job of its own. */
export function checkJob(settings: Settings): JobDefinition {
  return job({
    name: checkJobName,
    schema: payload,
    every: 7 * day,
    async run(call, { after: start = '', removeStrays = false }, { signal }) {
      let after = start
      for (let page = 0; page < pagesAtOnce; page++) {
        const next = await checkPage(call, settings, after, removeStrays)
        if (next === null) return
        after = next
        if (signal.aborted) break
      }
      await call.transaction((inner) => inner.enqueue(checkJobName, { after, removeStrays }))
    },
  })
}

/** Returns the key to go on after, or `null` at the end. */
async function checkPage(
  call: Call,
  { store }: Settings,
  after: string,
  removeStrays: boolean,
): Promise<string | null> {
  // What is uploaded meanwhile is not in the list; an hour is for clocks that don't agree.
  const settled = lt(blobs.since, new Date(call.now().getTime() - hour))
  const listed = await store.list({ after, limit: batch })
  const last = listed.length === batch ? (listed.at(-1)?.key ?? null) : null
  const range = and(gt(blobs.key, after), last === null ? undefined : lte(blobs.key, last))
  await noteStrays(call, listed, removeStrays)
  await notePresent(call, listed)
  await noteMissing(call, new Set(listed.map(({ key }) => key)), and(range, settled))
  await dropForgotten(call, range)
  return last
}

/** Bytes that no row knows: of a database that was restored from a backup, or put there by hand. */
async function noteStrays(
  call: Call,
  listed: readonly StoredBlob[],
  removeStrays: boolean,
): Promise<void> {
  const now = call.now()
  const old = listed.filter(({ modifiedAt }) => modifiedAt.getTime() < now.getTime() - day)
  if (old.length === 0) return
  const rows = old.map(({ key, size }) => ({
    key,
    tenantId: '',
    state: 'stray' as const,
    size,
    since: now,
  }))
  await call.db.insert(blobs).values(rows).onConflictDoNothing()
  if (!removeStrays) return
  const strays = await call.db
    .select({ key: blobs.key })
    .from(blobs)
    .where(
      and(
        inArray(
          blobs.key,
          old.map(({ key }) => key),
        ),
        eq(blobs.state, 'stray'),
      ),
    )
  await call.transaction((inner) =>
    doom(
      inner,
      strays.map(({ key }) => key),
    ),
  )
}

async function notePresent(call: Call, listed: readonly StoredBlob[]): Promise<void> {
  const keys = listed.map(({ key }) => key)
  if (keys.length === 0) return
  await call.db
    .update(blobs)
    .set({ missingAt: null })
    .where(and(inArray(blobs.key, keys), isNotNull(blobs.missingAt)))
}

async function noteMissing(
  call: Call,
  present: ReadonlySet<string>,
  range: ReturnType<typeof and>,
): Promise<void> {
  let after = ''
  for (;;) {
    const held = await call.db
      .select({ key: blobs.key, state: blobs.state })
      .from(blobs)
      .where(and(range, gt(blobs.key, after)))
      .orderBy(asc(blobs.key))
      .limit(batch)
    const gone = held.filter(({ key, state }) => state !== 'writing' && !present.has(key))
    const missing = gone.filter(({ state }) => state === 'held').map(({ key }) => key)
    const strays = gone.filter(({ state }) => state === 'stray').map(({ key }) => key)
    if (missing.length > 0) {
      await call.db
        .update(blobs)
        .set({ missingAt: call.now() })
        .where(and(inArray(blobs.key, missing), eq(blobs.state, 'held')))
    }
    if (strays.length > 0) await call.db.delete(blobs).where(inArray(blobs.key, strays))
    const last = held.at(-1)
    if (!last || held.length < batch) return
    after = last.key
  }
}

/** Held for a row that went by a cascade while this plugin was not installed. */
async function dropForgotten(call: Call, range: ReturnType<typeof and>): Promise<void> {
  const row = call.db
    .select({ id: attachments.id })
    .from(attachments)
    .where(eq(attachments.blobKey, blobs.key))
  const forgotten = await call.db
    .select({ key: blobs.key })
    .from(blobs)
    .where(and(range, eq(blobs.state, 'held'), notExists(row)))
  await call.transaction((inner) =>
    doom(
      inner,
      forgotten.map(({ key }) => key),
    ),
  )
}
