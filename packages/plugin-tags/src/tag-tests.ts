/** Conditions on the tags of a ticket, for whom they are asked. */
import { alias, and, eq, inArray, ne, or, type SQL, sql, tickets } from '@deskhand/core/db'
import type { Call } from '@deskhand/core/plugin'
import { taggings } from './schema.ts'

export interface KnownTag {
  readonly id: string
  readonly isPublic: boolean
  /** On about how many tickets it is. */
  readonly total: number
}

type TicketId = typeof tickets.id | typeof taggings.ticketId

/**
 * Whether a ticket has one of some tags. On tickets that they requested themselves, agents find what
 * customers find: public tags only.
 */
export function hasOneOf(call: Call, tags: readonly KnownTag[], ticketId: TicketId): SQL {
  const [open, hidden] = [tags.filter(isOpen(call)), tags.filter((tag) => !isOpen(call)(tag))]
  return (
    or(
      open.length > 0 ? isTagged(call, open, ticketId) : undefined,
      hidden.length > 0 ? and(isTagged(call, hidden, ticketId), isAgentSide(call)) : undefined,
    ) ?? sql`1 = 0`
  )
}

/** What must hold of a ticket for a tagging of `tag` to count. */
export function mayFind(call: Call, tag: KnownTag): SQL | undefined {
  return isOpen(call)(tag) ? undefined : isAgentSide(call)
}

function isOpen({ actor }: Call): (tag: KnownTag) => boolean {
  return ({ isPublic }) => isPublic || actor.role === 'system'
}

function isAgentSide({ actor }: Call): SQL {
  return ne(tickets.requesterId, actor.id)
}

/** One look at the primary key for each ticket: a scalar subquery is never turned into a join. */
function isTagged(call: Call, tags: readonly KnownTag[], ticketId: TicketId): SQL {
  const tested = alias(taggings, 'tested')
  const found = call.db
    .select({ one: sql`1` })
    .from(tested)
    .where(
      and(
        eq(tested.tenantId, call.tenantId),
        eq(tested.ticketId, ticketId),
        inArray(
          tested.tagId,
          tags.map(({ id }) => id),
        ),
      ),
    )
    .limit(1)
  return sql`${found} is not null`
}
