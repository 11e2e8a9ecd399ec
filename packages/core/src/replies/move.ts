/** Moves replies from one ticket to another, with the rows of plugins on them. */
import { and, eq, inArray } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { blankAnswersAbout } from '../http/stored-answers.ts'
import { conflict } from '../kit/errors.ts'
import { id } from '../kit/validation.ts'
import { touchTicket } from '../tickets/change.ts'
import { requireUnreported } from '../tickets/changed-hooks.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { replies } from './schema.ts'

export interface ReplyMove {
  /** Locked, like `to`. */
  readonly from: TicketRow
  readonly to: TicketRow
  readonly replyIds: readonly string[]
}

const replyIdSchema = id()

/** As many as a handler gets at once. */
const batchSize = 500

/**
 * Moves replies and notes from one locked ticket to another, and calls `moveReplies` of every `merge` handler.
 * Raises the versions of both tickets, the public ones when a public reply moves. Moving back is the same call
 * with the tickets exchanged. Empties the stored answers about `from`. Without replies it writes nothing.
 *
 * It checks no permission, emits no event and leaves the first response and the waiting time of both tickets
 * to `recomputeTimes`. Throws `reply_moved` (409) when one of the replies is not on `from`, and a `TypeError`
 * inside a `ticket.changed` hook of one of the tickets.
 */
export async function moveReplies(
  call: Call,
  { from, to, replyIds }: ReplyMove,
): Promise<{ from: TicketRow; to: TicketRow }> {
  if (from.id === to.id) throw new TypeError('Replies move to another ticket, not to their own.')
  const ids = [...new Set(replyIds)]
  if (ids.length === 0) return { from, to }
  // Postgres would fail on what is no UUID.
  if (!ids.every((one) => replyIdSchema.safeParse(one).success)) throw notOnTicket()
  requireUnreported(call, from.id)
  requireUnreported(call, to.id)
  let isPublic = false
  for (let start = 0; start < ids.length; start += batchSize) {
    const batch = ids.slice(start, start + batchSize)
    if (await moveBatch(call, from.id, to.id, batch)) isPublic = true
  }
  // They repeat text that is redacted and purged with the other ticket from now on.
  await blankAnswersAbout(call, from.id)
  return {
    from: await touchTicket(call, from, { isPublic }),
    // No reply of a ticket is younger than the ticket: the next one has to come after all of them.
    to: await touchTicket(call, to, { isPublic, at: from.updatedAt }),
  }
}

/** True when one of them is public. */
async function moveBatch(
  call: Call,
  from: string,
  to: string,
  replyIds: readonly string[],
): Promise<boolean> {
  const moved = await call.db
    .update(replies)
    .set({ ticketId: to })
    .where(
      and(
        eq(replies.tenantId, call.tenantId),
        eq(replies.ticketId, from),
        inArray(replies.id, [...replyIds]),
      ),
    )
    .returning({ audience: replies.audience })
  if (moved.length < replyIds.length) {
    throw notOnTicket()
  }
  for (const handler of runtimeOf(call).registry.provided('merge').values()) {
    await handler.moveReplies?.(call, { replyIds, from, to })
  }
  return moved.some(({ audience }) => audience === 'public')
}

function notOnTicket() {
  return conflict(
    'reply_moved',
    'One of these replies is not on this ticket any more. Load its replies again, and choose anew.',
  )
}
