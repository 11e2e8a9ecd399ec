/** Core's part of merging two tickets: replies, participants and the source's place in every queue. */
import { and, eq, inArray } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { blankAnswersAbout } from '../http/stored-answers.ts'
import { conflict } from '../kit/errors.ts'
import { participants } from '../participants/schema.ts'
import { currentIds } from '../people/find.ts'
import type { MergeHandler } from '../plugin/extension-points.ts'
import { replies } from '../replies/schema.ts'
import { changeTicket, touchTicket } from './change.ts'
import { lockVisibleTicket } from './load.ts'

export interface CoreMergeManifest {
  readonly from: string
  readonly to: string
  readonly replyIds: readonly string[]
  /** Who came into copy of the target by this merge. */
  readonly addedIds: readonly string[]
}

/** Requesters stay where they are: only people in copy move, and only who is not there already. */
export const coreMergeHandler: MergeHandler<CoreMergeManifest> = {
  async move(call, from, to) {
    const [source] = await lockBoth(call, from, to)
    const moved = await call.db
      .update(replies)
      .set({ ticketId: to })
      .where(and(eq(replies.tenantId, call.tenantId), eq(replies.ticketId, from)))
      .returning({ id: replies.id })
    // They repeat text that is redacted and purged with the target from now on.
    await blankAnswersAbout(call, from)
    const inCopy = await call.db
      .select()
      .from(participants)
      .where(onTicket(call, from, eq(participants.kind, 'cc')))
    const added =
      inCopy.length === 0
        ? []
        : await call.db
            .insert(participants)
            .values(inCopy.map((row) => ({ ...row, ticketId: to })))
            .onConflictDoNothing()
            .returning({ personId: participants.personId })
    await changeTicket(call, source, { mergedIntoId: to }, { cause: 'ticket.merge' })
    // Again, because a hook at the change of the source may have written the target. It is not older than
    // the replies that came, so that the next reply comes after them.
    const target = await lockVisibleTicket(call, to)
    await touchTicket(call, target, { isPublic: true, at: source.updatedAt })
    return {
      from,
      to,
      replyIds: moved.map(({ id }) => id),
      addedIds: added.map(({ personId }) => personId),
    }
  },

  async undo(call, { from, to, replyIds, addedIds }) {
    const [source] = await lockBoth(call, from, to)
    if (replyIds.length > 0) {
      const back = await call.db
        .update(replies)
        .set({ ticketId: from })
        .where(
          and(
            eq(replies.tenantId, call.tenantId),
            eq(replies.ticketId, to),
            inArray(replies.id, [...replyIds]),
          ),
        )
        .returning({ id: replies.id })
      if (back.length < replyIds.length) throw notExact()
    }
    if (addedIds.length > 0) {
      const personIds = await currentIds(call, addedIds)
      await call.db
        .delete(participants)
        .where(onTicket(call, to, inArray(participants.personId, personIds)))
    }
    await changeTicket(call, source, { mergedIntoId: null }, { cause: 'ticket.unmerge' })
    await touchTicket(call, await lockVisibleTicket(call, to))
  },
}

function notExact() {
  return conflict(
    'merge_not_exact',
    'Replies that came with the merge were purged or moved since, so it can’t be undone exactly.',
  )
}

/** In the order of their ids, so that two merges cannot wait for each other. */
async function lockBoth(call: Call, from: string, to: string) {
  if (from < to) {
    const source = await lockVisibleTicket(call, from)
    return [source, await lockVisibleTicket(call, to)] as const
  }
  const target = await lockVisibleTicket(call, to)
  return [await lockVisibleTicket(call, from), target] as const
}

function onTicket(call: Call, ticketId: string, condition: ReturnType<typeof eq>) {
  return and(
    eq(participants.tenantId, call.tenantId),
    eq(participants.ticketId, ticketId),
    condition,
  )
}
