/** How much a ticket may hold. Asked under the ticket's lock, so parallel claims can't pass it together. */
import { and, count, eq, isNull, sum } from '@deskhand/core/db'
import type { Call } from '@deskhand/core/plugin'
import { quotaExceeded, tooManyFiles } from '../errors.ts'
import type { Settings } from '../options.ts'
import { attachments } from '../schema.ts'

export interface Room {
  readonly files: number
  readonly bytes: number
}

/** Throws `ticket_quota_exceeded` or `too_many_files` (409) when there is no room for so much more. */
export async function requireRoom(
  call: Call,
  { limits }: Settings,
  ticketId: string,
  adding: Room,
): Promise<void> {
  const [held] = await call.db
    .select({ files: count(), bytes: sum(attachments.size) })
    .from(attachments)
    .where(
      and(
        eq(attachments.tenantId, call.tenantId),
        eq(attachments.ticketId, ticketId),
        isNull(attachments.deletedAt),
      ),
    )
  const used = Number(held?.bytes ?? 0)
  if (used + adding.bytes > limits.ticketBytes) throw quotaExceeded(limits.ticketBytes, used)
  if ((held?.files ?? 0) + adding.files > limits.ticketFiles) throw tooManyFiles(limits.ticketFiles)
}
