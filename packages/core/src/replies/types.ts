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
  /** `body` rendered, or the HTML of the mail; sanitised by the server. */
  readonly bodyHtml: string
  readonly via: string
  /** Sent by a machine, such as an out-of-office notice. It changes neither state nor times of the ticket. */
  readonly automatic: boolean
  readonly createdAt: string
  /** When the original was sent, as its sender says; only for display. `null` for a reply that was written here. */
  readonly sentAt: string | null
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
  /**
   * Take the ticket along with the reply or note, as `tickets.assign` would, before it moves to `status`.
   * Needs `ticket.assign`, on the agent side. Default: its assignee stays.
   */
  readonly assign?: 'me' | undefined
}

/** Facts about a received message, such as a mail, for trusted calls only: see `Call.trust`. */
export interface ReceivedReply {
  /**
   * A machine sent it, such as an out-of-office notice. It changes neither the state nor the times of
   * the ticket, and core adds it even to a closed ticket. Refuses `status` and `assign`. Default false.
   */
  readonly automatic?: boolean | undefined
  /**
   * The message as HTML, of which `body` is the text. At most 262 144 characters and 1 000 open tags,
   * else `invalid_input` (400). Core sanitises it, and drops it when a hook changes `body`. Default: `body`,
   * rendered.
   */
  readonly bodyHtml?: string | undefined
  /** When the original was sent, between the years 1970 and 9999. Only for display: replies sort by `createdAt`. */
  readonly sentAt?: Date | undefined
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
