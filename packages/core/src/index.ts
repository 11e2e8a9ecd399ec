/** `@deskhand/core`: what a host imports. */
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
} from './api/types.ts'
export type { StopOptions } from './background/background.ts'
export type { RoundOptions, RunDueResult } from './background/round.ts'
export type { Category, CategoryCreateInput, CategoryUpdateInput } from './categories/types.ts'
export { createHelpdesk } from './create-helpdesk.ts'
export type { Storage } from './db/types.ts'
export { coreEvents } from './events/declarations.ts'
export type {
  DeadWork,
  EventDeclaration,
  EventDeclarations,
  HistoryListInput,
  LoggedEvent,
  TicketEvent,
  TicketEventsInput,
} from './events/types.ts'
export type { FailingFeed, FeedSkipInput } from './feeds/types.ts'
export type {
  AsOptions,
  Helpdesk,
  HelpdeskApi,
  MigrateOptions,
  PluginApis,
} from './helpdesk.ts'
export type { Clock, NewId } from './kit/clock.ts'
export { ConfigurationError, type FieldError, HelpdeskError } from './kit/errors.ts'
export type { Logger, Metrics } from './kit/ports.ts'
export { MigrationError } from './migrate/errors.ts'
export type { MigrationResult } from './migrate/migrate.ts'
export type { MigrationName } from './migrate/plan.ts'
export type { HelpdeskOptions } from './options.ts'
export type {
  Participant,
  ParticipantAddInput,
  ParticipantRemoveInput,
} from './participants/types.ts'
export type {
  Actor,
  CallActor,
  PeopleContext,
  PeopleSource,
  Person,
  PersonSummary,
  Role,
} from './people/types.ts'
export { corePermissions } from './permissions/catalogue.ts'
export type { Scope } from './permissions/types.ts'
export type { Finding, HelpdeskPlugin } from './plugin/contract.ts'
export type { Reply, ReplyCreated, ReplyCreateInput, ReplyListInput } from './replies/types.ts'
export type { Limits, Policy, Retention } from './runtime.ts'
export type { StreamSettings } from './stream/types.ts'

export {
  type Priority,
  priorities,
  type Status,
  statuses,
  transitions,
} from './tickets/lifecycle.ts'
export type {
  AssignInput,
  BulkAssignInput,
  BulkResult,
  BulkTransitionInput,
  DroppedName,
  Metadata,
  Page,
  PageInput,
  ParsedTicketList,
  ParseListOptions,
  Ticket,
  TicketCreateInput,
  TicketListInput,
  TicketSummary,
  TicketTarget,
  TicketUpdateInput,
  TransferInput,
  TransitionInput,
} from './tickets/types.ts'
export { version } from './version.ts'
