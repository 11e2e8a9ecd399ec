/** Core's operations as functions: what `helpdesk.as(actor)` and every `Call` offer. */
import type { Category, CategoryCreateInput, CategoryUpdateInput } from '../categories/types.ts'
import type {
  DeadWork,
  HistoryListInput,
  LoggedEvent,
  TicketEvent,
  TicketEventsInput,
} from '../events/types.ts'
import type { FailingFeed, FeedSkipInput } from '../feeds/types.ts'
import type {
  Participant,
  ParticipantAddInput,
  ParticipantRemoveInput,
} from '../participants/types.ts'
import type { PersonSummary, Role } from '../people/types.ts'
import type {
  ReceivedReply,
  Reply,
  ReplyCreated,
  ReplyCreateInput,
  ReplyListInput,
} from '../replies/types.ts'
import type {
  AssignInput,
  BulkAssignInput,
  BulkResult,
  BulkTransitionInput,
  Page,
  PageInput,
  ParsedTicketList,
  ParseListOptions,
  ReceivedTicket,
  Ticket,
  TicketCreateInput,
  TicketListInput,
  TicketSummary,
  TicketTarget,
  TicketUpdateInput,
  TransferInput,
  TransitionInput,
} from '../tickets/types.ts'

export interface TicketsApi {
  create(input: TicketCreateInput): Promise<Ticket>
  /** Throws `not_found` (404) for what the actor may not see. */
  get(input: { ticketId: string; include?: readonly string[] | undefined }): Promise<Ticket>
  list(input?: TicketListInput<string>): Promise<Page<TicketSummary>>
  /**
   * Validates an input of `list` for this actor, such as a stored filter, without a query. Throws
   * `invalid_input` (400) for an input that the list refuses. In process only.
   */
  parseList(input: unknown, options?: ParseListOptions): Promise<ParsedTicketList>
  update(input: TicketUpdateInput): Promise<Ticket>
  /** Throws `illegal_transition` (409) with `allowed`. The same state again changes nothing. */
  transition(input: TransitionInput): Promise<Ticket>
  assign(input: AssignInput): Promise<Ticket>
  unassign(input: TicketTarget): Promise<Ticket>
  transfer(input: TransferInput): Promise<Ticket>
  bulkAssign(input: BulkAssignInput): Promise<{ results: readonly BulkResult[] }>
  bulkTransition(input: BulkTransitionInput): Promise<{ results: readonly BulkResult[] }>
  delete(input: TicketTarget): Promise<void>
  restore(input: TicketTarget): Promise<Ticket>
  purge(input: TicketTarget): Promise<void>
  /** Hides the ticket from the customer side and from lists. A ticket that is spam already stays as it is. */
  markSpam(input: TicketTarget): Promise<Ticket>
  /** Restores the ticket exactly as it was. */
  markNotSpam(input: TicketTarget): Promise<Ticket>
  events(input: TicketEventsInput): Promise<Page<TicketEvent>>
}

export interface RepliesApi {
  create(input: ReplyCreateInput): Promise<ReplyCreated>
  get(input: {
    ticketId: string
    replyId: string
    include?: readonly string[] | undefined
  }): Promise<Reply>
  list(input: ReplyListInput<string>): Promise<Page<Reply>>
}

export interface ParticipantsApi {
  list(input: { ticketId: string }): Promise<{ data: readonly Participant[] }>
  add(input: ParticipantAddInput): Promise<Participant>
  remove(input: ParticipantRemoveInput): Promise<void>
}

export interface CategoriesApi {
  list(input?: { archived?: boolean | undefined }): Promise<{ data: readonly Category[] }>
  create(input: CategoryCreateInput): Promise<Category>
  update(input: CategoryUpdateInput): Promise<Category>
}

export interface PeopleApi {
  search(input: {
    query: string
    limit?: number | undefined
    roles?: readonly Role[] | undefined
  }): Promise<{
    data: readonly PersonSummary[]
  }>
  /**
   * Links a guest of the directory to a person of the host, who gets the guest's tickets, participations and
   * replies. Returns the person. Linking the same two again changes nothing.
   *
   * Throws `already_linked` (409) when the guest is linked to another person, `address_differs` (409) when the
   * person has another address with the host, and `not_found` (404) for an id that no guest has.
   */
  link(input: { guestId: string; personId: string }): Promise<PersonSummary>
  /** Makes a person anonymous everywhere, with the guests linked to them, and blanks what they wrote. */
  erase(input: { personId: string }): Promise<{ replacementId: string }>
}

export interface HistoryApi {
  /** The whole event log, newest first. Throws `forbidden` (403) without `event.read`. */
  list(input?: HistoryListInput): Promise<Page<LoggedEvent>>
}

export interface DeliveriesApi {
  /** What gave up after its last try, newest first. */
  dead(input?: PageInput): Promise<Page<DeadWork>>
  retry(input: { id: string }): Promise<void>
}

export interface FeedsApi {
  /** The feeds of plugins that fail at an event of this tenant, by name. */
  failing(): Promise<{ data: readonly FailingFeed[] }>
  /**
   * Lets a feed skip the event at which it fails. Throws `not_found` (404) for an unknown feed and for an event that
   * this tenant does not have, and `feed_not_failing` (409) when the feed does not fail at this event.
   */
  skip(input: FeedSkipInput): Promise<void>
}

export interface CoreApi {
  readonly tickets: TicketsApi
  readonly replies: RepliesApi
  readonly participants: ParticipantsApi
  readonly categories: CategoriesApi
  readonly people: PeopleApi
  readonly history: HistoryApi
  readonly deliveries: DeliveriesApi
  readonly feeds: FeedsApi
}

/** With the second argument of trusted calls (`Call.trust`). Any other call throws a `TypeError` for it. */
interface TrustedTicketsApi extends TicketsApi {
  create(input: TicketCreateInput, received?: ReceivedTicket): Promise<Ticket>
}

interface TrustedRepliesApi extends RepliesApi {
  create(input: ReplyCreateInput, received?: ReceivedReply): Promise<ReplyCreated>
}

/** Core's operations on a `Call`. */
export interface CallCoreApi extends CoreApi {
  readonly tickets: TrustedTicketsApi
  readonly replies: TrustedRepliesApi
}
