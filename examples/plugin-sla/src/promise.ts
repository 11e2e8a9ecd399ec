/** Promises an answer, and keeps the promise when the ticket is answered: one hook, in the transaction of the change. */
import { and, eq, isNull, type SQL } from '@deskhand/core/db'
import type { Call, Hooks, TicketRow } from '@deskhand/core/plugin'
import type { SlaRules } from './options.ts'
import { slas } from './schema.ts'
import { isWaiting } from './state.ts'

/** The clock runs on at night and while a ticket is pending. Nothing pauses it. */
export function promiseHooks(rules: SlaRules): Hooks {
  return {
    async 'ticket.changed'(call, changes) {
      for (const { before, after } of changes) {
        if (!after) continue
        if (before?.priority !== after.priority) await promise(call, rules, after)
        if (isAnswered(after) && !(before && isAnswered(before))) {
          await keep(call, after.id, after.firstResponseAt ?? after.updatedAt)
        }
      }
    },
  }
}

/** Nobody waits for an answer to a ticket that is resolved or closed. */
function isAnswered({ firstResponseAt, status }: TicketRow): boolean {
  return firstResponseAt !== null || status === 'resolved' || status === 'closed'
}

/** Promises an answer by the ticket's priority, unless it came already or is known to be late. */
async function promise(
  call: Call,
  { targets, atRisk }: SlaRules,
  ticket: TicketRow,
): Promise<void> {
  const { id: ticketId, priority, createdAt } = ticket
  const minutes = targets[priority]
  const waiting = and(onTicket(call, ticketId), isWaiting)
  if (minutes === null) {
    await call.db.delete(slas).where(waiting)
    return
  }
  const allowedMs = minutes * 60_000
  const times = {
    atRiskAt: new Date(createdAt.getTime() + allowedMs * (1 - atRisk)),
    dueAt: new Date(createdAt.getTime() + allowedMs),
  }
  const moved = await call.db
    .update(slas)
    .set(times)
    .where(waiting)
    .returning({ ticketId: slas.ticketId })
  if (moved.length > 0 || isAnswered(ticket)) return
  await call.db
    .insert(slas)
    .values({ tenantId: call.tenantId, ticketId, ticketCreatedAt: createdAt, ...times })
    .onConflictDoNothing()
}

/** The first answer. Of a late one it is told at once, if nobody has noticed before. */
async function keep(call: Call, ticketId: string, at: Date): Promise<void> {
  const [kept] = await call.db
    .update(slas)
    .set({ metAt: at })
    .where(and(onTicket(call, ticketId), isNull(slas.metAt)))
    .returning({ dueAt: slas.dueAt })
  if (kept && kept.dueAt < at) await reportBreach(call, ticketId, eq(slas.metAt, at))
}

/** Emits `sla.breached` if `isLate` still holds and nobody has: whoever writes it down tells of it. */
export async function reportBreach(call: Call, ticketId: string, isLate: SQL): Promise<boolean> {
  const [reported] = await call.db
    .update(slas)
    .set({ breachedAt: call.now() })
    .where(and(onTicket(call, ticketId), isNull(slas.breachedAt), isLate))
    .returning({ dueAt: slas.dueAt })
  if (!reported) return false
  call.emit({ type: 'sla.breached', ticketId, data: { dueAt: reported.dueAt.toISOString() } })
  return true
}

export function onTicket({ tenantId }: Call, ticketId: string): SQL {
  return and(eq(slas.tenantId, tenantId), eq(slas.ticketId, ticketId)) as SQL
}
