/** The ticket that the path of a request names, and the reply below it. */
import type { Call } from '../api/call.ts'
import { loadVisibleReply } from '../replies/load.ts'
import type { ReplyRow } from '../replies/schema.ts'
import { loadVisibleTicket } from '../tickets/load.ts'
import type { TicketRow } from '../tickets/schema.ts'
import type { CompiledRoute } from './compile.ts'

export interface PathTarget {
  readonly ticket?: TicketRow
  readonly reply?: ReplyRow
}

export interface TargetIds {
  readonly ticketId: string | undefined
  /** Only of a path that begins with that of a reply. */
  readonly replyId: string | undefined
}

/** `params` are those of the path, parsed. */
export function targetIdsOf({ isUnderReply }: CompiledRoute, params: unknown): TargetIds {
  const { ticketId, replyId } = params as Partial<TargetIds>
  return { ticketId, replyId: isUnderReply ? replyId : undefined }
}

/** Throws `not_found` (404) for a ticket or a reply that the actor may not see. */
export async function loadTarget(
  call: Call,
  { ticketId, replyId }: TargetIds,
): Promise<PathTarget> {
  if (ticketId === undefined) return {}
  const ticket = await loadVisibleTicket(call, ticketId)
  if (replyId === undefined) return { ticket }
  return { ticket, reply: await loadVisibleReply(call, ticket, replyId) }
}
