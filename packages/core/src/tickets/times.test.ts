/** First response and waiting time: as they are kept with every change, and as they are worked out anew. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editing } from '../../test/support/editing.ts'
import { minutes, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { byMail, postbox } from '../../test/support/postbox.ts'
import { testRuntime } from '../../test/support/runtime.ts'
import { splitting } from '../../test/support/splitting.ts'
import { engines } from '../../test/support/storages.ts'
import { HelpdeskError } from '../kit/errors.ts'
import { type ReplyRow, replies } from '../replies/schema.ts'
import { statuses } from './lifecycle.ts'
import { lockLiveTicket } from './load.ts'
import { type TicketRow, tickets } from './schema.ts'
import { recomputeTimes } from './times.ts'

type Times = Pick<TicketRow, 'firstResponseAt' | 'waitingSince'>
type Random = <Item>(items: readonly Item[]) => Item

/** Picks by a generator with a seed, so that a failure can be repeated. */
function randomOf(seed: number): Random {
  let state = seed
  return (items) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return items[Math.floor((state / 2 ** 32) * items.length)] as never
  }
}

/** What the rules say, written down a second time: of all that was said, in order. */
function expectedTimes(ticket: TicketRow, all: readonly ReplyRow[]): Times {
  const begin = ticket.reopenedAt ?? ticket.createdAt
  const place = ({ createdAt, id }: { createdAt: Date; id: string }) =>
    `${createdAt.toISOString()} ${id}`
  const said = all
    .filter((row) => row.audience === 'public' && !row.automatic && row.deletedAt === null)
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
  const answers = said.filter(({ side }) => side === 'agent')
  const asked = said.filter(
    ({ side, createdAt }) => side === 'customer' && (!ticket.reopenedAt || createdAt >= begin),
  )
  const answered = answers.at(-1)
  const waiting = [{ createdAt: begin, id: '' }, ...asked]
    .filter((message) => !answered || place(message) > place(answered))
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
  const isOver = ticket.status === 'resolved' || ticket.status === 'closed'
  return {
    firstResponseAt: answers[0]?.createdAt ?? null,
    waitingSince: isOver ? null : (waiting[0]?.createdAt ?? null),
  }
}

