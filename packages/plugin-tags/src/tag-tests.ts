/** Conditions on the tags of a ticket, for whom they are asked. */
import { alias, and, eq, inArray, ne, or, type SQL, sql, tickets } from '@deskhand/core/db'
import type { Call, MatchSource } from '@deskhand/core/plugin'
import { taggings } from './schema.ts'

export interface KnownTag {
  readonly id: string
  readonly isPublic: boolean
  /** On about how many tickets it is. */
  readonly total: number
}

export type TicketId = MatchSource['ticketId']

/**
 * Whether a ticket has one of some tags. On tickets that they requested themselves, agents find what
 * customers find: public tags only.
 */
export function hasOneOf(call: Call, tags: readonly KnownTag[], ticketId: TicketId): SQL {
  const { open, hidden } = bySight(call, tags)
  return (
    or(
      open.length > 0 ? sql`${tagged(call, open, ticketId)} <> 0` : undefined,
      hidden.length > 0
        ? and(sql`${tagged(call, hidden, ticketId)} <> 0`, isAgentSide(call))
        : undefined,
    ) ?? sql`1 = 0`
  )
}

/** Whether a ticket has none of some tags, which is what `hasOneOf` is not. */
export function hasNoneOf(
  call: Call,
  tags: readonly KnownTag[],
  ticketId: TicketId,
): SQL | undefined {
  const { open, hidden } = bySight(call, tags)
  return and(
    open.length > 0 ? sql`${tagged(call, open, ticketId)} <> 1` : undefined,
    hidden.length > 0
      ? or(sql`${tagged(call, hidden, ticketId)} <> 1`, isCustomerSide(call))
      : undefined,
  )
}

/** What must hold of a ticket for a tagging of `tag` to count. */
export function mayFind(call: Call, tag: KnownTag): SQL | undefined {
  return isOpen(call)(tag) ? undefined : isAgentSide(call)
}

/** Tags that are found on any ticket, and those that are found from the agent side only. */
function bySight(call: Call, tags: readonly KnownTag[]) {
  return { open: tags.filter(isOpen(call)), hidden: tags.filter((tag) => !isOpen(call)(tag)) }
}

function isOpen({ actor }: Call): (tag: KnownTag) => boolean {
  return ({ isPublic }) => isPublic || actor.role === 'system'
}

function isAgentSide({ actor }: Call): SQL {
  return ne(tickets.requesterId, actor.id)
}

function isCustomerSide({ actor }: Call): SQL {
  return eq(tickets.requesterId, actor.id)
}

/**
 * 1 or 0, by one look at the primary key for each ticket: a scalar subquery is never turned into a
 * join. Compare it with `<>`: Postgres then expects most tickets to pass, and goes on walking.
 */
function tagged(call: Call, tags: readonly KnownTag[], ticketId: TicketId): SQL {
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
  return sql`coalesce(${found}, 0)`
}
