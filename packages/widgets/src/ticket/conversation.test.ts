import { createTestHelpdesk } from '@deskhand/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { inProcessClient } from '../../test/support/in-process.ts'
import { Conversation, type ConversationEntry } from './conversation.ts'

const desk = await createTestHelpdesk()
afterAll(() => desk.close())
const client = inProcessClient(desk, 'grace')
const { signal } = new AbortController()

async function openTicket(): Promise<string> {
  const { id } = await desk.as('ada').tickets.create({ subject: 'Printer', description: 'Smoke.' })
  return id
}

async function say(ticketId: string, ...bodies: readonly string[]): Promise<void> {
  for (const body of bodies) {
    desk.clock.advance(1_000)
    await desk.as('ada').replies.create({ ticketId, body })
  }
}

function conversationOf(ticketId: string, limits = { replies: 3, events: 4 }): Conversation {
  const order = 'desc' as const
  return new Conversation({
    replies: (cursor, signal) =>
      client.replies.list({ ticketId, order, cursor, limit: limits.replies }, { signal }),
    events: (cursor, signal) =>
      client.tickets.events({ ticketId, order, cursor, limit: limits.events }, { signal }),
  })
}

const told = (entries: readonly ConversationEntry[]) =>
  entries.map((entry) => (entry.kind === 'reply' ? entry.reply.body : entry.event.type))

describe('a conversation', () => {
  it('puts replies, notes and events into the order of time', async () => {
    const ticketId = await openTicket()
    await say(ticketId, 'Hello?')
    desk.clock.advance(1_000)
    await desk.as('grace').tickets.assign({ ticketId, assigneeId: 'grace' })
    desk.clock.advance(1_000)
    await desk.as('grace').replies.create({ ticketId, body: 'A note.', audience: 'internal' })
    desk.clock.advance(1_000)
    await desk.as('grace').tickets.update({ ticketId, priority: 'high' })
    const conversation = conversationOf(ticketId, { replies: 25, events: 100 })
    await conversation.readNewest(signal)
    expect(told(conversation.entries)).toEqual([
      ...['Hello?', 'ticket.assigned', 'ticket.transitioned', 'A note.', 'ticket.updated'],
    ])
    expect(conversation.hasEarlier).toBe(false)
  })

  it('is read backwards, and never shows a time of which it knows only half', async () => {
    const ticketId = await openTicket()
    for (const priority of ['high', 'low', 'urgent', 'normal'] as const) {
      await say(ticketId, `before ${priority}`)
      desk.clock.advance(1_000)
      await desk.as('grace').tickets.update({ ticketId, priority })
    }
    await say(ticketId, 'one', 'two', 'three')
    const conversation = conversationOf(ticketId)
    await conversation.readNewest(signal)
    expect(told(conversation.entries)).toEqual(['one', 'two', 'three'])
    const steps = [told(conversation.entries)]
    while (conversation.hasEarlier) {
      await conversation.readEarlier(signal)
      const last = steps.at(-1) ?? []
      const now = told(conversation.entries)
      expect(now.slice(now.length - last.length)).toEqual(last)
      steps.push(now)
    }
    expect(steps.at(-1)).toEqual([
      ...['before high', 'ticket.updated', 'before low', 'ticket.updated'],
      ...['before urgent', 'ticket.updated', 'before normal', 'ticket.updated'],
      ...['one', 'two', 'three'],
    ])
    expect(steps.length).toBeGreaterThan(2)
  })

  it('adds what is new and tells which replies were not known', async () => {
    const ticketId = await openTicket()
    await say(ticketId, 'one')
    const conversation = conversationOf(ticketId)
    await conversation.readNewest(signal)
    expect(await conversation.readNewest(signal)).toEqual([])
    await say(ticketId, 'two')
    const added = await conversation.readNewest(signal)
    expect(added.map(({ body }) => body)).toEqual(['two'])
    expect(told(conversation.entries)).toEqual(['one', 'two'])
  })

  it('begins anew when more was missed than a page', async () => {
    const ticketId = await openTicket()
    await say(ticketId, 'one')
    const conversation = conversationOf(ticketId)
    await conversation.readNewest(signal)
    await say(ticketId, 'two', 'three', 'four', 'five')
    await conversation.readNewest(signal)
    expect(told(conversation.entries)).toEqual(['three', 'four', 'five'])
    expect(conversation.hasEarlier).toBe(true)
    while (conversation.hasEarlier) await conversation.readEarlier(signal)
    expect(told(conversation.entries)).toEqual(['one', 'two', 'three', 'four', 'five'])
  })
})
