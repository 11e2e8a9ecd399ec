import { createTestHelpdesk } from '@deskhand/testing'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minutes, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'
import { veto } from '../kit/errors.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import { replies } from './schema.ts'

/** Wants no ticket to be resolved. */
const patient: HelpdeskPlugin = {
  id: 'patient',
  version: '1.0.0',
  core: '^0.0.0',
  setup: () => ({
    api: () => ({}),
    hooks: {
      'ticket.transition': {
        before(_call, { input }) {
          if (input.status === 'resolved') throw veto('too_soon', 'Not yet.')
        },
      },
    },
  }),
}

/** Says something in nobody's name, as an automatic answer does. */
const automatic: HelpdeskPlugin<'automatic', { say(ticketId: string): Promise<unknown> }> = {
  id: 'automatic',
  version: '1.0.0',
  core: '^0.0.0',
  setup: () => ({
    api: (call) => ({
      say: (ticketId) => call.asSystem().core.replies.create({ ticketId, body: 'We are closed.' }),
    }),
  }),
}

const asked = { subject: 'Help', description: 'x' }

describe.each(engines)('replies on $name', (engine) => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = await openHelpdesk(engine)
  })
  afterAll(() => desk.close())

  async function open(cc: string[] = []): Promise<string> {
    const ticket = await desk.as('ada').tickets.create({ ...asked, cc })
    return ticket.id
  }

  const now = () => desk.clock.now().toISOString()

  it('times the first response and keeps who waits since when', async () => {
    const ticketId = await open()
    const opened = now()
    desk.clock.advance(5 * minutes)
    await desk.as('ada').replies.create({ ticketId, body: 'Anyone?' })
    expect(await desk.as('ada').tickets.get({ ticketId })).toMatchObject({ waitingSince: opened })

    desk.clock.advance(5 * minutes)
    const answered = now()
    await desk.as('grace').replies.create({ ticketId, body: 'Me!' })
    expect(await desk.as('ada').tickets.get({ ticketId })).toMatchObject({
      status: 'open',
      firstResponseAt: answered,
      waitingSince: null,
    })

    desk.clock.advance(5 * minutes)
    const asked = now()
    await desk.as('ada').replies.create({ ticketId, body: 'Thanks, but.' })
    desk.clock.advance(5 * minutes)
    await desk.as('ada').replies.create({ ticketId, body: 'And.' })
    expect(await desk.as('grace').tickets.get({ ticketId })).toMatchObject({
      firstResponseAt: answered,
      waitingSince: asked,
    })

    desk.clock.advance(5 * minutes)
    await desk.as('hal').replies.create({ ticketId, body: 'Like this.', status: 'resolved' })
    expect(await desk.as('grace').tickets.get({ ticketId })).toMatchObject({
      firstResponseAt: answered,
      waitingSince: null,
    })
    await desk.as('ada').replies.create({ ticketId, body: 'It does not work.' })
    await desk.as('grace').replies.create({ ticketId, body: 'And now?' })
    expect(await desk.as('grace').tickets.get({ ticketId })).toMatchObject({
      reopenCount: 1,
      firstResponseAt: answered,
    })
  })

  it('moves along with a reply when a state is given', async () => {
    const ticketId = await open()
    await desk.as('grace').replies.create({ ticketId, body: 'Which one?', status: 'pending' })
    const { data } = await desk.as('ada').tickets.events({ ticketId })
    expect(data.map(({ type, data }) => [type, data.from, data.to])).toEqual([
      ['ticket.created', undefined, undefined],
      ['reply.created', undefined, undefined],
      ['ticket.transitioned', 'new', 'pending'],
    ])
    await expect(
      desk.as('grace').replies.create({ ticketId, body: 'x', status: 'closed' }),
    ).rejects.toMatchObject({ status: 409 })
    expect((await desk.as('ada').replies.list({ ticketId })).data).toHaveLength(1)
  })

  it('closes along with a reply only what was resolved: anything else needs a reason', async () => {
    const ticketId = await open()
    const close = (audience: 'public' | 'internal') =>
      desk.as('sue').replies.create({ ticketId, body: 'Done.', audience, status: 'closed' })
    for (const audience of ['public', 'internal'] as const) {
      await expect(close(audience)).rejects.toMatchObject({
        status: 400,
        errors: [{ path: '/status' }],
      })
    }
    await desk.as('sue').tickets.transition({ ticketId, status: 'resolved' })
    await close('public')
    expect(await desk.as('ada').tickets.get({ ticketId })).toMatchObject({ status: 'closed' })
    const { data } = await desk.as('sue').replies.list({ ticketId })
    expect(data).toHaveLength(1)
  })

  it('asks the hooks of a move before it moves along with a reply', async () => {
    const plugins: readonly HelpdeskPlugin[] = [patient]
    const strict = await openHelpdesk(engine, { plugins })
    const { id: ticketId } = await strict.as('ada').tickets.create(asked)
    const { replies, tickets } = strict.as('grace')
    await expect(
      replies.create({ ticketId, body: 'Fixed.', status: 'resolved' }),
    ).rejects.toMatchObject({ code: 'too_soon' })
    expect((await replies.list({ ticketId })).data).toEqual([])
    await replies.create({ ticketId, body: 'Which one?', status: 'pending' })
    expect(await tickets.get({ ticketId })).toMatchObject({ status: 'pending' })
    await strict.close()
  })

  it('lets notes change neither state nor times, nor show to customers', async () => {
    const ticketId = await open()
    const before = await desk.as('ada').tickets.get({ ticketId })
    const { reply } = await desk
      .as('grace')
      .replies.create({ ticketId, body: 'Looks like the fuser.', audience: 'internal' })
    expect(await desk.as('ada').tickets.get({ ticketId })).toEqual(before)
    expect(await desk.as('grace').tickets.get({ ticketId })).toMatchObject({
      status: 'new',
      firstResponseAt: null,
    })
    expect((await desk.as('ada').replies.list({ ticketId })).data).toEqual([])
    expect((await desk.as('hal').replies.list({ ticketId })).data).toHaveLength(1)
    const replyId = reply?.id ?? ''
    await expect(desk.as('ada').replies.get({ ticketId, replyId })).rejects.toMatchObject({
      status: 404,
    })
    expect((await desk.as('ada').tickets.events({ ticketId })).data).toHaveLength(1)
    await expect(
      desk.as('ada').replies.create({ ticketId, body: 'x', audience: 'internal' }),
    ).rejects.toMatchObject({ status: 400 })
  })

  it('shows notes to agents who may read them', async () => {
    const ticketId = await open()
    const { replies } = desk.as('grace')
    const { reply: note } = await replies.create({ ticketId, body: 'Psst.', audience: 'internal' })
    await replies.create({ ticketId, body: 'Hello.' })
    const narrow = await createTestHelpdesk({
      database: desk.storage,
      can: (_actor, permission) => permission !== 'note.read',
    })
    const { replies: without } = narrow.as('grace')
    const bodies = async (api: typeof replies) =>
      (await api.list({ ticketId })).data.map(({ body }) => body)
    expect(await bodies(replies)).toEqual(['Psst.', 'Hello.'])
    expect(await bodies(without)).toEqual(['Hello.'])
    const target = { ticketId, replyId: note?.id ?? '' }
    expect(await replies.get(target)).toMatchObject({ body: 'Psst.' })
    await expect(without.get(target)).rejects.toMatchObject({ status: 404 })
  })

  it('shows nothing of the text of a deleted reply', async () => {
    const ticketId = await open()
    const { reply } = await desk.as('ada').replies.create({ ticketId, body: 'My **password**' })
    const replyId = reply?.id ?? ''
    const deletedAt = desk.clock.now()
    await desk.storage.db
      .update(replies)
      .set({ deletedAt, deletedBy: 'ada' })
      .where(eq(replies.id, replyId))
    for (const who of ['ada', 'grace', 'root'] as const) {
      const api = desk.as(who).replies
      const gone = { id: replyId, body: '', bodyHtml: '', deletedAt: deletedAt.toISOString() }
      expect((await api.list({ ticketId })).data).toMatchObject([gone])
      expect(await api.get({ ticketId, replyId })).toMatchObject(gone)
    }
  })

  it('takes no word of the system for an answer', async () => {
    const other = await openHelpdesk(engine, { plugins: [automatic] })
    const { tickets, replies } = other.as('grace')
    const { id: ticketId } = await other.as('ada').tickets.create(asked)
    const facts = async () => {
      const { status, firstResponseAt, waitingSince, reopenCount } = await tickets.get({ ticketId })
      return { status, firstResponseAt, waitingSince, reopenCount }
    }
    const before = await facts()
    other.clock.advance(minutes)
    await other.as('ada').automatic.say(ticketId)
    expect(await facts()).toEqual(before)
    const { data } = await replies.list({ ticketId })
    expect(data).toMatchObject([{ side: 'system', author: { id: 'system' } }])
    for (const status of ['pending', 'resolved'] as const) {
      await tickets.transition({ ticketId, status })
      const asItWas = await facts()
      await other.as('ada').automatic.say(ticketId)
      expect(await facts()).toEqual(asItWas)
    }
    await other.close()
  })

  it('opens a pending and a held ticket when the customer answers, and shows no hold', async () => {
    const ticketId = await open()
    await desk.as('grace').tickets.transition({ ticketId, status: 'on_hold' })
    expect(await desk.as('ada').tickets.get({ ticketId })).toMatchObject({ status: 'open' })
    await desk.as('ada').replies.create({ ticketId, body: 'More.' })
    expect(await desk.as('grace').tickets.get({ ticketId })).toMatchObject({ status: 'open' })
    const seen = await desk.as('ada').tickets.events({ ticketId })
    expect(JSON.stringify(seen)).not.toContain('on_hold')
    await desk.as('grace').tickets.transition({ ticketId, status: 'pending' })
    await desk.as('ada').replies.create({ ticketId, body: 'Here.' })
    expect(await desk.as('grace').tickets.get({ ticketId })).toMatchObject({ status: 'open' })
  })

  it('reopens a resolved ticket and counts it', async () => {
    const ticketId = await open()
    await desk.as('grace').replies.create({ ticketId, body: 'Fixed.', status: 'resolved' })
    desk.clock.advance(minutes)
    await desk.as('ada').replies.create({ ticketId, body: 'It is not.' })
    expect(await desk.as('ada').tickets.get({ ticketId })).toMatchObject({
      status: 'open',
      reopenCount: 1,
      resolvedAt: null,
      waitingSince: now(),
    })
    const { data } = await desk.as('ada').tickets.events({ ticketId })
    expect(data.map(({ type }) => type)).toContain('ticket.reopened')
  })

  it('turns a customer reply to a closed ticket into a follow-up', async () => {
    const ticketId = await open()
    await desk.as('sue').tickets.transition({ ticketId, status: 'closed', reason: 'Done.' })
    const { reply, followUp } = await desk.as('ada').replies.create({ ticketId, body: 'Again!' })
    expect(reply).toBeNull()
    expect(followUp).toMatchObject({
      subject: 'Help',
      description: 'Again!',
      followUpOfId: ticketId,
      status: 'new',
    })
    await expect(desk.as('grace').replies.create({ ticketId, body: 'x' })).rejects.toMatchObject({
      code: 'ticket_closed',
    })
    const note = await desk
      .as('grace')
      .replies.create({ ticketId, body: 'x', audience: 'internal' })
    expect(note.reply?.audience).toBe('internal')
  })

  it('leaves an archived category out of a follow-up', async () => {
    const sue = desk.as('sue')
    const [kept, archived] = [
      await sue.categories.create({ name: 'Kept' }),
      await sue.categories.create({ name: 'Archived' }),
    ]
    const followUpIn = async ({ id: categoryId }: { id: string }) => {
      const draft = { subject: 'x', description: 'x', categoryId }
      const { id: ticketId } = await desk.as('ada').tickets.create(draft)
      await sue.tickets.transition({ ticketId, status: 'closed', reason: 'Done.' })
      if (categoryId === archived.id) await sue.categories.update({ categoryId, archived: true })
      return (await desk.as('ada').replies.create({ ticketId, body: 'Again!' })).followUp
    }
    expect(await followUpIn(kept)).toMatchObject({ category: { name: 'Kept' } })
    expect(await followUpIn(archived)).toMatchObject({ description: 'Again!', category: null })
  })

  it.each([
    ['reopen', { reply: expect.anything(), status: 'open' }],
    ['reject', { reply: null, status: 'closed' }],
  ] as const)('does as the policy says: %s', async (replyToClosed, expected) => {
    const other = await openHelpdesk(engine, { policy: { replyToClosed } })
    try {
      const { id: ticketId } = await other
        .as('ada')
        .tickets.create({ subject: 'x', description: 'x' })
      await other.as('sue').tickets.transition({ ticketId, status: 'closed', reason: 'x' })
      const created = await other
        .as('ada')
        .replies.create({ ticketId, body: 'Hm.' })
        .catch((error: { code: string }) => {
          expect(error.code).toBe('ticket_closed')
          return { reply: null }
        })
      expect(created.reply).toEqual(expected.reply)
      expect((await other.as('ada').tickets.get({ ticketId })).status).toBe(expected.status)
    } finally {
      await other.close()
    }
  })

  it('lets people in copy reply and follow, not decide', async () => {
    const ticketId = await open(['carl'])
    await desk.as('carl').replies.create({ ticketId, body: 'Same here.' })
    await expect(
      desk.as('carl').tickets.transition({ ticketId, status: 'resolved' }),
    ).rejects.toMatchObject({
      status: 409,
      extra: { allowed: [] },
    })
    await expect(
      desk.as('carl').participants.add({ ticketId, personId: 'ben' }),
    ).rejects.toMatchObject({ status: 403 })
    await desk.as('ada').participants.add({ ticketId, personId: 'ben' })
    expect((await desk.as('ben').replies.list({ ticketId })).data).toHaveLength(1)
    await desk.as('ben').participants.remove({ ticketId, personId: 'ben' })
    await expect(desk.as('ben').tickets.get({ ticketId })).rejects.toMatchObject({ status: 404 })
    const { data } = await desk.as('ada').participants.list({ ticketId })
    expect(data.map(({ person, kind }) => [person.id, kind])).toEqual([
      ['ada', 'requester'],
      ['carl', 'cc'],
    ])
    await expect(
      desk.as('ada').participants.remove({ ticketId, personId: 'ada' }),
    ).rejects.toMatchObject({ code: 'requester_stays' })
  })

  it('keeps the order in which replies were written, whatever ids other processes give', async () => {
    const ticketId = await open()
    await desk.as('ada').replies.create({ ticketId, body: 'first' })
    const [first] = (await desk.as('ada').replies.list({ ticketId })).data
    // The highest id of all: another process may have made it in this millisecond.
    await desk.storage.db
      .update(replies)
      .set({ id: 'ffffffff-ffff-7fff-bfff-ffffffffffff' })
      .where(eq(replies.id, first?.id ?? ''))
    for (const body of ['second', 'third']) await desk.as('ada').replies.create({ ticketId, body })
    const { data } = await desk.as('ada').replies.list({ ticketId })
    expect(data.map(({ body }) => body)).toEqual(['first', 'second', 'third'])
    const { updatedAt } = await desk.as('ada').tickets.get({ ticketId })
    expect(updatedAt).toBe(data[2]?.createdAt)
  })

  it('keeps the order in which replies were written when the clock is set back', async () => {
    const ticketId = await open()
    for (const body of ['first', 'second', 'third']) {
      await desk.as('ada').replies.create({ ticketId, body })
      desk.clock.advance(-minutes)
    }
    const { data } = await desk.as('ada').replies.list({ ticketId })
    expect(data.map(({ body }) => body)).toEqual(['first', 'second', 'third'])
    desk.clock.advance(3 * minutes)
  })

  it('pages without gaps or repeats while replies are being written, in both orders', {
    retry: 0,
  }, async () => {
    const ticketId = await open()
    for (let n = 0; n < 7; n += 1) await desk.as('ada').replies.create({ ticketId, body: `${n}` })
    const bodies: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await desk
        .as('ada')
        .replies.list({ ticketId, limit: 3, ...(cursor && { cursor }) })
      bodies.push(...page.data.map(({ body }) => body))
      cursor = page.page.nextCursor
      if (bodies.length === 3) await desk.as('ada').replies.create({ ticketId, body: 'late' })
    } while (cursor)
    expect(bodies).toEqual(['0', '1', '2', '3', '4', '5', '6', 'late'])
    const latest = await desk.as('ada').replies.list({ ticketId, order: 'desc', limit: 2 })
    expect(latest.data.map(({ body }) => body)).toEqual(['late', '6'])
    await expect(
      desk.as('ada').replies.list({ ticketId, cursor: latest.page.nextCursor ?? '' }),
    ).rejects.toMatchObject({ code: 'invalid_cursor' })
  })
})
