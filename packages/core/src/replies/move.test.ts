/** Moving replies between tickets, as a plugin that splits tickets does. */
import { eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { minutes, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { expectProblem } from '../../test/support/http.ts'
import { testRuntime } from '../../test/support/runtime.ts'
import { splitting } from '../../test/support/splitting.ts'
import { engines } from '../../test/support/storages.ts'
import { idempotencyKeys } from '../http/schema.ts'
import { newUuidV7 } from '../kit/clock.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import type { MovedReplies } from '../plugin/extension-points.ts'
import { lockLiveTicket } from '../tickets/load.ts'
import { tickets } from '../tickets/schema.ts'
import { moveReplies } from './move.ts'
import { replies } from './schema.ts'

describe.each(engines)('moved replies on $name', (engine) => {
  let asked: (readonly [plugin: string, MovedReplies])[] = []
  const shelf = <const Id extends string>(id: Id): HelpdeskPlugin<Id, object> => ({
    id,
    version: '0.0.0',
    core: '^0.0.0',
    setup: () => ({
      api: () => ({}),
      provides: {
        merge: {
          move: async () => ({}),
          undo: async () => {},
          moveReplies: async (_call, moved) => void asked.push([id, moved]),
        },
      },
    }),
  })
  const plugins = [splitting, shelf('shelf'), shelf('rack')] as const
  let desk: TestHelpdesk<typeof plugins>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins })
  })
  beforeEach(() => {
    asked = []
  })
  afterAll(() => desk.close())

  async function open(): Promise<string> {
    desk.clock.advance(minutes)
    const { id } = await desk.as('ada').tickets.create({ subject: 'Two things', description: 'x' })
    return id
  }

  async function say(who: 'ada' | 'grace', ticketId: string, audience?: 'internal') {
    desk.clock.advance(minutes)
    const { reply } = await desk.as(who).replies.create({ ticketId, body: `By ${who}`, audience })
    return reply?.id as string
  }

  const rowOf = async (ticketId: string) => {
    const [row] = await desk.storage.db.select().from(tickets).where(eq(tickets.id, ticketId))
    return row as typeof tickets.$inferSelect
  }
  const idsOn = async (ticketId: string) =>
    (await desk.as('sue').replies.list({ ticketId })).data.map(({ id }) => id)

  it('are split off into a ticket of the same customer, with the times that they tell', async () => {
    const ticketId = await open()
    const first = await say('ada', ticketId)
    const answer = await say('grace', ticketId)
    const second = await say('ada', ticketId)
    const note = await say('grace', ticketId, 'internal')
    const { data: before } = await desk.as('sue').replies.list({ ticketId })

    const replyIds = [second, note, answer]
    const split = await desk.as('grace').splitting.split({ ticketId, replyIds })
    expect(await idsOn(ticketId)).toEqual([first])
    expect(await idsOn(split)).toEqual([answer, second, note])
    expect((await desk.as('ada').replies.list({ ticketId: split })).data).toMatchObject([
      { id: answer, version: 1 },
      { id: second },
    ])
    const [answered, asksAgain] = [before[1]?.createdAt, before[2]?.createdAt]
    expect(await desk.as('ada').tickets.get({ ticketId: split })).toMatchObject({
      requester: { id: 'ada' },
      subject: 'Two things',
      firstResponseAt: answered,
      waitingSince: asksAgain,
    })
    const rest = await desk.as('ada').tickets.get({ ticketId })
    expect(rest).toMatchObject({ firstResponseAt: null, waitingSince: rest.createdAt })
    const moved = { replyIds, from: ticketId, to: split }
    expect(asked).toEqual([
      ['shelf', moved],
      ['rack', moved],
    ])

    await desk.as('sue').splitting.unsplit({ from: split, to: ticketId, replyIds })
    expect((await desk.as('sue').replies.list({ ticketId })).data).toEqual(before)
    expect(await idsOn(split)).toEqual([])
    expect(await desk.as('ada').tickets.get({ ticketId })).toMatchObject({
      firstResponseAt: answered,
      waitingSince: asksAgain,
    })
  })

  it('leave no stored answer that repeats their text', async () => {
    const ticketId = await open()
    const send = () =>
      desk.request(
        'ada',
        'POST',
        `/tickets/${ticketId}/replies`,
        { body: 'My card is 4111.' },
        { 'idempotency-key': `moved-${ticketId}` },
      )
    const { reply } = (await (await send()).json()) as { reply: { id: string } }
    const split = await desk.as('grace').splitting.split({ ticketId, replyIds: [reply.id] })
    await expectProblem(await send(), 410, 'answer_removed')
    expect(await idsOn(split)).toEqual([reply.id])
    expect(await idsOn(ticketId)).toEqual([])
    const kept = await desk.storage.db.select().from(idempotencyKeys)
    expect(kept.filter(({ body }) => body?.includes('4111'))).toEqual([])
  })

  it('raise the versions of both tickets, for the customer side when one of them is public', async () => {
    const [from, to] = [await open(), await open()]
    const [said, note] = [await say('ada', from), await say('grace', from, 'internal')]
    const call = testRuntime({ storage: desk.storage, clock: desk.clock }).as('grace')
    const move = (replyId: string) =>
      call.transaction(async (inner) => {
        const locked = {
          from: await lockLiveTicket(inner, from),
          to: await lockLiveTicket(inner, to),
        }
        return moveReplies(inner, { ...locked, replyIds: [replyId, replyId] })
      })
    const versions = async () =>
      (await Promise.all([from, to].map(rowOf))).map(({ version, publicVersion }) => [
        version,
        publicVersion,
      ])
    const [[a = 0, publicA = 0], [b = 0, publicB = 0]] = (await versions()) as [number[], number[]]
    const { from: source, to: target } = await move(note)
    expect([source, target]).toEqual([await rowOf(from), await rowOf(to)])
    expect(await versions()).toEqual([
      [a + 1, publicA],
      [b + 1, publicB],
    ])
    await move(said)
    expect(await versions()).toEqual([
      [a + 2, publicA + 1],
      [b + 2, publicB + 1],
    ])
  })

  it('come before what is said next, also when the clock of their ticket was ahead', async () => {
    const to = await open()
    desk.clock.advance(60 * minutes)
    const from = await open()
    const late = await say('ada', from)
    desk.clock.advance(-60 * minutes)
    await desk.as('sue').splitting.unsplit({ from, to, replyIds: [late] })
    const next = await say('grace', to)
    expect(await idsOn(to)).toEqual([late, next])
    desk.clock.advance(60 * minutes)
  })

  it('go in batches, all or none', async () => {
    const [from, to] = [await open(), await open()]
    const sample = await say('ada', from)
    const [row] = await desk.storage.db.select().from(replies).where(eq(replies.id, sample))
    const copies = Array.from({ length: 1_000 }, () => ({ ...row, id: newUuidV7() }) as never)
    for (let at = 0; at < copies.length; at += 200) {
      await desk.storage.db.insert(replies).values(copies.slice(at, at + 200))
    }
    const all = [sample, ...copies.map(({ id }: { id: string }) => id)]
    const before = await Promise.all([rowOf(from), rowOf(to)])
    await expect(
      desk.as('sue').splitting.unsplit({ from, to, replyIds: [...all, newUuidV7()] }),
    ).rejects.toMatchObject({ status: 409, code: 'reply_moved' })
    expect(await Promise.all([rowOf(from), rowOf(to)])).toEqual(before)

    asked = []
    await desk.as('sue').splitting.unsplit({ from, to, replyIds: all })
    const batches = asked
      .filter(([plugin]) => plugin === 'shelf')
      .map(([, moved]) => moved.replyIds)
    expect(batches.map((ids) => ids.length)).toEqual([500, 500, 1])
    expect(batches.flat()).toEqual(all)
    const left = desk.storage.db.select().from(replies).where(eq(replies.ticketId, from))
    expect(await left).toEqual([])
  })

  it('that are not on the ticket any more are not moved', async () => {
    const [from, to] = [await open(), await open()]
    const [stays, gone] = [await say('ada', from), await say('ada', from)]
    await desk.as('grace').splitting.split({ ticketId: from, replyIds: [gone] })
    asked = []
    for (const unknown of [gone, 'no id']) {
      await expect(
        desk.as('sue').splitting.unsplit({ from, to, replyIds: [stays, unknown] }),
      ).rejects.toMatchObject({ status: 409, code: 'reply_moved' })
    }
    expect(await idsOn(from)).toEqual([stays])
    expect(asked).toEqual([])
    const rows = await desk.storage.db
      .select({ version: replies.version })
      .from(replies)
      .where(inArray(replies.id, [stays, gone]))
    expect(rows).toEqual([{ version: 1 }, { version: 1 }])
  })

  it('need another ticket, and something to move', async () => {
    const from = await open()
    const before = await rowOf(from)
    await expect(
      desk.as('sue').splitting.unsplit({ from, to: from, replyIds: [] }),
    ).rejects.toThrow('to another ticket')
    await desk.as('sue').splitting.unsplit({ from, to: await open(), replyIds: [] })
    expect(await rowOf(from)).toEqual(before)
  })
})
