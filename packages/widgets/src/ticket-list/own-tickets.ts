import type { TicketListFilters } from '../contributions/slots.ts'
import type { Session } from '../session/session.ts'

/** What the person has asked for: all that customers see, of what agents see a part. */
export function ownTickets(session: Session | undefined): TicketListFilters {
  const { person } = session ?? {}
  return person && person.role !== 'customer' ? { requester: person.id } : {}
}
