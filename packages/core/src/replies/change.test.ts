/** Changing replies, as a plugin for edited and deleted replies does. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { editing } from '../../test/support/editing.ts'
import { minutes, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { testRuntime } from '../../test/support/runtime.ts'
import { engines } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import type { TicketChange } from '../plugin/hooks.ts'
import { changeReply } from './change.ts'
import { lockReply } from './load.ts'

/** What a hook of another plugin does. */
interface Meddler {
  before?: (call: Call, target: { ticketId: string; replyId: string }) => Promise<void>
  changed?: (call: Call, changes: readonly TicketChange[]) => Promise<void>
}

describe.each(engines)('a changed reply on $name', (engine) => {
  let meddler: Meddler = {}
  const meddling: HelpdeskPlugin<'meddling', object> = {
    id: 'meddling',
    version: '0.0.0',
    core: '^0.0.0',
    setup: () => ({
      api: () => ({}),
      hooks: {
        'reply.update': {
          async before(call, { subject: { ticket, reply } }) {
            await meddler.before?.(call, { ticketId: ticket.id, replyId: reply.id })
            return undefined
          },
        },
        'ticket.changed': async (call, changes) => meddler.changed?.(call, changes),
      },
    }),
  }

  let desk: TestHelpdesk<readonly [typeof editing, typeof meddling]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [editing, meddling] })
  })
  afterEach(() => {
    meddler = {}
  })
  afterAll(() => desk.close())

  async function open(): Promise<string> {
    const { id } = await desk.as('ada').tickets.create({ subject: 'Help', description: 'x' })
    desk.clock.advance(minutes)
    return id
  }

  async function say(ticketId: string, audience: 'public' | 'internal' = 'public') {
    const { reply } = await desk.as('grace').replies.create({ ticketId, body: 'Helo', audience })
    desk.clock.advance(minutes)
    return { ticketId, replyId: reply?.id as string }
  }

  const ticketOf = (who: 'ada' | 'grace', ticketId: string) =>
    desk.as(who).tickets.get({ ticketId })
  const versions = async (ticketId: string) =>
    Promise.all(
      (['ada', 'grace'] as const).map(async (who) => (await ticketOf(who, ticketId)).version),
    )
  const lastEvent = async (who: 'ada' | 'grace', ticketId: string) =>
    (await desk.as(who).tickets.events({ ticketId, order: 'desc', limit: 1 })).data[0]

  it('has the new body, rendered, and both versions go up', async () => {
    const target = await say(await open())
    const before = await versions(target.ticketId)
    const at = desk.clock.now().toISOString()
    await desk.as('grace').editing.update({ ...target, body: 'Hello *you*', ifVersion: 1 })
    for (const who of ['ada', 'grace'] as const) {
      expect(await desk.as(who).replies.get(target)).toMatchObject({
        body: 'Hello *you*',
        bodyHtml: '<p>Hello <em>you</em></p>',
        editedAt: at,
        version: 2,
      })
      expect((await ticketOf(who, target.ticketId)).updatedAt).toBe(at)
      expect(await lastEvent(who, target.ticketId)).toMatchObject({
        type: 'reply.updated',
        audience: 'public',
        actor: { id: 'grace' },
        data: { replyId: target.replyId },
      })
    }
    expect(await versions(target.ticketId)).toEqual(before.map((version) => version + 1))
  })

  it('that is a note changes nothing for the customer side', async () => {
    const target = await say(await open(), 'internal')
    const [ofAda = 0, ofGrace = 0] = await versions(target.ticketId)
    const shown = await ticketOf('ada', target.ticketId)
    await desk.as('grace').editing.update({ ...target, body: 'Hello' })
    expect(await versions(target.ticketId)).toEqual([ofAda, ofGrace + 1])
    expect(await ticketOf('ada', target.ticketId)).toEqual(shown)
    expect(await lastEvent('grace', target.ticketId)).toMatchObject({
      type: 'reply.updated',
      audience: 'internal',
    })
    expect((await lastEvent('ada', target.ticketId))?.type).toBe('ticket.created')
  })

  it.each([
    ['public', 'internal'],
    ['internal', 'public'],
  ] as const)('that was %s and becomes %s is a public change', async (from, to) => {
    const target = await say(await open(), from)
    const before = await versions(target.ticketId)
    await desk.as('grace').editing.update({ ...target, audience: to })
    const after = await versions(target.ticketId)
    expect(after.every((version, at) => version > (before[at] ?? 0))).toBe(true)
    expect(await lastEvent('ada', target.ticketId)).toMatchObject({ type: 'reply.updated' })
    const read = desk.as('ada').replies.get(target)
    if (to === 'public') expect(await read).toMatchObject({ body: 'Helo', version: 2 })
    else await expect(read).rejects.toMatchObject({ status: 404 })
    const { firstResponseAt, waitingSince } = await ticketOf('grace', target.ticketId)
    const { createdAt } = await desk.as('grace').replies.get(target)
    const opened = (await ticketOf('grace', target.ticketId)).createdAt
    expect([firstResponseAt, waitingSince]).toEqual(
      to === 'public' ? [createdAt, null] : [null, opened],
    )
  })

  it('is deleted, and comes back with the times of its ticket', async () => {
    const target = await say(await open())
    const before = await ticketOf('grace', target.ticketId)
    await desk.as('sue').editing.delete(target)
    expect(await desk.as('ada').replies.get(target)).toMatchObject({ body: '', version: 2 })
    expect(await ticketOf('ada', target.ticketId)).toMatchObject({
      firstResponseAt: null,
      waitingSince: before.createdAt,
    })
    await desk.as('sue').editing.restore(target)
    const { firstResponseAt, waitingSince, status } = before
    expect(await ticketOf('ada', target.ticketId)).toMatchObject({
      firstResponseAt,
      waitingSince,
      status,
    })
    expect(await desk.as('ada').replies.get(target)).toMatchObject({ body: 'Helo', version: 3 })
  })

  it('that is as it was is not written', async () => {
    const target = await say(await open())
    const before = await versions(target.ticketId)
    const call = testRuntime({ storage: desk.storage, clock: desk.clock }).as('grace')
    const [subject, result] = await call.transaction(async (inner) => {
      const locked = await lockReply(inner, target)
      const same = { body: 'Helo', audience: 'public', editedAt: null } as const
      return [locked, await changeReply(inner, locked, same, { event: 'reply.updated' })]
    })
    expect(result).toEqual(subject)
    expect(await versions(target.ticketId)).toEqual(before)
    expect((await lastEvent('grace', target.ticketId))?.type).not.toBe('reply.updated')
  })

  it('keeps the HTML that is given, and adds data to its event', async () => {
    const target = await say(await open())
    const call = testRuntime({ storage: desk.storage, clock: desk.clock }).as('grace')
    await call.transaction(async (inner) =>
      changeReply(
        inner,
        await lockReply(inner, target),
        { body: 'x', bodyHtml: '<p><b>x</b></p>' },
        { event: 'reply.redacted', data: { parts: 2 } },
      ),
    )
    expect(await desk.as('ada').replies.get(target)).toMatchObject({
      body: 'x',
      bodyHtml: '<p><b>x</b></p>',
      editedAt: null,
    })
    expect(await lastEvent('grace', target.ticketId)).toMatchObject({
      type: 'reply.redacted',
      data: { replyId: target.replyId, parts: 2 },
    })
  })

  it('is never edited before the last change, whatever the clock says', async () => {
    const target = await say(await open())
    const { updatedAt } = await ticketOf('grace', target.ticketId)
    desk.clock.advance(-60 * minutes)
    await desk.as('grace').editing.update({ ...target, body: 'Earlier' })
    expect((await desk.as('grace').replies.get(target)).editedAt).toBe(updatedAt)
    expect((await ticketOf('grace', target.ticketId)).updatedAt).toBe(updatedAt)
    desk.clock.advance(60 * minutes)
  })

  it('names the reply that a hook wrote in between', async () => {
    const target = await say(await open())
    meddler.before = async (call, of) => {
      await changeReply(call, await lockReply(call, of), { body: 'Mine' }, { event: 'meddled' })
    }
    await expect(desk.as('grace').editing.update({ ...target, body: 'Yours' })).rejects.toThrow(
      `The reply ${target.replyId} was written after this operation loaded it`,
    )
    expect(await desk.as('grace').replies.get(target)).toMatchObject({ body: 'Helo', version: 1 })
  })

  it('is not changed by a hook that is told of a change of its ticket', async () => {
    const target = await say(await open())
    meddler.changed = async (call) => {
      const locked = await lockReply(call, target)
      await changeReply(call, locked, { body: 'Mine' }, { event: 'meddled' }).catch(() => {})
    }
    const { ticketId } = target
    await expect(desk.as('grace').tickets.update({ ticketId, priority: 'high' })).rejects.toThrow(
      `writes to the ticket ${ticketId}, whose change it is about`,
    )
    expect(await desk.as('grace').replies.get(target)).toMatchObject({ body: 'Helo', version: 1 })
    expect((await ticketOf('grace', ticketId)).priority).toBe('normal')
  })

  it('is for its author and for those who manage replies', async () => {
    const target = await say(await open())
    await expect(desk.as('hal').editing.delete(target)).rejects.toMatchObject({ status: 403 })
    await expect(desk.as('ben').editing.delete(target)).rejects.toMatchObject({ status: 404 })
    const note = await say(target.ticketId, 'internal')
    await expect(desk.as('ada').editing.delete(note)).rejects.toMatchObject({ status: 404 })
  })
})
