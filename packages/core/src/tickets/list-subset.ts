/** The subset of tickets that a list shows: live ones, deleted ones or spam. */
import { and, isNotNull, isNull, ne, or, type SQL } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { forbidden, invalidField } from '../kit/errors.ts'
import { tickets } from './schema.ts'
import { isLive } from './scope.ts'

interface Subset {
  readonly deleted: boolean
  readonly spam: boolean
}

/** Throws `forbidden` (403) without the permission for the subset, and `invalid_input` (400) for both at once. */
export async function requireSubset(call: Call, { deleted, spam }: Subset, at = ''): Promise<void> {
  if (deleted && spam)
    throw invalidField(`${at}/spam`, 'Ask for deleted tickets or for spam, not both.')
  if (deleted && !(await call.can('ticket.readDeleted'))) throw forbidden('ticket.readDeleted')
  if (spam && !(await call.can('ticket.markSpam'))) throw forbidden('ticket.markSpam')
}

/** The list of deleted tickets includes deleted spam, for actors who see spam. */
export async function inSubset(call: Call, { deleted, spam }: Subset): Promise<SQL> {
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

/** A requester never sees that their ticket is spam, whatever their role. */
function onAgentSide(call: Call): SQL {
  return ne(tickets.requesterId, call.actor.id)
}
