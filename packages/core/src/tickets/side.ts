import type { CallActor } from '../people/types.ts'
import type { Side } from './lifecycle.ts'

/** Where an actor stands on a ticket: their role decides, except on a ticket they requested. */
export function sideOf(actor: CallActor, ticket: { readonly requesterId: string }): Side {
  if (actor.role === 'system') return 'system'
  return actor.role === 'customer' || actor.id === ticket.requesterId ? 'customer' : 'agent'
}
