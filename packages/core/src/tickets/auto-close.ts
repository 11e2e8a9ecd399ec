/** Closes what has been resolved for a while, in small transactions. */
import { and, eq, lt, notInArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { forUpdate } from '../db/dialect.ts'
import { DatabaseError } from '../db/errors.ts'
import type { JobDefinition } from '../plugin/background-parts.ts'
import { changeTicket } from './change.ts'
import { tickets } from './schema.ts'
import { isLive } from './scope.ts'
import { emitMoved, stateChanges } from './transition.ts'

/** Also how many tickets may fail before the job gives up. */
const batchSize = 200

export const autoCloseJob: JobDefinition<Record<string, never>> = {
  name: 'core:auto-close',
  schema: z.strictObject({}),
  every: 60 * 60 * 1_000,
  async run(call, _payload, { signal }) {
    const { autoCloseDays } = runtimeOf(call).policy
    if (autoCloseDays === null) return
    const before = new Date(call.now().getTime() - autoCloseDays * 86_400_000)
    const failures = new Map<string, unknown>()
    while (!signal.aborted && (await closeBatch(call, before, failures)));
    if (failures.size === 0) return
    const ids = [...failures.keys()]
    throw new AggregateError(
      failures.values(),
      `${ids.length} resolved tickets could not be closed, such as ${ids[0]}. Look for a failing hook.`,
    )
  },
}

/** True when there may be more to close. One failing hook must not keep every other ticket open. */
async function closeBatch(
  call: Call,
  before: Date,
  failures: Map<string, unknown>,
): Promise<boolean> {
  const failed = [...failures.keys()]
  const due = await call.db
    .select({ tenantId: tickets.tenantId, id: tickets.id })
    .from(tickets)
    .where(and(isDue(before), failed.length > 0 ? notInArray(tickets.id, failed) : undefined))
    .orderBy(tickets.resolvedAt)
    .limit(batchSize)
  for (const { tenantId, id } of due) {
    try {
      await call.asSystem(tenantId).transaction((inner) => closeIfDue(inner, id, before))
    } catch (error) {
      if (error instanceof DatabaseError) throw error
      failures.set(id, error)
    }
  }
  return due.length === batchSize && failures.size < batchSize
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
