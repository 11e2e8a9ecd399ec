/** What callers pass in and get back about tickets. Times are ISO 8601 strings in UTC. */
import type { PersonSummary } from '../people/types.ts'
import type { Priority, Status } from './lifecycle.ts'

export type Metadata = Readonly<Record<string, string | number | boolean | null>>

export interface CategorySummary {
  readonly id: string
  readonly name: string
}

/**
 * A ticket as one person sees it. On the customer side the state, version and times are the public
 * ones, and `teamId`, `metadata`, `spamAt`, `deletedAt` and `deletedBy` are absent.
 */
export interface TicketSummary {
  readonly id: string
  readonly number: number
  readonly subject: string
  readonly status: Status
  readonly priority: Priority
  readonly category: CategorySummary | null
  readonly requester: PersonSummary
  readonly createdBy: PersonSummary
  readonly assignee: PersonSummary | null
  readonly organisationId: string | null
  readonly followUpOfId: string | null
  readonly reopenCount: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly firstResponseAt: string | null
  readonly resolvedAt: string | null
  readonly closedAt: string | null
  /** Since when the oldest unanswered message of the customer waits. */
  readonly waitingSince: string | null
  /** Where the asking person may move it to. */
  readonly allowedTransitions: readonly Status[]
  /** Counts changes this person can see; the `ETag`. */
  readonly version: number
  /** On which side of the ticket the asking person stands. */
  readonly side: 'agent' | 'customer'
  readonly teamId?: string | null
  readonly metadata?: Metadata
  /** When it was marked as spam. */
  readonly spamAt?: string | null
  readonly deletedAt?: string | null
  readonly deletedBy?: PersonSummary | null
}

export interface Ticket extends TicketSummary {
  /** Markdown, as written. */
  readonly description: string
  /** `body` rendered, or the HTML of the mail; sanitised by the server. */
  readonly descriptionHtml: string
}

export interface TicketCreateInput {
  /** 1–200 characters. */
  readonly subject: string
  /** Markdown, 1–65 536 characters. */
  readonly description: string
  /** Default `normal`. */
  readonly priority?: Priority | undefined
  readonly categoryId?: string | null | undefined
  /** The person it is for; default: the actor. Somebody else needs `ticket.createFor`. */
  readonly requesterId?: string | undefined
  /** Instead of `requesterId`: found among the host's people or put into the directory. */
  readonly requesterEmail?: string | undefined
  readonly requesterName?: string | undefined
  readonly teamId?: string | null | undefined
  readonly assigneeId?: string | null | undefined
  readonly metadata?: Metadata | undefined
  /** Ids of people in copy, at most 50. */
  readonly cc?: readonly string[] | undefined
  readonly followUpOfId?: string | undefined
}

/** Facts about a received message that opens a ticket, for trusted calls only: see `Call.trust`. */
export interface ReceivedTicket {
  /** The message as HTML, of which `description` is the text; as `bodyHtml` of a reply. */
  readonly descriptionHtml?: string | undefined
}

/** Addresses a ticket; `ifVersion` refuses with 412 when the actor's version is another. */
export interface TicketTarget {
  readonly ticketId: string
  readonly ifVersion?: number | undefined
}

export interface TicketUpdateInput extends TicketTarget {
  readonly subject?: string | undefined
  readonly priority?: Priority | undefined
  readonly categoryId?: string | null | undefined
  /** Keys given are set, `null` removes one, others stay. */
  readonly metadata?: Metadata | undefined
}

export interface TransitionInput extends TicketTarget {
  readonly status: Status
  /** Needed to close what was not resolved; 1–500 characters. Kept as an internal note. */
  readonly reason?: string | undefined
}

export interface AssignInput extends TicketTarget {
  readonly assigneeId: string
}

export interface TransferInput extends TicketTarget {
  readonly teamId: string | null
  /** Default: nobody. */
  readonly assigneeId?: string | null | undefined
}

export interface BulkAssignInput {
  /** At most 100. */
  readonly ticketIds: readonly string[]
  readonly assigneeId: string | null
}

export interface BulkTransitionInput {
  readonly ticketIds: readonly string[]
  readonly status: Status
  readonly reason?: string | undefined
}

/** What became of one item of a bulk call. */
export type BulkResult =
  | { readonly ticketId: string; readonly ok: true }
  | {
      readonly ticketId: string
      readonly ok: false
      readonly status: number
      readonly code: string
      readonly detail: string
    }

export interface TimeRange {
  /** Inclusive. */
  readonly from?: string | undefined
  /** Exclusive. */
  readonly to?: string | undefined
}

/** `Field` are the names that `include` takes: none without plugins. */
export interface TicketListInput<Field = never> {
  readonly status?: readonly Status[] | undefined
  readonly priority?: readonly Priority[] | undefined
  readonly category?: readonly string[] | undefined
  /** A person's id, `me` or `none`. */
  readonly assignee?: string | undefined
  readonly requester?: string | undefined
  readonly team?: string | undefined
  readonly organisation?: string | undefined
  readonly number?: number | undefined
  readonly created?: TimeRange | undefined
  readonly updated?: TimeRange | undefined
  readonly resolved?: TimeRange | undefined
  /** Only deleted ones; needs `ticket.readDeleted`. Default false. */
  readonly deleted?: boolean | undefined
  /** Only spam; needs `ticket.markSpam`. Not together with `deleted`. Default false. */
  readonly spam?: boolean | undefined
  /** Default `created`. */
  readonly sort?: TicketSortName | undefined
  /** Default `desc`. */
  readonly order?: 'asc' | 'desc' | undefined
  /** 1–100. Default 25. */
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
  /** Counts the matches, up to 1 000. Default false. */
  readonly count?: boolean | undefined
  /** Fields of plugins to answer with. */
  readonly include?: readonly Field[] | undefined
}

export interface ParseListOptions {
  /** Drops names that do not exist for the actor, such as those of a plugin that was removed. Default false. */
  readonly dropUnknown?: boolean | undefined
  /** The JSON Pointer of the input in the caller's own input, such as `/filter`. The paths of errors begin with it. */
  readonly at?: string | undefined
}

/** A name that was left out of the input of a list. */
export interface DroppedName {
  readonly kind: 'filter' | 'sort' | 'include'
  readonly name: string
}

export interface ParsedTicketList<Filters = object> {
  /**
   * Only the given values, without defaults, as plain JSON. It can be stored and passed to `list`.
   * `sort` and `include` may also name additions of plugins, which this type leaves out.
   */
  readonly input: TicketListInput & Partial<Filters>
  readonly dropped: readonly DroppedName[]
}

export type TicketSortName = 'created' | 'updated' | 'priority' | 'number'

/** A keyset page. */
export interface Page<Item> {
  readonly data: readonly Item[]
  readonly page: {
    readonly nextCursor: string | null
    readonly hasMore: boolean
    /** Only when asked for. At `limit` there may be more. */
    readonly count?: { readonly value: number; readonly limit: number }
  }
}

export interface PageInput {
  /** 1–100. Default 25. */
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}
