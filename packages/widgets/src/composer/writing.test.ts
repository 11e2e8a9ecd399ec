import type { Capabilities, Status, Ticket } from '@deskhand/core/client'
import { describe, expect, it } from 'vitest'
import { statesToSend, writingOn } from './writing.ts'

function asking(permissions: readonly string[], replyToClosed = 'follow-up') {
  return {
    can: (permission: string) => permissions.includes(permission),
    capabilities: { policy: { replyToClosed } } as Capabilities,
  }
}

const agent = asking(['reply.create', 'note.create'])
const customer = asking(['reply.create'])

describe('writingOn', () => {
  it.each([
    ['agent', 'open', agent, ['public', 'internal'], undefined],
    ['agent', 'closed', agent, ['internal'], 'closedForAgents'],
    ['agent', 'open', asking(['note.create']), ['internal'], undefined],
    // An agent who is the customer of a ticket.
    ['customer', 'open', agent, ['public'], undefined],
    ['customer', 'closed', customer, ['public'], 'closedOpensAnother'],
    ['customer', 'closed', asking(['reply.create'], 'reopen'), ['public'], undefined],
    ['customer', 'closed', asking(['reply.create'], 'reject'), [], 'closedForGood'],
    ['customer', 'open', asking([]), [], undefined],
  ] as const)('%s, %s', (side, status, session, audiences, notice) => {
    expect(writingOn({ side, status }, session)).toEqual({
      audiences,
      ...(notice && { notice }),
    })
  })

  it('leaves in sight what was written before somebody else has closed or deleted the ticket', () => {
    const ticket = { side: 'agent', status: 'closed' } as const
    const isReply = (audience: string) => audience === 'public'
    expect(writingOn(ticket, agent, isReply).audiences).toEqual(['public', 'internal'])
    const gone = { ...ticket, deletedAt: '2026-01-01' }
    expect(writingOn(gone, agent, isReply).audiences).toEqual(['public'])
    const own = { ...ticket, side: 'customer' } as const
    const rejecting = asking(['reply.create'], 'reject')
    expect(writingOn(own, rejecting, isReply).audiences).toEqual(['public'])
  })

  it('lets nobody write to a deleted ticket', () => {
    const ticket = { side: 'agent', status: 'open', deletedAt: '2026-01-01' } as const
    expect(writingOn(ticket, agent)).toEqual({ audiences: [], notice: 'ticketDeleted' })
  })
})

describe('statesToSend', () => {
  const ticket = (status: Status, allowedTransitions: readonly Status[]) =>
    ({ status, allowedTransitions }) as Ticket

  it('are what is allowed, and closing only after resolving', () => {
    expect(statesToSend(ticket('open', ['pending', 'resolved', 'closed']))).toEqual([
      'pending',
      'resolved',
    ])
    expect(statesToSend(ticket('resolved', ['open', 'closed']))).toEqual(['open', 'closed'])
    expect(statesToSend(ticket('closed', ['open']))).toEqual([])
    expect(statesToSend(undefined)).toEqual([])
  })
})
