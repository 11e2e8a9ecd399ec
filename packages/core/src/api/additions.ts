/**
 * The API as callers see it, with what plugins add to core's own operations: in process
 * (`helpdesk.as(actor)`, `call.core`), and over HTTP, where each function takes options as well.
 */

import type {
  ReceivedReply,
  Reply,
  ReplyCreated,
  ReplyCreateInput,
  ReplyListInput,
} from '../replies/types.ts'
import type {
  AssignInput,
  Page,
  ParsedTicketList,
  ParseListOptions,
  ReceivedTicket,
  Ticket,
  TicketCreateInput,
  TicketListInput,
  TicketSortName,
  TicketSummary,
  TicketTarget,
  TicketUpdateInput,
  TransferInput,
  TransitionInput,
} from '../tickets/types.ts'
import type {
  CategoriesApi,
  DeliveriesApi,
  FeedsApi,
  HistoryApi,
  ParticipantsApi,
  PeopleApi,
  RepliesApi,
  TicketsApi,
} from './types.ts'

/**
 * What a plugin adds to core's operations, as types only.
 *
 * @example
 * interface TagsAdditions {
 *   inputs: { 'ticket.create': { tags?: readonly string[] } }
 *   ticketFilters: { tags?: { any?: readonly string[] } }
 *   ticketFields: { tags?: readonly Tag[] }
 * }
 */
export interface Additions {
  /** Further body fields by operation. */
  readonly inputs?: object
  /** Further filters of the ticket list. */
  readonly ticketFilters?: object
  /** The names of further sorts, as keys. */
  readonly ticketSorts?: object
  /** What `include` adds to a ticket; optional where not everyone on a ticket sees it. */
  readonly ticketFields?: object
  readonly replyFields?: object
}

/** One part of the additions, `object` where there is none. */
type Part<Adds, Key extends keyof Additions> = Adds extends { readonly [K in Key]: infer Value }
  ? Value
  : object

type InputOf<Adds, Operation extends string> =
  Part<Adds, 'inputs'> extends { readonly [K in Operation]: infer Value } ? Value : object

type TicketFields<Adds> = Part<Adds, 'ticketFields'>
type ReplyFields<Adds> = Part<Adds, 'replyFields'>

interface Including<Name> {
  /** Fields of plugins to answer with. */
  readonly include?: readonly Name[] | undefined
}

export type TicketListInputWith<Adds, Include> = Omit<TicketListInput<Include>, 'sort'> &
  Partial<Part<Adds, 'ticketFilters'>> & {
    /** Default `created`. */
    readonly sort?: TicketSortName | keyof Part<Adds, 'ticketSorts'> | undefined
  }

/** `TicketsApi` with what plugins add. `Options` are further arguments of every function. */
export interface TicketsApiWith<Adds, Options extends readonly unknown[] = []>
  extends Omit<
    WithOptions<TicketsApi, Options>,
    | 'create'
    | 'get'
    | 'list'
    | 'parseList'
    | 'update'
    | 'transition'
    | 'assign'
    | 'unassign'
    | 'transfer'
  > {
  create(
    input: TicketCreateInput & InputOf<Adds, 'ticket.create'>,
    ...options: Options
  ): Promise<Ticket>
  get<const Include extends keyof TicketFields<Adds> = never>(
    input: { readonly ticketId: string } & Including<Include>,
    ...options: Options
  ): Promise<Ticket & Pick<TicketFields<Adds>, Include>>
  list<const Include extends keyof TicketFields<Adds> = never>(
    input?: TicketListInputWith<Adds, Include>,
    ...options: Options
  ): Promise<Page<TicketSummary & Pick<TicketFields<Adds>, Include>>>
  /** In process only. See `TicketsApi`. */
  parseList(
    input: unknown,
    options?: ParseListOptions,
  ): Promise<ParsedTicketList<Part<Adds, 'ticketFilters'>>>
  update(
    input: TicketUpdateInput & InputOf<Adds, 'ticket.update'>,
    ...options: Options
  ): Promise<Ticket>
  transition(
    input: TransitionInput & InputOf<Adds, 'ticket.transition'>,
    ...options: Options
  ): Promise<Ticket>
  assign(input: AssignInput & InputOf<Adds, 'ticket.assign'>, ...options: Options): Promise<Ticket>
  unassign(input: TicketTarget, ...options: Options): Promise<Ticket>
  transfer(
    input: TransferInput & InputOf<Adds, 'ticket.transfer'>,
    ...options: Options
  ): Promise<Ticket>
}

/** `RepliesApi` with what plugins add. */
export interface RepliesApiWith<Adds, Options extends readonly unknown[] = []>
  extends Omit<WithOptions<RepliesApi, Options>, 'create' | 'get' | 'list'> {
  create(
    input: ReplyCreateInput & InputOf<Adds, 'reply.create'>,
    ...options: Options
  ): Promise<ReplyCreated>
  get<const Include extends keyof ReplyFields<Adds> = never>(
    input: { readonly ticketId: string; readonly replyId: string } & Including<Include>,
    ...options: Options
  ): Promise<Reply & Pick<ReplyFields<Adds>, Include>>
  list<const Include extends keyof ReplyFields<Adds> = never>(
    input: ReplyListInput<Include>,
    ...options: Options
  ): Promise<Page<Reply & Pick<ReplyFields<Adds>, Include>>>
}

/** Core's API with what plugins add to it. */
export interface CoreApiWith<Adds, Options extends readonly unknown[] = []> {
  readonly tickets: TicketsApiWith<Adds, Options>
  readonly replies: RepliesApiWith<Adds, Options>
  readonly participants: WithOptions<ParticipantsApi, Options>
  readonly categories: WithOptions<CategoriesApi, Options>
  readonly people: WithOptions<PeopleApi, Options>
  readonly history: WithOptions<HistoryApi, Options>
  readonly deliveries: WithOptions<DeliveriesApi, Options>
  readonly feeds: WithOptions<FeedsApi, Options>
}

/** `CallCoreApi` with what plugins add. */
export interface CallCoreApiWith<Adds> extends Omit<CoreApiWith<Adds>, 'tickets' | 'replies'> {
  readonly tickets: Omit<TicketsApiWith<Adds>, 'create'> & {
    create(
      input: TicketCreateInput & InputOf<Adds, 'ticket.create'>,
      received?: ReceivedTicket,
    ): Promise<Ticket>
  }
  readonly replies: Omit<RepliesApiWith<Adds>, 'create'> & {
    create(
      input: ReplyCreateInput & InputOf<Adds, 'reply.create'>,
      received?: ReceivedReply,
    ): Promise<ReplyCreated>
  }
}

/** What HTTP offers of `CoreApiWith`. */
export interface HttpApiWith<Adds, Options extends readonly unknown[]>
  extends Omit<CoreApiWith<Adds, Options>, 'tickets'> {
  readonly tickets: Omit<TicketsApiWith<Adds, Options>, 'parseList'>
}

/** Every function with further arguments. */
export type WithOptions<Api, Options extends readonly unknown[]> = {
  readonly [Name in keyof Api]: Api[Name] extends (...input: infer Input) => infer Result
    ? (...input: [...Input, ...Options]) => Result
    : Api[Name]
}

/** The additions of several plugins as one. */
export type Merged<Adds> = (Adds extends unknown ? (adds: Adds) => void : never) extends (
  adds: infer All,
) => void
  ? All
  : never
