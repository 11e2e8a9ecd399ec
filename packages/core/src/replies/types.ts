import type { PersonSummary } from '../people/types.ts'
import type { Status } from '../tickets/lifecycle.ts'
import type { PageInput, Ticket } from '../tickets/types.ts'
import type { Audience } from './audience.ts'

export interface Reply {
  readonly id: string
  readonly ticketId: string
  /** `internal` is a note. The customer side never sees one. */
  readonly audience: Audience
  readonly author: PersonSummary
  /** On which side of the ticket the author stood. */
  readonly side: 'agent' | 'customer' | 'system'
  /** Markdown, as written. */
  readonly body: string
  readonly bodyHtml: string
  readonly via: string
  readonly createdAt: string
  readonly editedAt: string | null
  readonly deletedAt: string | null
  readonly version: number
}

export interface ReplyCreateInput {
  readonly ticketId: string
  /** Markdown, 1–65 536 characters. */
  readonly body: string
  /** Default `public`. */
  readonly audience?: Audience | undefined
  /**
   * Move the ticket along with the reply or note, as `tickets.transition` would. Default: a public reply
   * moves it as its automatic transitions say, a note leaves it where it is.
   */
  readonly status?: Status | undefined
}

/**
 * What became of a reply. A customer's reply to a closed ticket opens a new one by default: then
 * `followUp` is that ticket, and `reply` is null.
 */
export type ReplyCreated =
  | { readonly reply: Reply; readonly followUp: null }
  | { readonly reply: null; readonly followUp: Ticket }

/** `Field` are the names that `include` takes: none without plugins. */
export interface ReplyListInput<Field = never> extends PageInput {
  readonly ticketId: string
  /** Default `asc`: oldest first. */
  readonly order?: 'asc' | 'desc' | undefined
  /** Fields of plugins to answer with. */
  readonly include?: readonly Field[] | undefined
}
