/** Blobs are removed after the commit: here they are only marked, in the transaction. */
import { and, type Database, eq, inArray, type SQL, sql } from '@deskhand/core/db'
import type { Call } from '@deskhand/core/plugin'
import { purgeJobName } from '../job-names.ts'
import { attachments, blobs } from '../schema.ts'

const batch = 500

export async function doom(call: Call, keys: readonly string[]): Promise<void> {
  for (let from = 0; from < keys.length; from += batch) {
    await mark(call.db, call.now(), inArray(blobs.key, keys.slice(from, from + batch)))
  }
  if (keys.length > 0) await call.enqueue(purgeJobName, {})
}

/** The blobs of all files of a ticket, read while their rows are still there. */
export async function doomTicket(call: Call, ticketId: string): Promise<void> {
  const keys = call.db
    .select({ key: attachments.blobKey })
    .from(attachments)
    .where(and(eq(attachments.tenantId, call.tenantId), eq(attachments.ticketId, ticketId)))
  const doomed = await mark(call.db, call.now(), sql`${blobs.key} in ${keys}`)
  if (doomed > 0) await call.enqueue(purgeJobName, {})
}

async function mark(db: Database, since: Date, condition: SQL): Promise<number> {
  const doomed = await db
    .update(blobs)
    .set({ state: 'doomed', since })
    .where(condition)
    .returning({ key: blobs.key })
  return doomed.length
}
