/** Which tickets can be loaded, in which version, and by whom. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { testRuntime } from '../../test/support/runtime.ts'
import { engines } from '../../test/support/storages.ts'
import { lockLiveTicket } from './load.ts'
import { tickets } from './schema.ts'

describe.each(engines)('a ticket on $name', (engine) => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = await openHelpdesk(engine)
  })
  afterAll(() => desk.close())

  async function open(): Promise<string> {
    const { id } = await desk.as('ada').tickets.create({ subject: 'Help', description: 'x' })
    return id
  }

  /** Writes columns that only plugins write. */
  const mark = (ticketId: string, values: Partial<typeof tickets.$inferInsert>) =>
    desk.storage.db.update(tickets).set(values).where(eq(tickets.id, ticketId))

  it('that was merged is read, and worked on no more', async () => {
    const ticketId = await open()
    await mark(ticketId, { mergedIntoId: await open() })
    const { tickets: api, replies, participants } = desk.as('root')
    expect(await api.get({ ticketId })).toMatchObject({ status: 'new', allowedTransitions: [] })
    for (const change of [
      () => api.update({ ticketId, subject: 'Changed' }),
      () => api.transition({ ticketId, status: 'resolved' }),
      () => api.assign({ ticketId, assigneeId: 'hal' }),
      () => api.transfer({ ticketId, teamId: 'billing' }),
      () => replies.create({ ticketId, body: 'x' }),
      () => participants.add({ ticketId, personId: 'ben' }),
      () => participants.remove({ ticketId, personId: 'ada' }),
    ]) {
      await expect(change()).rejects.toMatchObject({ status: 409, code: 'ticket_merged' })
    }
    expect(await api.get({ ticketId })).toMatchObject({ subject: 'Help', version: 1 })
  })

  it('is locked only in a transaction', async () => {
    const ticketId = await open()
    const call = testRuntime({ storage: desk.storage }).as('grace')
    await expect(lockLiveTicket(call, ticketId)).rejects.toThrow(/wrap it in call\.transaction/)
    const { id } = await call.transaction((inner) => lockLiveTicket(inner, ticketId))
    expect(id).toBe(ticketId)
  })

  it('in another version than was asked for is left alone by every change', async () => {
    const ticketId = await open()
    const { tickets: api } = desk.as('root')
    await api.update({ ticketId, subject: 'Version 2' })
    const stale = { ticketId, ifVersion: 1 }
    for (const change of [
      () => api.update({ ...stale, subject: 'x' }),
      () => api.transition({ ...stale, status: 'resolved' }),
      () => api.assign({ ...stale, assigneeId: 'hal' }),
      () => api.unassign(stale),
      () => api.transfer({ ...stale, teamId: 'billing' }),
      () => api.delete(stale),
    ]) {
      await expect(change()).rejects.toMatchObject({ status: 412, extra: { currentVersion: 2 } })
    }
    await api.delete({ ticketId, ifVersion: 2 })
    for (const change of [
      () => api.restore({ ticketId, ifVersion: 2 }),
      () => api.purge({ ticketId, ifVersion: 2 }),
    ]) {
      await expect(change()).rejects.toMatchObject({ status: 412, extra: { currentVersion: 3 } })
    }
    expect(await api.restore({ ticketId, ifVersion: 3 })).toMatchObject({ version: 4 })
  })

  it('has a version of its own for the customer side, which public changes alone count up', async () => {
    const ticketId = await open()
    await desk.as('grace').tickets.update({ ticketId, metadata: { plan: 'gold' } })
    const move = { ticketId, status: 'resolved', ifVersion: 1 } as const
    await expect(desk.as('grace').tickets.transition(move)).rejects.toMatchObject({
      status: 412,
      extra: { currentVersion: 2 },
    })
    expect(await desk.as('ada').tickets.transition(move)).toMatchObject({ version: 2 })
  })
})
