/** Up to 100 tickets in one call: each in its own savepoint, each with its own result. */
import type { Call } from '../api/call.ts'
import { HelpdeskError } from '../kit/errors.ts'
import { parse } from '../kit/validation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { assignTicket, unassignTicket } from './assign.ts'
import { bulkAssignInput, bulkTransitionInput } from './inputs.ts'
import { transitionTicket } from './transition.ts'
import type { BulkResult } from './types.ts'

export async function bulkAssign(call: Call, rawInput: unknown): Promise<BulkResult[]> {
  const { ticketIds, assigneeId } = parse(bulkAssignInput, rawInput)
  return forEachTicket(call, ticketIds, (inner, ticketId) =>
    assigneeId === null
      ? unassignTicket(inner, { ticketId })
      : assignTicket(inner, { ticketId, assigneeId }),
  )
}

export async function bulkTransition(call: Call, rawInput: unknown): Promise<BulkResult[]> {
  const { ticketIds, ...move } = parse(bulkTransitionInput, rawInput)
  return forEachTicket(call, ticketIds, (inner, ticketId) =>
    transitionTicket(inner, { ticketId, ...move }),
  )
}

/**
 * Runs `work` for each ticket once. Tickets are locked in the order of their ids, so two bulk calls
 * cannot wait for each other; results come in the order that was asked for.
 */
export async function forEachTicket(
  call: Call,
  ticketIds: readonly string[],
  work: (call: Call, ticketId: string) => Promise<unknown>,
): Promise<BulkResult[]> {
  await requirePermission(call, 'ticket.bulk')
  const unique = [...new Set(ticketIds)]
  return call.transaction(async (inner) => {
    const results = new Map<string, BulkResult>()
    for (const ticketId of unique.toSorted()) {
      results.set(ticketId, await attempt(inner, ticketId, work))
    }
    return unique.map((ticketId) => results.get(ticketId) as BulkResult)
  })
}

async function attempt(
  call: Call,
  ticketId: string,
  work: (call: Call, ticketId: string) => Promise<unknown>,
): Promise<BulkResult> {
  try {
    await call.savepoint(() => work(call, ticketId))
    return { ticketId, ok: true }
  } catch (error) {
    // After a failure of ours, such as a hook that still runs, no item of the transaction is sound.
    if (!(error instanceof HelpdeskError) || error.status >= 500) throw error
    return { ticketId, ok: false, status: error.status, code: error.code, detail: error.message }
  }
}
