/** What a ticket adds to the counts of its tags, and keeping that true as the ticket changes. */
import { and, eq, ne, tickets } from '@deskhand/core/db'
import type { Call, Hooks, TicketRow } from '@deskhand/core/plugin'
import { type Change, count } from './counts.ts'
import { type Standing, taggings } from './schema.ts'

type Life = Pick<TicketRow, 'status' | 'deletedAt' | 'mergedIntoId' | 'spamAt'>

export function standingOf({ status, deletedAt, mergedIntoId, spamAt }: Life): Standing {
  if (deletedAt || mergedIntoId || spamAt) return 'nothing'
  return status === 'resolved' || status === 'closed' ? 'finished' : 'open'
}

export async function ticketRow(call: Call, ticketId: string): Promise<TicketRow | undefined> {
  const [ticket] = await call.db
    .select()
    .from(tickets)
    .where(and(eq(tickets.tenantId, call.tenantId), eq(tickets.id, ticketId)))
    .limit(1)
  return ticket
}

/** Counts a ticket's taggings as `standing` from now on. */
export async function countAs(call: Call, ticketId: string, standing: Standing): Promise<void> {
  const others = and(
    eq(taggings.tenantId, call.tenantId),
    eq(taggings.ticketId, ticketId),
    ne(taggings.countedAs, standing),
  )
  const stale = await call.db
    .selectDistinct({ countedAs: taggings.countedAs })
    .from(taggings)
    .where(others)
  const changes: Change[] = []
  for (const { countedAs } of stale) {
    const changed = await call.db
      .update(taggings)
      .set({ countedAs: standing })
      .where(and(others, eq(taggings.countedAs, countedAs)))
      .returning({ tagId: taggings.tagId })
    for (const { tagId } of changed) {
      changes.push({ tagId, standing: countedAs, add: -1 }, { tagId, standing, add: 1 })
    }
  }
  await count(call, changes)
}

/** The inputs of a new ticket add its taggings later. A purged ticket was deleted before, so it already counts as nothing. */
export const countingHooks: Hooks = {
  async 'ticket.changed'(call, changes) {
    for (const { before, after } of changes) {
      if (!before || !after) continue
      const standing = standingOf(after)
      if (standing !== standingOf(before)) await countAs(call, after.id, standing)
    }
  },
}
