import { and, count, eq, sum } from '@deskhand/core/db'
import { type Call, requirePermission } from '@deskhand/core/plugin'
import { blobs } from '../schema.ts'
import type { Usage } from '../types.ts'

/** What the tenant's files take up, drafts and deleted ones included: what the store holds for it. */
export async function usage(call: Call): Promise<Usage> {
  await requirePermission(call, 'attachments:usage')
  const [held] = await call.db
    .select({ files: count(), bytes: sum(blobs.size) })
    .from(blobs)
    .where(and(eq(blobs.tenantId, call.tenantId), eq(blobs.state, 'held')))
  return { files: held?.files ?? 0, bytes: Number(held?.bytes ?? 0) }
}
