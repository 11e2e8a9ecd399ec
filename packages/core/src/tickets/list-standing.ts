/** Which tickets a list shows: live ones, deleted ones or spam. */
import { and, isNotNull, isNull, ne, or, type SQL } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { forbidden, invalidField } from '../kit/errors.ts'
import { tickets } from './schema.ts'
import { isLive } from './scope.ts'

interface Asked {
  readonly deleted: boolean
  readonly spam: boolean
}

/** Throws `forbidden` (403) for tickets that the actor may not see, and `invalid_input` (400) for both. */
export async function requireStanding(
  call: Call,
  { deleted, spam }: Asked,
  at = '',
): Promise<void> {
  if (deleted && spam)
    throw invalidField(`${at}/spam`, 'Ask for deleted tickets or for spam, not both.')
  if (deleted && !(await call.can('ticket.readDeleted'))) throw forbidden('ticket.readDeleted')
  if (spam && !(await call.can('ticket.markSpam'))) throw forbidden('ticket.markSpam')
}

/** A ticket that is both deleted and spam is listed among the deleted ones, for those who see spam. */
export async function inStanding(call: Call, { deleted, spam }: Asked): Promise<SQL> {
  if (spam) {
    return and(
      isNotNull(tickets.spamAt),
      isNull(tickets.deletedAt),
      isNull(tickets.mergedIntoId),
      onAgentSide(call),
    ) as SQL
  }
  if (!deleted) return isLive()
  const seesSpam = await call.can('ticket.markSpam')
  return and(
    isNotNull(tickets.deletedAt),
    or(isNull(tickets.spamAt), seesSpam ? onAgentSide(call) : undefined),
  ) as SQL
}

/** Nobody sees that a ticket which they requested is spam. */
function onAgentSide(call: Call): SQL {
  return ne(tickets.requesterId, call.actor.id)
}
