import { describe, expect, it } from 'vitest'
import {
  allowedTransitions,
  automaticTransition,
  isReopening,
  publicStatus,
  type Side,
  type Status,
  statuses,
  type TransitionContext,
  transitions,
} from './lifecycle.ts'

const now = new Date('2026-03-01T00:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

function contextOf(side: Side, overrides: Partial<TransitionContext> = {}): TransitionContext {
  return {
    side,
    isRequester: false,
    holds: () => false,
    closedAt: null,
    now,
    reopenDays: 28,
    ...overrides,
  }
}

/** The table of the documentation, written out once more: rows are `from`, entries are `to`. */
const byAgent: Record<Status, Status[]> = {
  new: ['open', 'in_progress', 'pending', 'on_hold', 'resolved'],
  open: ['in_progress', 'pending', 'on_hold', 'resolved'],
  in_progress: ['open', 'pending', 'on_hold', 'resolved'],
  pending: ['open', 'in_progress', 'on_hold', 'resolved'],
  on_hold: ['open', 'in_progress', 'pending', 'resolved'],
  resolved: ['open', 'in_progress', 'pending', 'on_hold'],
  closed: [],
}

describe('the table of transitions', () => {
  it.each(statuses)('lets an agent move a ticket that is %s as documented', (from) => {
    expect(allowedTransitions(from, contextOf('agent'))).toEqual(byAgent[from])
  })

  it.each(statuses)('lets who may close do so from %s, unless it is closed', (from) => {
    const allowed = allowedTransitions(
      from,
      contextOf('agent', { holds: (name) => name === 'ticket.close' }),
    )
    expect(allowed.includes('closed')).toBe(from !== 'closed')
  })

  it('lets the requester resolve, confirm and reopen, and nobody else on the customer side', () => {
    const holdsAll = { holds: () => true, closedAt: daysAgo(1) }
    const requester = contextOf('customer', { isRequester: true, ...holdsAll })
    expect(allowedTransitions('new', requester)).toEqual(['resolved'])
    expect(allowedTransitions('pending', requester)).toEqual(['resolved'])
    expect(allowedTransitions('resolved', requester)).toEqual(['open', 'closed'])
    expect(allowedTransitions('closed', requester)).toEqual([])
    for (const from of statuses) {
      expect(allowedTransitions(from, contextOf('customer', holdsAll))).toEqual([])
    }
  })

  it('offers a customer the same on hold as open, so that it does not show', () => {
    const requester = contextOf('customer', { isRequester: true })
    expect(allowedTransitions('on_hold', requester)).toEqual(allowedTransitions('open', requester))
  })

  it('never leads back to new', () => {
    for (const from of statuses) expect(transitions[from].new).toBeUndefined()
  })
})

describe('reopening a closed ticket', () => {
  const may = { holds: () => true }

  it('is possible for 28 days', () => {
    expect(
      allowedTransitions('closed', contextOf('agent', { ...may, closedAt: daysAgo(28) })),
    ).toEqual(['open'])
    expect(
      allowedTransitions('closed', contextOf('agent', { ...may, closedAt: daysAgo(28.01) })),
    ).toEqual([])
  })

  it('is told apart from other moves', () => {
    expect(isReopening('resolved', 'open')).toBe(true)
    expect(isReopening('resolved', 'pending')).toBe(true)
    expect(isReopening('resolved', 'on_hold')).toBe(true)
    expect(isReopening('closed', 'open')).toBe(true)
    expect(isReopening('resolved', 'closed')).toBe(false)
    expect(isReopening('pending', 'open')).toBe(false)
  })
})

describe('automatic transitions', () => {
  it.each([
    ['new', 'assign', 'open'],
    ['new', 'agent-reply', 'open'],
    ['pending', 'customer-reply', 'open'],
    ['on_hold', 'customer-reply', 'open'],
    ['resolved', 'customer-reply', 'open'],
    ['in_progress', 'unassign', 'open'],
    ['in_progress', 'transfer', 'open'],
    ['resolved', 'auto-close', 'closed'],
    ['open', 'customer-reply', null],
    ['pending', 'agent-reply', null],
    ['closed', 'customer-reply', null],
  ] as const)('%s on %s becomes %s', (from, trigger, to) => {
    expect(automaticTransition(from, trigger)).toBe(to)
  })
})

it('shows on_hold to customers as open', () => {
  expect(statuses.map(publicStatus)).toEqual([
    ...['new', 'open', 'in_progress', 'pending', 'open', 'resolved', 'closed'],
  ])
})
