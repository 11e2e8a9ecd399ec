/** Every point at which hooks run, what they get, and what a hook looks like. */
import type { Call } from '../api/call.ts'
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
  /** What the operation is about, as it stood before; locked. */
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
  /** Replaced wherever it stands in the subject and the description. Default: all of the text. */
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
  /** Replaced wherever it stands in the body. Default: all of the body. */
  readonly text?: string | undefined
}

/** Points that core names for operations of plugins, so that others hook in whoever runs them. */
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

/** One ticket before and after a write. */
export interface TicketChange {
  /** The ticket before the change. `null` for a new ticket. */
  readonly before: TicketRow | null
  /** The ticket after the change. `null` for a purged ticket, whose rows are gone. */
  readonly after: TicketRow | null
  readonly cause: TicketChangeCause
}

/** The hook point of the operation that changed the ticket, or `auto-close`, which is no operation. */
export type TicketChangeCause = HookPointName | 'auto-close'

/** Work before and after an operation, inside its transaction. No I/O: it may be run again. */
export interface Hook<Point extends HookPointName> {
  /** May return a changed input, or throw `veto(…)`. The input is parsed and authorised again. */
  before?(
    call: Call,
    operation: { input: HookPoints[Point]['input']; subject: HookPoints[Point]['subject'] },
  ): Promise<HookPoints[Point]['input'] | undefined> | HookPoints[Point]['input'] | undefined
  /** May write more, in the same transaction. */
  after?(
    call: Call,
    operation: {
      input: HookPoints[Point]['input']
      subject: HookPoints[Point]['subject']
      result: HookPoints[Point]['result']
    },
  ): Promise<void> | void
}

/**
 * Runs after every write that changes a field of a ticket, in the same transaction: by an operation, an
 * automatic transition, a merge or an erasure. It runs before `inputs` and before `after` hooks. A write
 * that only raises the version of the ticket, such as for a note or a new participant, does not run it.
 *
 * It cannot refuse the change: a `veto` becomes an error (500), so use a `before` hook for that. Writing
 * to one of the same tickets throws a `TypeError`. Writing to another ticket runs the hook again, one level
 * deeper; more than ten levels throw `too_deep` (500).
 */
export type TicketChangedHook = (
  call: Call,
  changes: readonly TicketChange[],
) => Promise<void> | void

/** Plugins' hooks run in the order in which the host installs the plugins. */
export type Hooks = { readonly [Point in HookPointName]?: Hook<Point> } & {
  readonly 'ticket.changed'?: TicketChangedHook
}
