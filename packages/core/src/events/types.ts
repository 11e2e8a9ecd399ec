import type { PersonSummary } from '../people/types.ts'
import type { Audience } from '../replies/audience.ts'
import type { PageInput, TimeRange } from '../tickets/types.ts'
import type { Via } from './via.ts'

/** Describes a type of event. */
export interface EventDeclaration {
  /** When it is emitted, in one sentence for people who read the log or subscribe. */
  readonly description: string
  /**
   * The keys of `data` that the customer side sees in public events. Their values must hold nothing internal.
   * Default: none.
   */
  readonly publicData?: readonly string[]
}

/** Declarations by type, such as `attachment.created`. */
export type EventDeclarations = Readonly<Record<string, EventDeclaration>>

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

/** One line of the whole event log. */
export interface LoggedEvent extends TicketEvent {
  /** `null` for an event without a ticket, such as a new category. */
  readonly ticketId: string | null
  /** The entry point through which the change came in. */
  readonly via: Via
  /**
   * The event whose delivery led to this one. `null` for most events, and always on a ticket that the
   * reader requested.
   */
  readonly causeId: string | null
}

/** An event must match every given filter. */
export interface HistoryListInput extends PageInput {
  /** Any of these types, at most 20. */
  readonly type?: readonly string[] | undefined
  readonly actorId?: string | undefined
  readonly ticketId?: string | undefined
  readonly created?: TimeRange | undefined
  /** By time; with `ticketId`, in the order in which the events were written. Default `desc`: newest first. */
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
