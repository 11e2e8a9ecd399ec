/** Working on the replies of a ticket reads few rows by an index, however much was said on it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '../src/api/call.ts'
import { newUuidV7 } from '../src/kit/clock.ts'
import { lockReply } from '../src/replies/load.ts'
import { moveReplies } from '../src/replies/move.ts'
import { type ReplyRow, replies } from '../src/replies/schema.ts'
import { lockLiveTicket } from '../src/tickets/load.ts'
import { recomputeTimes } from '../src/tickets/times.ts'
import { openHelpdesk, type TestHelpdesk } from './support/helpdesk.ts'
import { planFaults, plannedIndexes } from './support/plans.ts'
import { testRuntime } from './support/runtime.ts'
import { recordStatements } from './support/statements.ts'
import { engines } from './support/storages.ts'

const start = Date.parse('2025-01-01T00:00:00Z')

describe.each(engines)('query plans of replies on $name', (engine) => {
  let desk: TestHelpdesk
  let long: string
  let other: string
  const ids: string[] = []

  /** On the long one the agent spoke once, before 3 000 replies of the customer and as many notes. */
  beforeAll(async () => {
    desk = await openHelpdesk(engine)
    const input = { subject: 'x', description: 'x' }
    const open = async () => (await desk.as('ada').tickets.create(input)).id
    const others = await Promise.all(Array.from({ length: 10 }, open))
    long = await open()
    other = others[0] as string
    const row = (n: number, ticketId: string, more: Partial<ReplyRow>): ReplyRow => ({
      tenantId: 'default',
      id: newUuidV7(),
      ticketId,
      audience: 'public',
      side: 'customer',
      authorId: 'ada',
      via: 'api',
      body: 'x',
      bodyHtml: '<p>x</p>',
      automatic: false,
      sentAt: null,
      version: 1,
      createdAt: new Date(start + n * 1_000),
      editedAt: null,
      editedBy: null,
      deletedAt: null,
      deletedBy: null,
      ...more,
    })
    const said = Array.from({ length: 6_000 }, (_, n) =>
      row(n + 1, long, n % 2 === 0 ? {} : { side: 'agent', audience: 'internal' }),
    )
    const all = [
      row(0, long, { side: 'agent' }),
      ...said,
      ...others.flatMap((id) =>
        Array.from({ length: 100 }, (_, n) => row(n, id, n % 2 === 0 ? {} : { side: 'agent' })),
      ),
    ]
    ids.push(...said.slice(0, 500).map(({ id }) => id))
    for (let at = 0; at < all.length; at += 500) {
      await desk.storage.db.insert(replies).values(all.slice(at, at + 500))
    }
    await desk.storage.execute(desk.storage.db, 'analyze')
  })
  afterAll(() => desk.close())

  async function onReplies(work: (call: Call) => Promise<unknown>) {
    const call = testRuntime({ storage: desk.storage, clock: desk.clock }).as('root')
    const all = await recordStatements(desk.storage.dialect, () => call.transaction(work))
    return all.filter(({ sql }) => sql.includes('"deskhand_replies"'))
  }

  it('finds the first and the last answer, and the first message after it', async () => {
    const recorded = await onReplies(async (call) =>
      recomputeTimes(call, await lockLiveTicket(call, long), { cause: 'reply.update' }),
    )
    expect(recorded).toHaveLength(3)
    for (const statement of recorded) {
      expect(await plannedIndexes(desk.storage, statement)).toEqual(['deskhand_replies_public'])
      expect(await planFaults(desk.storage, statement)).toEqual({ scans: [], sorted: 0 })
    }
  })

  it('finds one reply, and those that move', async () => {
    const recorded = await onReplies(async (call) => {
      await lockReply(call, { ticketId: long, replyId: ids[0] as string })
      const [from, to] = [await lockLiveTicket(call, long), await lockLiveTicket(call, other)]
      const moved = await moveReplies(call, { from, to, replyIds: ids })
      await moveReplies(call, { from: moved.to, to: moved.from, replyIds: ids })
    })
    expect(recorded).toHaveLength(3)
    for (const statement of recorded) {
      expect((await planFaults(desk.storage, statement)).scans).toEqual([])
    }
  })
})
