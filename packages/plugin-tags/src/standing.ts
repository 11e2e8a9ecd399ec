/** What a ticket adds to the counts of its tags, and keeping that true as the ticket changes. */
import { and, eq, ne, rows, sql, tickets } from '@deskhand/core/db'
import type { Call, Hooks, TicketRow } from '@deskhand/core/plugin'
import { type Change, count } from './counts.ts'
import { type Standing, taggings } from './schema.ts'

type Life = Pick<TicketRow, 'status' | 'deletedAt' | 'mergedIntoId' | 'spamAt'>

export function standingOf({ status, deletedAt, mergedIntoId, spamAt }: Life): Standing {
  if (deletedAt || mergedIntoId || spamAt) return 'nothing'
  return status === 'resolved' || status === 'closed' ? 'finished' : 'open'
}

/** Brings a ticket's taggings and the counts in line with the ticket. The ticket is locked. */
export async function recountTicket(
  call: Call,
  ticketId: string,
  { isMerged = true }: { isMerged?: boolean } = {},
): Promise<void> {
  const [ticket] = await rows<Life>(
    call.db,
    sql`
      select status, deleted_at as "deletedAt", merged_into_id as "mergedIntoId", spam_at as "spamAt"
      from ${tickets} where ${and(eq(tickets.tenantId, call.tenantId), eq(tickets.id, ticketId))}`,
  )
  if (!ticket) return
  const standing = standingOf(isMerged ? ticket : { ...ticket, mergedIntoId: null })
  await countAs(call, ticketId, standing)
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

interface Moved {
  readonly subject: TicketRow
  readonly result: TicketRow
}

async function afterMove(call: Call, { subject, result }: Moved): Promise<void> {
  if (standingOf(subject) !== standingOf(result)) await recountTicket(call, result.id)
}

/** Wherever core changes what a ticket counts as. */
export const countingHooks: Hooks = {
  'ticket.transition': { after: afterMove },
  'ticket.assign': { after: afterMove },
  'ticket.update': { after: afterMove },
  'ticket.delete': { after: afterMove },
  'ticket.restore': { after: afterMove },
  'reply.create': { after: (call, { subject }) => recountTicket(call, subject.id) },
  'ticket.purge': {
    async before(call, { subject }) {
      await countAs(call, subject.id, 'nothing')
      return undefined
    },
  },
}
