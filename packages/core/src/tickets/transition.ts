/** Moving a ticket through its states: asked for, or automatic. */
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { conflict, invalidField } from '../kit/errors.ts'
import { defineOperation } from '../operation/operation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { insertReply } from '../replies/write.ts'
import { changeTicket, momentOf, type TicketPatch } from './change.ts'
import { transitionInput } from './inputs.ts'
import {
  allowedTransitions,
  displayedStatus,
  isReopening,
  publicStatus,
  type Status,
} from './lifecycle.ts'
import { lockLiveTicket } from './load.ts'
import type { TicketRow } from './schema.ts'
import { sideOf } from './side.ts'
import type { TransitionInput } from './types.ts'

export const transitionTicket = defineOperation({
  point: 'ticket.transition',
  input: transitionInput,
  load: (call, input) => lockLiveTicket(call, input.ticketId, input.ifVersion),
  authorise: (call, _input, ticket) => requirePermission(call, 'ticket.transition', ticket),
  write,
})

async function write(call: Call, input: TransitionInput, ticket: TicketRow): Promise<TicketRow> {
  if (isDisplayedAs(call, ticket, input.status)) return ticket
  await guardTransition(call, ticket, input.status)
  if (needsReason(ticket.status, input.status)) {
    if (input.reason === undefined) {
      throw invalidField(
        '/reason',
        'Say why: a ticket that was not resolved is closed with a reason.',
      )
    }
  }
  const note =
    input.reason === undefined || sideOf(call.actor, ticket) === 'customer'
      ? null
      : await insertReply(call, ticket, { audience: 'internal', body: input.reason })
  const changes = stateChanges(call, ticket, input.status)
  emitMoved(call, ticket, changes, note && { noteId: note.id })
  return changeTicket(call, ticket, changes, {
    cause: 'ticket.transition',
    touch: note !== null,
    at: note?.createdAt,
  })
}

/** Whether the ticket is there already, as the actor sees it. */
function isDisplayedAs(call: Call, ticket: TicketRow, status: Status): boolean {
  return displayedStatus(ticket.status, sideOf(call.actor, ticket)) === status
}

/** Throws `illegal_transition` (409) with `allowed`. */
export async function guardTransition(call: Call, ticket: TicketRow, to: Status): Promise<void> {
  const allowed = await allowedFor(call, ticket)
  if (allowed.includes(to)) return
  const from = displayedStatus(ticket.status, sideOf(call.actor, ticket))
  throw conflict(
    'illegal_transition',
    allowed.length > 0
      ? `A ticket that is ${from} cannot become ${to} here. Choose one of: ${allowed.join(', ')}.`
      : `A ticket that is ${from} cannot be moved by you.`,
    { from, to, allowed },
  )
}

type Movable = Pick<
  TicketRow,
  'status' | 'requesterId' | 'closedAt' | 'deletedAt' | 'mergedIntoId' | 'spamAt'
>

/** Where the actor may move a ticket to. */
async function allowedFor(call: Call, ticket: Movable): Promise<Status[]> {
  const allowed = await allowance(call)
  return allowed(ticket)
}

/** The same for many tickets. What only the actor's role decides is asked for once. */
export async function allowance(
  call: Call,
): Promise<(ticket: Movable) => Status[] | Promise<Status[]>> {
  const { can, policy } = runtimeOf(call)
  const now = call.now()
  const permissions = (ticket?: Movable) =>
    Promise.all([call.can('ticket.close', ticket), call.can('ticket.reopen', ticket)])
  const decide = (ticket: Movable, [close, reopen]: readonly [boolean, boolean]) =>
    ticket.deletedAt || ticket.mergedIntoId || ticket.spamAt
      ? []
      : allowedTransitions(ticket.status, {
          side: sideOf(call.actor, ticket),
          isRequester: call.actor.id === ticket.requesterId,
          holds: (permission) => (permission === 'ticket.close' ? close : reopen),
          closedAt: ticket.closedAt,
          now,
          reopenDays: policy.reopenDays,
        })
  if (can) return async (ticket) => decide(ticket, await permissions(ticket))
  const held = await permissions()
  return (ticket) => decide(ticket, held)
}

export function needsReason(from: Status, to: Status): boolean {
  return to === 'closed' && from !== 'resolved' && from !== 'closed'
}

/** The columns that go with a move: times, the reopening counter, the resolving agent. */
export function stateChanges(call: Call, ticket: TicketRow, to: Status): TicketPatch {
  const now = momentOf(call, ticket)
  if (to === 'resolved') {
    const takes = ticket.assigneeId === null && sideOf(call.actor, ticket) === 'agent'
    return {
      status: to,
      resolvedAt: now,
      waitingSince: null,
      ...(takes && { assigneeId: call.actor.id }),
    }
  }
  if (to === 'closed') return { status: to, closedAt: now, waitingSince: null }
  if (!isReopening(ticket.status, to)) return { status: to }
  const reopenedAt = momentAfter(ticket, now)
  return {
    status: to,
    resolvedAt: null,
    closedAt: null,
    waitingSince: reopenedAt,
    reopenedAt,
    reopenCount: ticket.reopenCount + 1,
  }
}

/** Later than every reply of the ticket, so that the times show which replies came before it. */
function momentAfter({ updatedAt }: TicketRow, now: Date): Date {
  return now > updatedAt ? now : new Date(updatedAt.getTime() + 1)
}

/** Tells the story of a move. What the customer side does not see change is internal. */
export function emitMoved(
  call: Call,
  ticket: TicketRow,
  changes: TicketPatch,
  data: Readonly<Record<string, unknown>> | null = null,
): void {
  const { status: from, id: ticketId } = ticket
  const to = changes.status
  if (to === undefined || to === from) return
  const audience = publicStatus(from) === publicStatus(to) ? 'internal' : 'public'
  call.emit({ type: 'ticket.transitioned', ticketId, audience, data: { from, to, ...data } })
  if (changes.reopenCount !== undefined) {
    call.emit({
      type: 'ticket.reopened',
      ticketId,
      audience: 'public',
      data: { from, to, reopenCount: changes.reopenCount },
    })
  }
  if (changes.assigneeId !== undefined && changes.assigneeId !== ticket.assigneeId) {
    call.emit({
      type: 'ticket.assigned',
      ticketId,
      audience: 'public',
      aboutId: changes.assigneeId,
      data: { from: ticket.assigneeId, to: changes.assigneeId },
    })
  }
}
