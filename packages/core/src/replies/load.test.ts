import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { testRuntime } from '../../test/support/runtime.ts'
import { recordStatements } from '../../test/support/statements.ts'
import { engines } from '../../test/support/storages.ts'
import { newUuidV7 } from '../kit/clock.ts'
import { lockReply } from './load.ts'

describe.each(engines)('a locked reply on $name', (engine) => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = await openHelpdesk(engine)
  })
  afterAll(() => desk.close())

  const open = async (who: 'ada' | 'grace' = 'ada') =>
    (await desk.as(who).tickets.create({ subject: 'Help', description: 'x' })).id

  async function say(ticketId: string, audience: 'public' | 'internal' = 'public') {
    const { reply } = await desk.as('hal').replies.create({ ticketId, body: 'Hello', audience })
    return { ticketId, replyId: reply?.id as string }
  }

  const lockAs = (who: 'ada' | 'ben' | 'grace' | 'root', target: Parameters<typeof lockReply>[1]) =>
    testRuntime({ storage: desk.storage })
      .as(who)
      .transaction((call) => lockReply(call, target))

  it('comes with its ticket, which is locked before it', async () => {
    const target = await say(await open())
    const recorded = await recordStatements(desk.storage.dialect, async () => {
      const { ticket, reply } = await lockAs('grace', target)
      expect(ticket).toMatchObject({ id: target.ticketId, status: 'open' })
      expect(reply).toMatchObject({ id: target.replyId, ticketId: ticket.id, body: 'Hello' })
    })
    const tables = recorded.map(({ sql }) => /from "(\w+)"/.exec(sql)?.[1])
    expect(tables).toEqual(['deskhand_tickets', 'deskhand_replies'])
    const locks = recorded.filter(({ sql }) => sql.includes('for update'))
    expect(locks).toHaveLength(engine.name === 'postgres' ? 2 : 0)
  })

  it('is refused outside of a transaction', async () => {
    const call = testRuntime({ storage: desk.storage }).as('grace')
    await expect(lockReply(call, await say(await open()))).rejects.toThrow(/call\.transaction/)
  })

  it('is there for those who may see it, on its own ticket only', async () => {
    const target = await say(await open())
    const other = await open()
    const note = await say(target.ticketId, 'internal')
    const ofGrace = await say(await open('grace'), 'internal')
    for (const [who, hidden] of [
      ['grace', { ...target, ticketId: other }],
      ['grace', { ...target, replyId: newUuidV7() }],
      ['grace', { ...target, replyId: 'x' }],
      ['grace', { ...target, ticketId: 'x' }],
      ['ben', target],
      ['ada', note],
      ['grace', ofGrace],
    ] as const) {
      await expect(lockAs(who, hidden), JSON.stringify(hidden)).rejects.toMatchObject({
        status: 404,
        code: 'not_found',
      })
    }
    expect((await lockAs('ada', target)).reply.id).toBe(target.replyId)
    expect((await lockAs('root', ofGrace)).reply.audience).toBe('internal')
  })

  it('in another version is refused', async () => {
    const target = await say(await open())
    await expect(lockAs('grace', { ...target, ifVersion: 2 })).rejects.toMatchObject({
      status: 412,
      extra: { currentVersion: 1 },
    })
    expect((await lockAs('grace', { ...target, ifVersion: 1 })).reply.version).toBe(1)
  })

  it('of a ticket that can’t be worked on is refused', async () => {
    const target = await say(await open())
    await desk.as('sue').tickets.delete({ ticketId: target.ticketId })
    await expect(lockAs('root', target)).rejects.toMatchObject({ code: 'ticket_deleted' })
    await expect(lockAs('grace', target)).rejects.toMatchObject({ status: 404 })
  })
})
