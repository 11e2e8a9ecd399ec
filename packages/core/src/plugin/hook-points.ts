/** Every point at which hooks run, with what they get. */

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
  'reply.create': HookPoint<ReplyCreateInput, TicketRow, ReplyRow>
  'person.erase': HookPoint<{ personId: string }, null, { replacementId: string }>
}

/** All hook points. A plugin adds its own by declaration merging and names them in `hookPoints`. */
export interface HookPoints extends CoreHookPoints {}

export type HookPointName = keyof HookPoints

const byName: Readonly<Record<keyof CoreHookPoints, true>> = {
  'ticket.create': true,
  'ticket.update': true,
  'ticket.transition': true,
  'ticket.assign': true,
  'ticket.unassign': true,
  'ticket.transfer': true,
  'ticket.delete': true,
  'ticket.restore': true,
  'ticket.purge': true,
  'reply.create': true,
  'person.erase': true,
}

/** The names of core's hook points, at run time. */
export const coreHookPoints: readonly string[] = Object.keys(byName)

/** One ticket before and after a write. */
export interface TicketChange {
  /** The ticket before the change. `null` for a new ticket. */
  readonly before: TicketRow | null
  /** The ticket after the change. `null` for a purged ticket, whose rows are gone. */
  readonly after: TicketRow | null
  readonly cause: TicketChangeCause
}

/** The hook point of the operation that changed the ticket, or what changed it without one. */
export type TicketChangeCause = HookPointName | 'auto-close' | 'merge' | 'erase'
