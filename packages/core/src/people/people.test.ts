import { setTimeout } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { reaching } from '../../test/support/reaching.ts'
import { engines } from '../../test/support/storages.ts'
import { rows, tableNames } from '../db/dialect.ts'
import { idempotencyKeys } from '../http/schema.ts'
import { actorKeyOf } from '../http/stored-answers.ts'
import { replies } from '../replies/schema.ts'
import type { Ticket } from '../tickets/types.ts'

describe.each(engines)('people on $name', (engine) => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = await openHelpdesk(engine)
  })
  afterAll(() => desk.close())

  it('are looked up once for a whole page', async () => {
    for (const who of ['ada', 'ben', 'carl'] as const) {
      await desk.as(who).tickets.create({ subject: 'x', description: 'x' })
    }
    desk.people.calls = 0
    await desk.as('grace').tickets.list()
    expect(desk.people.calls).toBe(1)
  })

  it('are shown by their id when nobody knows them any more', async () => {
    const gone = { id: 'gone', role: 'customer' } as const
    const ticket = await desk.helpdesk.as(gone).tickets.create({ subject: 'x', description: 'x' })
    expect(ticket.requester).toMatchObject({ id: 'gone', name: 'gone' })
  })

  it('are searched with the host and among strangers, by staff', async () => {
    const stranger = { requesterEmail: 'Grant@else.example', requesterName: 'Grant' }
    await desk.as('grace').tickets.create({ subject: 'x', description: 'x', ...stranger })
    const { data } = await desk.as('hal').people.search({ query: 'gra' })
    expect(data.map(({ name }) => name)).toEqual(['Grace', 'Grant'])
    await expect(desk.as('ada').people.search({ query: 'g' })).rejects.toMatchObject({
      status: 403,
    })
  })

  it('of one tenant are strangers to another, whatever their address or id', async () => {
    const stranger = { requesterEmail: 'mira@else.example', requesterName: 'Mira' }
    const open = async (tenantId?: string) =>
      desk.as('grace', tenantId).tickets.create({ subject: 'x', description: 'x', ...stranger })
    const [here, elsewhere] = [await open(), await open('elsewhere')]
    expect(elsewhere.requester.id).not.toBe(here.requester.id)
    const { data } = await desk.as('grace').people.search({ query: 'mira' })
    expect(data.map(({ id }) => id)).toEqual([here.requester.id])
    await expect(
      desk.as('grace').participants.add({ ticketId: here.id, personId: elsewhere.requester.id }),
    ).rejects.toMatchObject({ status: 400, errors: [{ path: '/personId' }] })
  })

  it('are forgotten for good: nothing of them is left in any column', async () => {
    const ticket = await desk
      .as('ben')
      .tickets.create({ subject: 'Ben 4711', description: 'Mine: 4711' })
    const other = await desk
      .as('ada')
      .tickets.create({ subject: 'Shared', description: 'x', cc: ['ben'] })
    await desk.as('ben').replies.create({ ticketId: other.id, body: 'Call me: 4711' })
    const keyed = { 'idempotency-key': 'ben-4711' }
    const draft = { subject: 'Key 4711', description: 'x' }
    await desk.request('ben', 'POST', '/tickets', draft, keyed)
    const assign = { assigneeId: 'grace' }
    await desk.request('grace', 'POST', `/tickets/${ticket.id}/assign`, assign, keyed)

    await expect(desk.as('sue').people.erase({ personId: 'ben' })).rejects.toMatchObject({
      status: 403,
    })
    const { replacementId } = await desk.as('root').people.erase({ personId: 'ben' })

    const seen = await desk.as('grace').tickets.get({ ticketId: ticket.id })
    expect(seen).toMatchObject({ subject: '[erased]', requester: { id: replacementId } })
    expect((await desk.as('grace').replies.list({ ticketId: other.id })).data[0]).toMatchObject({
      body: '[erased]',
      author: { id: replacementId },
    })
    // Tickets that show him, or that he wrote on, have another version than before.
    expect(seen.version).toBe(ticket.version + 2)
    expect(await desk.as('ada').tickets.get({ ticketId: other.id })).toMatchObject({
      version: other.version + 2,
    })
    for (const table of await tableNames(desk.storage.db, 'deskhand_')) {
      const all = await rows(desk.storage.db, sql`select * from ${sql.identifier(table)}`)
      expect(JSON.stringify(all, bigintAsText), table).not.toMatch(/\bben\b|4711/i)
    }
  })

  it('are forgotten as who edited and deleted replies', async () => {
    const { id: ticketId } = await desk.as('ada').tickets.create({ subject: 'x', description: 'x' })
    const { reply } = await desk.as('ada').replies.create({ ticketId, body: 'x' })
    const byHal = { editedBy: 'hal', deletedBy: 'hal' }
    const isIt = eq(replies.id, reply?.id as string)
    await desk.storage.db.update(replies).set(byHal).where(isIt)
    const { replacementId } = await desk.as('root').people.erase({ personId: 'hal' })
    const [row] = await desk.storage.db.select().from(replies).where(isIt)
    expect(row).toMatchObject({
      authorId: 'ada',
      editedBy: replacementId,
      deletedBy: replacementId,
      version: 1,
    })
  })

  it('are forgotten in the answer to a reply that they write meanwhile', async () => {
    const writing = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const slow = reaching({
      hooks: {
        'reply.create': {
          async after() {
            writing.resolve()
            await release.promise
          },
        },
      },
    })
    const other = await openHelpdesk(engine, { plugins: [slow] })
    onTestFinished(() => other.close())
    const { id } = await other
      .as('ada')
      .tickets.create({ subject: 'x', description: 'x', cc: ['ben'] })
    const keyed = { 'idempotency-key': 'meanwhile' }
    const reply = other.request(
      'ben',
      'POST',
      `/tickets/${id}/replies`,
      { body: 'Call 4711' },
      keyed,
    )
    await writing.promise
    const erased = other.as('root').people.erase({ personId: 'ben' })
    // So long that the erasure waits for the ticket, where transactions run side by side.
    await setTimeout(200)
    release.resolve()
    expect((await reply).status).toBe(201)
    await erased
    const kept = await other.storage.db.select().from(idempotencyKeys)
    expect(kept).toMatchObject([{ status: 410, body: null }])
  })

  it('are forgotten in answers that are kept for others, and only there', async () => {
    const keep = async (path: string, body: object) =>
      (await desk.request('grace', 'POST', path, body, { 'idempotency-key': 'about-hal' })).json()
    const draft = { subject: 'x', description: 'x', requesterId: 'ada' }
    const { id: ticketId } = (await keep('/tickets', draft)) as Ticket
    const { id: otherId } = await desk.as('ada').tickets.create({ subject: 'x', description: 'x' })
    await keep(`/tickets/${otherId}/assign`, { assigneeId: 'hal' })
    await desk.as('grace').tickets.assign({ ticketId: otherId, assigneeId: 'grace' })
    await desk.as('root').people.erase({ personId: 'hal' })
    const kept = await desk.storage.db
      .select({ ticketId: idempotencyKeys.ticketId, status: idempotencyKeys.status })
      .from(idempotencyKeys)
      .where(eq(idempotencyKeys.actorKey, actorKeyOf('default', 'grace')))
    expect(kept.filter((row) => row.status !== 410)).toEqual([{ ticketId, status: 201 }])
  })
})

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
