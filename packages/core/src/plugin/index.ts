/** `@deskhand/core/plugin`: what a plugin imports besides `@deskhand/core/db`. */
export type { Additions } from '../api/additions.ts'
export type {
  Call,
  EnqueueOptions,
  KnownAdditions,
  KnownPlugins,
  NewEvent,
  PeopleLookup,
  Trust,
  Via,
} from '../api/call.ts'
export type { EventDeclaration, EventDeclarations } from '../events/types.ts'
export { readBytes } from '../http/body.ts'
export { named, page, time } from '../http/outputs.ts'
export { type Route, type RouteInput, route } from '../http/route.ts'
export { checkOptions } from '../kit/check-options.ts'
export {
  ConfigurationError,
  conflict,
  forbidden,
  HelpdeskError,
  invalid,
  invalidField,
  notFound,
  staleVersion,
  veto,
} from '../kit/errors.ts'
export { after, cut, decodeCursor, encodeCursor, ordered, pageInput } from '../kit/pagination.ts'
export type { Logger } from '../kit/ports.ts'
export type { Sealer, SealOptions } from '../kit/sealing.ts'
export { email, hostId, id, instant, line, parse, prose } from '../kit/validation.ts'
export type { Migration } from '../migrate/types.ts'
export { defineOperation, type Operation } from '../operation/operation.ts'
export { isParticipant } from '../participants/read.ts'
export { publicPerson } from '../people/lookup.ts'
export { personOutput } from '../people/outputs.ts'
export type { Actor, Person, PersonSummary, Role } from '../people/types.ts'
export { requirePermission } from '../permissions/permissions.ts'
export type { PermissionCatalogue, PermissionEntry } from '../permissions/types.ts'
export type { Audience } from '../replies/audience.ts'
export { changeReply, type ReplyChangeOptions, type ReplyPatch } from '../replies/change.ts'
export { loadVisibleReply, lockReply } from '../replies/load.ts'
export { moveReplies, type ReplyMove } from '../replies/move.ts'
export { replyOutput } from '../replies/outputs.ts'
export type { ReplyRow } from '../replies/schema.ts'
export type { ReceivedReply } from '../replies/types.ts'
export { LeaseLost } from '../services/lease-lost.ts'
export { renderMarkdown } from '../text/markdown.ts'
export { forEachTicket } from '../tickets/bulk.ts'
export { type ChangeOptions, changeTicket, momentOf, type TicketPatch } from '../tickets/change.ts'
export { ticketListFilter } from '../tickets/list-filter.ts'
export {
  loadVisibleTicket,
  lockLiveTicket,
  lockVisibleTicket,
  requireLive,
} from '../tickets/load.ts'
export { bulkOutput, ticketOutput, ticketSummaryOutput } from '../tickets/outputs.ts'
export { redact } from '../tickets/redact.ts'
export type { TicketRow } from '../tickets/schema.ts'
export { seesAllTickets } from '../tickets/scope.ts'
export { sideOf } from '../tickets/side.ts'
export { recomputeTimes } from '../tickets/times.ts'
export type {
  BulkResult,
  DroppedName,
  Page,
  PageInput,
  ParsedTicketList,
  ParseListOptions,
  ReceivedTicket,
} from '../tickets/types.ts'
export type {
  DeliveredEvent,
  Feed,
  FeedEvent,
  Feeds,
  JobDefinition,
  Service,
  ServiceInstance,
  ServiceLease,
  Services,
  Subscription,
  Subscriptions,
} from './background-parts.ts'
export type {
  Field,
  Fields,
  Finding,
  HelpdeskPlugin,
  InputField,
  Inputs,
  PluginContext,
  PluginFacts,
  PluginParts,
} from './contract.ts'
export { field, filter, input, job } from './define.ts'
export type {
  EraseHandler,
  ExtensionPointName,
  ExtensionPoints,
  MergeHandler,
  MovedReplies,
  Provided,
  Provisions,
  RedactHandler,
  Redaction,
  SearchableText,
  SearchText,
} from './extension-points.ts'
export type {
  HookPoint,
  HookPointName,
  HookPoints,
  ReplyOnTicket,
  ReplyRedactInput,
  ReplyTarget,
  ReplyUpdateInput,
  TicketMergeInput,
  TicketRedactInput,
  TicketSplitInput,
} from './hook-points.ts'
export type { Hook, Hooks, TicketChange, TicketChangeCause, TicketChangedHook } from './hooks.ts'
export type {
  ColumnSort,
  FilterCondition,
  MatchSource,
  SortColumn,
  SortSource,
  SourceMatch,
  SourceSort,
  TicketFilter,
  TicketFilters,
  TicketListValues,
  TicketSort,
  TicketSorts,
} from './list-parts.ts'
export { mountRoute } from './mount.ts'
