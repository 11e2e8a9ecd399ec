/** Notices promises whose time is up: a job that runs every minute, once across all processes. */
import { and, asc, eq, isNull, lte, type SQL, tickets } from '@deskhand/core/db'
import { type Call, job } from '@deskhand/core/plugin'
import { z } from 'zod'
import { reportBreach } from './promise.ts'
import { slas } from './schema.ts'
import { isWaiting } from './state.ts'

const batchSize = 100

export const breachJob = job({
  name: 'sla:breaches',
  schema: z.strictObject({}),
  every: 60_000,
  async run(call, _payload, { signal }) {
    while (!signal.aborted && (await reportBatch(call)) === batchSize);
  },
})

/** In small transactions, so that a job that is killed has done what it has done. */
async function reportBatch(call: Call): Promise<number> {
  const now = call.now()
  const isDue = and(isWaiting, lte(slas.dueAt, now)) as SQL
  const due = await call.db
    .select({ tenantId: slas.tenantId, ticketId: slas.ticketId })
    .from(slas)
    .innerJoin(tickets, and(eq(tickets.tenantId, slas.tenantId), eq(tickets.id, slas.ticketId)))
    .where(
      and(isDue, isNull(tickets.deletedAt), isNull(tickets.mergedIntoId), isNull(tickets.spamAt)),
    )
    .orderBy(asc(slas.dueAt))
    .limit(batchSize)
  let reported = 0
  for (const { tenantId, ticketId } of due) {
    const isNew = await call
      .asSystem(tenantId)
      .transaction((inner) => reportBreach(inner, ticketId, isDue))
    if (isNew) reported += 1
  }
  return reported
}
