/** The seven states of a ticket and who may move it from one to another, as data. */

export const statuses = [
  'new',
  'open',
  'in_progress',
  'pending',
  'on_hold',
  'resolved',
  'closed',
] as const
/** `pending` waits for the customer, `on_hold` for a third party; customers see `on_hold` as `open`. */
export type Status = (typeof statuses)[number]

export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]

/**
 * On which side of a ticket someone stands. It is not their role: an agent who is a ticket's
 * requester is its customer there.
 */
export type Side = 'agent' | 'customer' | 'system'

/**
 * Who may make a move: the agent side, the requester, or whoever holds the permission
 * `ticket.close` or `ticket.reopen`.
 */
export type Mover = 'agent' | 'customer' | 'ticket.close' | 'ticket.reopen'

/** What makes a move without being asked for it. */
export type Trigger =
  | 'assign'
  | 'unassign'
  | 'transfer'
  | 'agent-reply'
  | 'customer-reply'
  | 'auto-close'

interface Move {
  readonly by: readonly Mover[]
  readonly on?: readonly Trigger[]
}

export type TransitionTable = Readonly<Record<Status, Readonly<Partial<Record<Status, Move>>>>>

const agent: Move = { by: ['agent'] }
const either: Move = { by: ['agent', 'customer'] }
const close: Move = { by: ['ticket.close'] }

/** Every move that exists. Nothing returns to `new`; staying in a state is not a move. */
export const transitions: TransitionTable = {
  new: {
    open: { by: ['agent'], on: ['assign', 'agent-reply'] },
    in_progress: agent,
    pending: agent,
    on_hold: agent,
    resolved: either,
    closed: close,
  },
  open: { in_progress: agent, pending: agent, on_hold: agent, resolved: either, closed: close },
  in_progress: {
    open: { by: ['agent'], on: ['unassign', 'transfer'] },
    pending: agent,
    on_hold: agent,
    resolved: either,
    closed: close,
  },
  pending: {
    open: { by: ['agent'], on: ['customer-reply'] },
    in_progress: agent,
    on_hold: agent,
    resolved: either,
    closed: close,
  },
  on_hold: {
    open: { by: ['agent'], on: ['customer-reply'] },
    in_progress: agent,
    pending: agent,
    // A customer sees `open` here, so they may do what they may do there.
    resolved: either,
    closed: close,
  },
  resolved: {
    open: { by: ['agent', 'customer'], on: ['customer-reply'] },
    in_progress: agent,
    pending: agent,
    on_hold: agent,
    closed: { by: ['customer', 'ticket.close'], on: ['auto-close'] },
  },
  closed: { open: { by: ['ticket.reopen'] } },
}

/** The state as the customer side sees it. */
export function publicStatus(status: Status): Status {
  return status === 'on_hold' ? 'open' : status
}

export function displayedStatus(status: Status, side: Side): Status {
  return side === 'customer' ? publicStatus(status) : status
}

/** What `from` becomes when `trigger` happens, or `null` when it stays. */
export function automaticTransition(from: Status, trigger: Trigger): Status | null {
  for (const to of statuses) {
    if (transitions[from][to]?.on?.includes(trigger)) return to
  }
  return null
}

/** What decides, besides the states, whether a person may make a transition. */
export interface TransitionContext {
  readonly side: Side
  /** Whether the person is the ticket's requester. */
  readonly isRequester: boolean
  readonly holds: (permission: 'ticket.close' | 'ticket.reopen') => boolean
  readonly closedAt: Date | null
  readonly now: Date
  readonly reopenDays: number
}

/** Where someone may move a ticket to, in the order of the states. */
export function allowedTransitions(from: Status, context: TransitionContext): Status[] {
  return statuses.filter((to) => {
    const move = transitions[from][to]
    return move?.by.some((mover) => mayMove(mover, context))
  })
}

function mayMove(mover: Mover, context: TransitionContext): boolean {
  switch (mover) {
    case 'agent':
      return context.side !== 'customer'
    case 'customer':
      return context.side === 'customer' && context.isRequester
    case 'ticket.close':
      return context.side !== 'customer' && context.holds(mover)
    case 'ticket.reopen':
      return context.side !== 'customer' && context.holds(mover) && withinReopening(context)
  }
}

function withinReopening({ closedAt, now, reopenDays }: TransitionContext): boolean {
  return closedAt !== null && now.getTime() - closedAt.getTime() <= reopenDays * 86_400_000
}

export function isFinished(status: Status): boolean {
  return status === 'resolved' || status === 'closed'
}

/** Whether a move brings a finished ticket back to life. */
export function isReopening(from: Status, to: Status): boolean {
  return isFinished(from) && !isFinished(to)
}
