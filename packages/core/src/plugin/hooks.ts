/** The functions that plugins run before and after operations, and on every change of a ticket. */
import type { Call } from '../api/call.ts'
import type { TicketRow } from '../tickets/schema.ts'
import type { HookPointName, HookPoints } from './hook-points.ts'

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