describe.each(engines)('times on $name', (engine) => {
  const plugins = [editing, splitting, postbox] as const
  let desk: TestHelpdesk<typeof plugins>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins, policy: { replyToClosed: 'reopen' } })
  })
  afterAll(() => desk.close())

  const rowOf = async (ticketId: string) => {
    const [row] = await desk.storage.db.select().from(tickets).where(eq(tickets.id, ticketId))
    return row as TicketRow
  }
  const saidOn = (ticketId: string) =>
    desk.storage.db.select().from(replies).where(eq(replies.ticketId, ticketId))

  const recompute = (ticketId: string) =>
    testRuntime({ storage: desk.storage, clock: desk.clock })
      .as('root')
      .transaction(async (call) =>
        recomputeTimes(call, await lockLiveTicket(call, ticketId), { cause: 'reply.update' }),
      )

  /** Often it stands still, and now and then it is set back. */
  const moveClock = (pick: Random) =>
    desk.clock.advance(pick([0, 0, 0, 1, 1, 2, minutes, 90 * minutes, -1, -minutes, -90 * minutes]))

  /** Grace is an agent of most tickets, and the customer of the one that she opens for herself. */
  async function openSome(pick: Random): Promise<string> {
    const input = { subject: 'Help', description: 'x' }
    const { id } = await pick([
      () => desk.as('ada').tickets.create(input),
      () => desk.as('grace').tickets.create(input),
      () => desk.as('grace').tickets.create({ ...input, requesterId: 'ada', assigneeId: 'hal' }),
    ])()
    return id
  }

  /** One thing that people do. What is refused is no change. */
  async function doSome(pick: Random, ticketId: string): Promise<void> {
    const who = pick(['ada', 'grace', 'hal', 'sue'] as const)
    const api = desk.as(who)
    const status = pick(statuses)
    const body = 'x'
    const act = pick([
      () => api.replies.create({ ticketId, body }),
      () => api.replies.create({ ticketId, body }),
      () => api.replies.create({ ticketId, body, status }),
      () =>
        byMail(desk, who, 'verified').core.replies.create({ ticketId, body }, { automatic: true }),
      () => api.replies.create({ ticketId, body, audience: 'internal' }),
      () => api.tickets.transition({ ticketId, status, reason: 'Because.' }),
      () => api.tickets.transition({ ticketId, status: 'resolved' }),
      () => api.tickets.transition({ ticketId, status: 'open' }),
      () => api.tickets.assign({ ticketId, assigneeId: 'hal' }),
      () => api.tickets.unassign({ ticketId }),
      () => api.tickets.update({ ticketId, priority: pick(['low', 'high'] as const) }),
    ])
    moveClock(pick)
    try {
      await act()
    } catch (error) {
      if (!(error instanceof HelpdeskError) || error.status >= 500) throw error
    }
  }

  const seeds = [1, 2, 3, 4, 5, 6]

  it.each(seeds)('are as they would be worked out, whatever people do (seed %i)', async (seed) => {
    const pick = randomOf(seed)
    const ticketId = await openSome(pick)
    for (let step = 0; step < 25; step++) {
      await doSome(pick, ticketId)
      const before = await rowOf(ticketId)
      expect(before, `step ${step}`).toMatchObject(expectedTimes(before, await saidOn(ticketId)))
      expect(await recompute(ticketId), `step ${step}`).toEqual(before)
      expect(await rowOf(ticketId)).toEqual(before)
    }
  })

  it.each(seeds)('follow when replies are deleted or moved (seed %i)', async (seed) => {
    const pick = randomOf(seed * 31)
    const pair = [await openSome(pick), await openSome(pick)]
    for (let step = 0; step < 24; step++) await doSome(pick, pick(pair))
    for (let step = 0; step < 12; step++) {
      const from = pick(pair)
      const said = await saidOn(from)
      if (said.length === 0) continue
      const { id: replyId, deletedAt, audience } = pick(said)
      const to = pair.find((id) => id !== from) as string
      const target = { ticketId: from, replyId }
      moveClock(pick)
      await pick([
        () => desk.as('sue').editing[deletedAt ? 'restore' : 'delete'](target),
        () =>
          desk.as('sue').editing.update({
            ...target,
            audience: audience === 'public' ? 'internal' : 'public',
          }),
        () => desk.as('sue').splitting.unsplit({ from, to, replyIds: [replyId] }),
      ])()
      for (const ticketId of pair) {
        const row = await rowOf(ticketId)
        expect(row, `step ${step}`).toMatchObject(expectedTimes(row, await saidOn(ticketId)))
      }
    }
  })

  it('count from the reopening, which comes after all that was said in the same millisecond', async () => {
    const { id: ticketId } = await desk
      .as('ada')
      .tickets.create({ subject: 'Help', description: 'x' })
    await desk.as('grace').replies.create({ ticketId, body: 'Done.', status: 'resolved' })
    const resolved = await rowOf(ticketId)
    await desk.as('ada').replies.create({ ticketId, body: 'It is not.' })
    const reopened = await rowOf(ticketId)
    const after = new Date(resolved.updatedAt.getTime() + 1)
    expect(reopened).toMatchObject({ reopenedAt: after, waitingSince: after, updatedAt: after })
    const { reply } = await desk.as('grace').replies.create({ ticketId, body: 'Now it is.' })
    expect(await rowOf(ticketId)).toMatchObject({ waitingSince: null, reopenedAt: after })
    // Without the second answer it waits since the reopening, not since the first message.
    await desk.as('grace').editing.delete({ ticketId, replyId: reply?.id as string })
    expect(await rowOf(ticketId)).toMatchObject({
      waitingSince: after,
      firstResponseAt: resolved.firstResponseAt,
    })
  })

  it('show a reply to a resolved ticket that keeps it resolved as nothing that waits', async () => {
    const { id: ticketId } = await desk
      .as('ada')
      .tickets.create({ subject: 'Help', description: 'x' })
    await desk.as('ada').tickets.transition({ ticketId, status: 'resolved' })
    await desk.as('ada').replies.create({ ticketId, body: 'Thanks!', status: 'resolved' })
    expect(await rowOf(ticketId)).toMatchObject({ status: 'resolved', waitingSince: null })
  })

  it('never show when a ticket was reopened to people', async () => {
    const { id: ticketId } = await desk
      .as('ada')
      .tickets.create({ subject: 'Help', description: 'x' })
    await desk.as('ada').tickets.transition({ ticketId, status: 'resolved' })
    await desk.as('ada').tickets.transition({ ticketId, status: 'open' })
    expect((await rowOf(ticketId)).reopenedAt).not.toBeNull()
    for (const who of ['ada', 'root'] as const) {
      expect(await desk.as(who).tickets.get({ ticketId })).not.toHaveProperty('reopenedAt')
    }
  })
})
