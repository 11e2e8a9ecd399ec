/** Closes what has been resolved for a while, in small transactions. */
import { and, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { forUpdate } from '../db/dialect.ts'
import type { JobDefinition } from '../plugin/contract.ts'
import { changeTicket } from './change.ts'
import { tickets } from './schema.ts'
import { isLive } from './scope.ts'
import { emitMoved, stateChanges } from './transition.ts'

const batchSize = 200

export const autoCloseJob: JobDefinition<Record<string, never>> = {
  name: 'core:auto-close',
  schema: z.strictObject({}),
  every: 60 * 60 * 1_000,
  async run(call, _payload, { signal }) {
    const { autoCloseDays } = runtimeOf(call).policy
    if (autoCloseDays === null) return
    const before = new Date(call.now().getTime() - autoCloseDays * 86_400_000)
    while (!signal.aborted && (await closeBatch(call, before)) === batchSize);
  },
}

async function closeBatch(call: Call, before: Date): Promise<number> {
  const due = await call.db
    .select({ tenantId: tickets.tenantId, id: tickets.id })
    .from(tickets)
    .where(isDue(before))
    .orderBy(tickets.resolvedAt)
    .limit(batchSize)
  for (const { tenantId, id } of due) {
    await call.asSystem(tenantId).transaction((inner) => closeIfDue(inner, id, before))
  }
  return due.length
}

async function closeIfDue(call: Call, ticketId: string, before: Date): Promise<void> {
  const [ticket] = await forUpdate(
    call.db,
    call.db
      .select()
      .from(tickets)
      .where(and(eq(tickets.tenantId, call.tenantId), eq(tickets.id, ticketId), isDue(before))),
  )
  if (!ticket) return
  const changes = stateChanges(call, ticket, 'closed')
  emitMoved(call, ticket, changes)
  await changeTicket(call, ticket, changes, { cause: 'auto-close' })
}

/** The state is a literal, as in the index that serves this. What is deleted keeps its state for a return. */
function isDue(before: Date) {
  return and(sql`${tickets.status} = 'resolved'`, lt(tickets.resolvedAt, before), isLive())
}
