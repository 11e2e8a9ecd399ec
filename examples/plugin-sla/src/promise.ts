/** When an answer is promised, and when the promise is kept: hooks, in the transaction of the change. */
import { and, eq, isNull, type SQL } from '@deskhand/core/db'
import type { Call, Hooks, TicketRow } from '@deskhand/core/plugin'
import type { SlaRules } from './options.ts'
import { slas } from './schema.ts'
import { isWaiting } from './state.ts'

/**
 * A public reply of the agent side is an answer, and so is resolving or closing: nobody waits any
 * more. The clock runs on at night and while a ticket is pending; it can't be paused.
 */
export function promiseHooks(rules: SlaRules): Hooks {
  return {
    'ticket.create': { after: (call, { result }) => promise(call, rules, result) },
    'ticket.update': {
      async after(call, { subject, result }) {
        if (subject.priority !== result.priority) await promise(call, rules, result)
      },
    },
    'reply.create': {
      async after(call, { input, result }) {
        const isAnswer = result.audience === 'public' && result.side === 'agent'
        if (isAnswer || isFinished(input.status)) {
          await keep(call, result.ticketId, result.createdAt)
        }
      },
    },
    'ticket.transition': {
      async after(call, { result }) {
        if (isFinished(result.status)) await keep(call, result.id, result.updatedAt)
      },
    },
  }
}

/** Promises an answer by the ticket's priority, unless it came already or is known to be late. */
async function promise(
  call: Call,
  { targets, atRisk }: SlaRules,
  { id: ticketId, priority, createdAt, firstResponseAt, status }: TicketRow,
): Promise<void> {
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
  if (moved.length > 0 || firstResponseAt || isFinished(status)) return
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

function isFinished(status: TicketRow['status'] | undefined): boolean {
  return status === 'resolved' || status === 'closed'
}
