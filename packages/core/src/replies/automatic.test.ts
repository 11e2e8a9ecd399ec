import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minutes, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { byMail, postbox, systemOf } from '../../test/support/postbox.ts'
import { engines } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import { type Status, statuses } from '../tickets/lifecycle.ts'

const away = 'I am out of the office.'

describe.each(engines)('automatic replies on $name', (engine) => {
  let desk: TestHelpdesk<readonly [typeof postbox]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [postbox] as const })
  })
  afterAll(() => desk.close())

  async function open(status: Status = 'new'): Promise<string> {
    const { id } = await desk
      .as('ada')
      .tickets.create({ subject: 'Help', description: 'x', cc: ['carl'] })
    if (status !== 'new') {
      await desk.as('sue').tickets.assign({ ticketId: id, assigneeId: 'hal' })
      const reason = status === 'closed' ? 'Done.' : undefined
      await desk.as('sue').tickets.transition({ ticketId: id, status, reason })
    }
    return id
  }

  const writers: Record<string, () => Call> = {
    'the requester': () => byMail(desk, 'ada', 'participant'),
    'a person in copy': () => byMail(desk, 'carl', 'unknown'),
    'an agent': () => byMail(desk, 'grace', 'verified'),
    'the system': () => systemOf(desk),
  }

  /** All of a ticket but that something public was appended. */
  async function facts(ticketId: string) {
    const { version, updatedAt, ...rest } = await desk.as('root').tickets.get({ ticketId })
    return { rest, version }
  }

  describe.each(Object.keys(writers))('of %s', (writer) => {
    it.each(statuses)('are appended to a ticket that is %s, and change nothing', async (status) => {
      const ticketId = await open(status)
      const before = await facts(ticketId)
      const told = (await desk.as('root').tickets.events({ ticketId, limit: 100 })).data.length
      desk.clock.advance(5 * minutes)
      const call = (writers[writer] as () => Call)()
      const { reply, followUp } = await call.core.replies.create(
        { ticketId, body: away },
        { automatic: true },
      )
      expect(followUp).toBeNull()
      expect(reply).toMatchObject({
        body: away,
        automatic: true,
        createdAt: desk.clock.now().toISOString(),
      })
      const after = await facts(ticketId)
      expect(after.rest).toEqual(before.rest)
      expect(after.version).toBe(before.version + 1)
      const { data } = await desk.as('root').tickets.events({ ticketId, limit: 100 })
      expect(data.slice(told)).toMatchObject([
        { type: 'reply.created', data: { replyId: reply?.id, side: reply?.side, automatic: true } },
      ])
      expect((await desk.as('ada').replies.list({ ticketId })).data.at(-1)).toEqual(
        expect.objectContaining({ body: away, automatic: true }),
      )
    })
  })

  it('are told apart from what a person writes afterwards', async () => {
    const ticketId = await open('resolved')
    const ada = byMail(desk, 'ada', 'verified')
    await ada.core.replies.create({ ticketId, body: away }, { automatic: true })
    const { reply } = await ada.core.replies.create({ ticketId, body: 'I am back.' }, {})
    expect(reply?.automatic).toBe(false)
    expect(await desk.as('root').tickets.get({ ticketId })).toMatchObject({
      status: 'open',
      reopenCount: 1,
    })
    const events = async (who: 'ada' | 'root') =>
      (await desk.as(who).tickets.events({ ticketId })).data
        .filter(({ type }) => type === 'reply.created')
        .map(({ data }) => Object.keys(data).sort())
    expect(await events('root')).toEqual([
      ['automatic', 'replyId', 'side'],
      ['replyId', 'side'],
    ])
    expect(await events('ada')).toEqual([
      ['replyId', 'side'],
      ['replyId', 'side'],
    ])
  })

  it('take no state and nobody along', async () => {
    const ticketId = await open()
    const { core } = byMail(desk, 'grace', 'verified')
    for (const [path, move] of [
      ['/status', { status: 'pending' }],
      ['/assign', { assign: 'me' }],
    ] as const) {
      await expect(
        core.replies.create({ ticketId, body: away, ...move }, { automatic: true }),
      ).rejects.toMatchObject({ status: 400, errors: [{ path }] })
    }
    expect((await desk.as('root').replies.list({ ticketId })).data).toEqual([])
  })

  it('need the rights of their author like any other reply', async () => {
    const ticketId = await open('closed')
    const reply = { ticketId, body: away }
    await expect(
      byMail(desk, 'ben', 'verified').core.replies.create(reply, { automatic: true }),
    ).rejects.toMatchObject({ status: 404 })
    const note = await byMail(desk, 'grace', 'verified').core.replies.create(
      { ...reply, audience: 'internal' },
      { automatic: true },
    )
    expect(note.reply).toMatchObject({ audience: 'internal', automatic: true })
    await desk.as('root').tickets.delete({ ticketId })
    await expect(
      systemOf(desk).core.replies.create(reply, { automatic: true }),
    ).rejects.toMatchObject({ code: 'ticket_deleted' })
  })

  /** What happens to a ticket must not depend on the machines that write in between. */
  it('leave any course of a conversation as it is', { retry: 0 }, async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const [plain, noisy] = [await open(), await open()]
      const random = numbers(seed)
      for (let step = 0; step < 10; step += 1) {
        const say = moves[random(moves.length)] as Move
        const writer = Object.values(writers)[random(4)] as () => Call
        await writer().core.replies.create({ ticketId: noisy, body: away }, { automatic: true })
        desk.clock.advance(minutes)
        const results = [await outcome(say(desk, plain)), await outcome(say(desk, noisy))]
        expect(results[1], `seed ${seed}, step ${step}`).toBe(results[0])
        expect(await course(noisy), `seed ${seed}, step ${step}`).toEqual(await course(plain))
      }
    }
  })

  async function course(ticketId: string) {
    const { status, assignee, firstResponseAt, waitingSince, resolvedAt, closedAt, reopenCount } =
      await desk.as('root').tickets.get({ ticketId })
    const times = { firstResponseAt, waitingSince, resolvedAt, closedAt }
    return { status, assignee: assignee?.id, ...times, reopenCount }
  }
})

type Move = (desk: TestHelpdesk<readonly [typeof postbox]>, ticketId: string) => Promise<unknown>

const moves: readonly Move[] = [
  (desk, ticketId) => desk.as('ada').replies.create({ ticketId, body: 'x' }),
  (desk, ticketId) => desk.as('grace').replies.create({ ticketId, body: 'x' }),
  (desk, ticketId) => desk.as('hal').replies.create({ ticketId, body: 'x', assign: 'me' }),
  (desk, ticketId) =>
    desk.as('grace').replies.create({ ticketId, body: 'x', audience: 'internal' }),
  ...(['pending', 'on_hold', 'resolved', 'open'] as const).map(
    (status): Move =>
      (desk, ticketId) =>
        desk.as('grace').tickets.transition({ ticketId, status }),
  ),
  (desk, ticketId) =>
    desk.as('sue').tickets.transition({ ticketId, status: 'closed', reason: 'x' }),
]

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code }: { code?: string }) => code,
  )

/** The same numbers below a limit on every run (a linear congruential generator). */
function numbers(seed: number) {
  let state = seed
  return (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}
