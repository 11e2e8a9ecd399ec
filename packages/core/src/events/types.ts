import type { PersonSummary } from '../people/types.ts'
import type { Audience } from '../replies/audience.ts'
import type { PageInput } from '../tickets/types.ts'

/** One line of a ticket's history, as the asking person may see it. */
export interface TicketEvent {
  readonly id: string
  readonly type: string
  readonly actor: PersonSummary
  /** Whom it is about, such as the new assignee or who was put in copy; `null` for most events. */
  readonly about: PersonSummary | null
  readonly audience: Audience
  readonly data: Readonly<Record<string, unknown>>
  readonly createdAt: string
}

export interface TicketEventsInput extends PageInput {
  readonly ticketId: string
  /** Default `asc`: oldest first. */
  readonly order?: 'asc' | 'desc' | undefined
}

/** A delivery or job that gave up after its last try. */
export interface DeadWork {
  readonly id: string
  readonly kind: 'delivery' | 'job'
  readonly name: string
  readonly attempts: number
  readonly lastError: string | null
  readonly createdAt: string
}
