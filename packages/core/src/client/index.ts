/** `@deskhand/core/client`: the helpdesk over HTTP, for browsers and servers. Imports nothing at run time. */

export type {
  Additions,
  CoreApiWith,
  HttpApiWith,
  Merged,
  RepliesApiWith,
  TicketListInputWith,
  TicketsApiWith,
  WithOptions,
} from '../api/additions.ts'
export type {
  CategoriesApi,
  CoreApi,
  DeliveriesApi,
  FeedsApi,
  HistoryApi,
  ParticipantsApi,
  PeopleApi,
  RepliesApi,
  TicketsApi,
} from '../api/types.ts'
export type { Category, CategoryCreateInput, CategoryUpdateInput } from '../categories/types.ts'
export type {
  DeadWork,
  HistoryListInput,
  LoggedEvent,
  TicketEvent,
  TicketEventsInput,
} from '../events/types.ts'
export type { FailingFeed, FeedSkipInput } from '../feeds/types.ts'
export type { Capabilities } from '../http/capabilities.ts'
export type { FieldError } from '../kit/errors.ts'
export type {
  Participant,
  ParticipantAddInput,
  ParticipantRemoveInput,
} from '../participants/types.ts'
export type { PersonSummary, Role } from '../people/types.ts'
export type { Reply, ReplyCreated, ReplyCreateInput, ReplyListInput } from '../replies/types.ts'
export type { StreamedEvent } from '../stream/types.ts'
export type { Priority, Status } from '../tickets/lifecycle.ts'
export type {
  AssignInput,
  BulkAssignInput,
  BulkResult,
  BulkTransitionInput,
  CategorySummary,
  DroppedName,
  Metadata,
  Page,
  PageInput,
  ParsedTicketList,
  ParseListOptions,
  Ticket,
  TicketCreateInput,
  TicketListInput,
  TicketSortName,
  TicketSummary,
  TicketTarget,
  TicketUpdateInput,
  TimeRange,
  TransferInput,
  TransitionInput,
} from '../tickets/types.ts'
export type { ClientAuth, TokenReason } from './auth.ts'
export { type ClientOptions, createHelpdeskClient } from './create-client.ts'
export { HelpdeskApiError } from './errors.ts'
export type { EventsClient, StreamItem, StreamOptions, StreamState } from './events.ts'
export type { CallOptions, ClientHttp, ClientRequest, HttpOptions } from './http.ts'
export { type FetchPage, items, pages } from './pages.ts'
export type {
  AdditionsOf,
  ClientPlugin,
  ClientPluginApis,
  ClientPlugins,
  HelpdeskClient,
} from './plugin.ts'
export { path } from './query.ts'
