/** Who hears what: the rights and the projection of a ticket's history, for one reader and event. */
import type { Call } from '../api/call.ts'
import { isPublicEvent, showEvent } from '../events/projection.ts'
import { isInScope } from '../tickets/in-scope.ts'
import type { ListedTicket } from '../tickets/listed.ts'
import { scopeOf } from '../tickets/scope.ts'
import { isShown, seesSpam } from '../tickets/shown.ts'
import { sideOf } from '../tickets/side.ts'
import type { PlacedEvent } from './log.ts'
import type { Scene } from './scene.ts'
import type { StreamedEvent, StreamedGone } from './types.ts'

export type Heard =
  | { readonly name: 'message'; readonly data: StreamedEvent }
  | { readonly name: 'gone'; readonly data: StreamedGone }

/** What one reader hears of a batch; null for an event that is not for them. */
export function hearing(call: Call, scene: Scene): (row: PlacedEvent) => Promise<Heard | null> {
  const visible = new Map<string, Promise<boolean>>()
  return async (row) => {
    const ticket = row.ticketId === null ? undefined : scene.tickets.get(row.ticketId)
    if (!ticket) return null
    const isSeen = visible.get(ticket.id) ?? isVisible(call, scene, ticket)
    visible.set(ticket.id, isSeen)
    if (await isSeen) return visibleEvent(call, scene, ticket, row)
    return (await sawBefore(call, scene, ticket, row))
      ? { name: 'gone', data: { ticketId: ticket.id } }
      : null
  }
}

async function isVisible(call: Call, scene: Scene, ticket: ListedTicket): Promise<boolean> {
  if (!isPlaced(call, scene, ticket) || !(await isShown(call, ticket))) return false
  return call.can('ticket.read', ticket)
}

function isPlaced(call: Call, scene: Scene, ticket: ListedTicket): boolean {
  const isParticipant = scene.isParticipant(ticket.id, call.actor.id)
  return isInScope(scopeOf(call), call.actor, ticket, isParticipant)
}

function visibleEvent(
  call: Call,
  scene: Scene,
  ticket: ListedTicket,
  row: PlacedEvent,
): Heard | null {
  const isCustomer = sideOf(call.actor, ticket) === 'customer'
  if (isCustomer && !isPublicEvent(call, row)) return null
  const version = isCustomer ? ticket.publicVersion : ticket.version
  const shown = showEvent(call, row, scene.people, isCustomer)
  return { name: 'message', data: { ...shown, ticketId: ticket.id, version } }
}

/** Whether the event is what took the ticket out of the reader's sight. */
async function sawBefore(
  call: Call,
  scene: Scene,
  ticket: ListedTicket,
  row: PlacedEvent,
): Promise<boolean> {
  const { actor } = call
  const scope = scopeOf(call)
  const isParticipant = scene.isParticipant(ticket.id, actor.id)
  const sees = (before: Partial<ListedTicket>, wasParticipant = isParticipant) =>
    isInScope(scope, actor, { ...ticket, ...before }, wasParticipant)
  const { from, personId } = row.data as { from?: string | null; personId?: string }
  if (row.type === 'participant.removed') return personId === actor.id && sees({}, true)
  const isHiddenSpam = ticket.spamAt !== null && !(await seesSpam(call, ticket))
  if (row.type === 'ticket.markedSpam') return isHiddenSpam && sees({})
  if (isHiddenSpam) return false
  if (row.type === 'ticket.deleted') return sees({})
  if (ticket.deletedAt) return false
  if (row.type === 'ticket.transferred') return sees({ teamId: from ?? null })
  if (row.type === 'ticket.assigned' || row.type === 'ticket.unassigned') {
    return sees({ assigneeId: from ?? null })
  }
  return false
}
