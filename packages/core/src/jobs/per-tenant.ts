/** Runs jobs with `perTenant`: a walk over the tenants enqueues one job in each. */
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { forUpdate } from '../db/dialect.ts'
import type { JobDefinition } from '../plugin/background-parts.ts'
import { isRunning } from '../queue/claim.ts'
import { asQueueTable } from '../queue/queue.ts'
import { tenantsAfter } from '../tickets/tenants.ts'
import { insertJobInTenants } from './enqueue.ts'
import { jobs } from './schema.ts'

const walkSchema = z.strictObject({
  job: z.string(),
  uniqueKey: z.string(),
  /** The last tenant that has its job; `''` before the first. */
  after: z.string(),
})
type Walk = z.infer<typeof walkSchema>

const stepSize = 200

/** What to enqueue when a job starts by itself: the job, or a walk over the tenants. */
export function runByItself({ name, perTenant }: JobDefinition, occasion: string) {
  if (!perTenant) return { name, payload: {} }
  const walk: Walk = { job: name, uniqueKey: `core:${occasion}`, after: '' }
  return { name: perTenantJob.name, payload: walk }
}

export const perTenantJob: JobDefinition<Walk> = {
  name: 'core:per-tenant',
  schema: walkSchema,
  async run(call, _payload, { signal, jobId }) {
    do signal.throwIfAborted()
    while (await call.transaction((inner) => step(inner, jobId)))
  },
}

/**
 * The row of the walk holds its progress, which the transaction that enqueues also writes. So each tenant gets one job,
 * even if the process dies, or another process takes the walk over while this one continues.
 */
async function step(call: Call, jobId: string): Promise<boolean> {
  const { db } = call
  const [row] = await forUpdate(
    db,
    db
      .select({ payload: jobs.payload, isRunning: isRunning(asQueueTable(jobs)) })
      .from(jobs)
      .where(eq(jobs.id, jobId)),
  )
  if (!row?.isRunning) return false
  const walk = walkSchema.parse(row.payload)
  const tenantIds = await tenantsAfter(db, walk.after, stepSize)
  const last = tenantIds.at(-1)
  if (last === undefined) return false
  await insertJobInTenants(call, tenantIds, walk.job, walk.uniqueKey)
  await db
    .update(jobs)
    .set({ payload: { ...walk, after: last } satisfies Walk })
    .where(eq(jobs.id, jobId))
  return tenantIds.length === stepSize
}
