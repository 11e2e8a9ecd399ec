/** The points at which hooks run, with the input, subject and result of each. */
import type { Audience } from '../replies/audience.ts'
import type { ReplyRow } from '../replies/schema.ts'
import type { ReplyCreateInput } from '../replies/types.ts'
import type { TicketRow } from '../tickets/schema.ts'
import type {
  AssignInput,
  TicketCreateInput,
  TicketTarget,
  TicketUpdateInput,
  TransferInput,
  TransitionInput,
} from '../tickets/types.ts'

export interface HookPoint<Input, Subject, Result> {
  readonly input: Input
  /** The row that the operation changes, as it was before, locked. */
  readonly subject: Subject
  readonly result: Result
}

/** The points of core's own operations. */
interface CoreHookPoints {
  'ticket.create': HookPoint<TicketCreateInput, null, TicketRow>
  'ticket.update': HookPoint<TicketUpdateInput, TicketRow, TicketRow>
  'ticket.transition': HookPoint<TransitionInput, TicketRow, TicketRow>
  'ticket.assign': HookPoint<AssignInput, TicketRow, TicketRow>
  'ticket.unassign': HookPoint<TicketTarget, TicketRow, TicketRow>
  'ticket.transfer': HookPoint<TransferInput, TicketRow, TicketRow>
  'ticket.delete': HookPoint<TicketTarget, TicketRow, TicketRow>
  'ticket.restore': HookPoint<TicketTarget, TicketRow, TicketRow>
  'ticket.purge': HookPoint<TicketTarget, TicketRow, TicketRow>
  'ticket.markSpam': HookPoint<TicketTarget, TicketRow, TicketRow>
  'ticket.markNotSpam': HookPoint<TicketTarget, TicketRow, TicketRow>
  'reply.create': HookPoint<ReplyCreateInput, TicketRow, ReplyRow>
  'person.erase': HookPoint<{ personId: string }, null, { replacementId: string }>
  'person.link': HookPoint<{ guestId: string; personId: string }, null, { personId: string }>
}

/** A reply with its ticket, both locked. */
export interface ReplyOnTicket {
  readonly ticket: TicketRow
  readonly reply: ReplyRow
}

export interface TicketMergeInput extends TicketTarget {
  /** The tickets that are merged into `ticketId`, at most 20. */
  readonly sourceIds: readonly string[]
}

export interface TicketSplitInput extends TicketTarget {
  readonly replyIds: readonly string[]
  /** The subject of the new ticket. Default: that of the ticket. */
  readonly subject?: string | undefined
}

export interface TicketRedactInput extends TicketTarget {
  /** The text to remove from the subject and the description. Default: all of both. */
  readonly text?: string | undefined
}

export interface ReplyTarget {
  readonly ticketId: string
  readonly replyId: string
  /** Refuses with 412 when the reply has another version. */
  readonly ifVersion?: number | undefined
}

export interface ReplyUpdateInput extends ReplyTarget {
  /** Markdown, 1–65 536 characters. */
  readonly body?: string | undefined
  /** `internal` makes a public reply a note. */
  readonly audience?: Audience | undefined
}

export interface ReplyRedactInput extends ReplyTarget {
  /** The text to remove from the body. Default: all of the body. */
  readonly text?: string | undefined
}

/** Points that core names for operations of plugins, so that hooks do not depend on the plugin that runs them. */
interface SharedHookPoints {
  /** The subject and the result are the ticket that remains. */
  'ticket.merge': HookPoint<TicketMergeInput, TicketRow, TicketRow>
  'ticket.unmerge': HookPoint<TicketTarget, TicketRow, TicketRow>
  /** The result is the new ticket. */
  'ticket.split': HookPoint<TicketSplitInput, TicketRow, TicketRow>
  'ticket.redact': HookPoint<TicketRedactInput, TicketRow, TicketRow>
  'reply.update': HookPoint<ReplyUpdateInput, ReplyOnTicket, ReplyRow>
  'reply.delete': HookPoint<ReplyTarget, ReplyOnTicket, ReplyRow>
  'reply.restore': HookPoint<ReplyTarget, ReplyOnTicket, ReplyRow>
  'reply.redact': HookPoint<ReplyRedactInput, ReplyOnTicket, ReplyRow>
}

/** All hook points. A plugin adds its own by declaration merging and names them in `hookPoints`. */
export interface HookPoints extends CoreHookPoints, SharedHookPoints {}

export type HookPointName = keyof HookPoints

const byName: Readonly<Record<keyof CoreHookPoints | keyof SharedHookPoints, true>> = {
  'ticket.create': true,
  'ticket.update': true,
  'ticket.transition': true,
  'ticket.assign': true,
  'ticket.unassign': true,
  'ticket.transfer': true,
  'ticket.delete': true,
  'ticket.restore': true,
  'ticket.purge': true,
  'ticket.markSpam': true,
  'ticket.markNotSpam': true,
  'reply.create': true,
  'person.erase': true,
  'person.link': true,
  'ticket.merge': true,
  'ticket.unmerge': true,
  'ticket.split': true,
  'ticket.redact': true,
  'reply.update': true,
  'reply.delete': true,
  'reply.restore': true,
  'reply.redact': true,
}

/** The names of the hook points that core declares, at run time. Hooking into one is legal even if nobody runs it. */
export const coreHookPoints: readonly string[] = Object.keys(byName)
