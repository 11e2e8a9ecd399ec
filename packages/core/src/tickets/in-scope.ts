import type { CallActor } from '../people/types.ts'
import type { Scope } from '../permissions/types.ts'
import type { TicketRow } from './schema.ts'

type Placed = Pick<TicketRow, 'teamId' | 'organisationId' | 'assigneeId'>

/**
 * What `inScope` asks of the database, asked of a row: for many actors and one ticket. A test holds
 * the two together.
 */
export function isInScope(
  scope: Scope,
  actor: CallActor,
  { teamId, organisationId, assigneeId }: Placed,
  isParticipant: boolean,
): boolean {
  if (scope.all) return true
  if (teamId !== null && scope.teams?.includes(teamId)) return true
  if (organisationId !== null && scope.organisations?.includes(organisationId)) return true
  if (!scope.own) return false
  const ownsAssigned = actor.role !== 'customer' || !!scope.teams?.length
  return isParticipant || (ownsAssigned && assigneeId === actor.id)
}
