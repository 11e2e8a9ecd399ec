/** The typed client against a real server, on both databases. */
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createHelpdeskClient,
  HelpdeskApiError,
  type HelpdeskClient,
  items,
} from '../src/client/index.ts'
import { helpdeskApp } from '../src/hono.ts'
import { openHelpdesk, type TestHelpdesk } from './support/helpdesk.ts'
import { memoryLogger } from './support/http.ts'
import { engines } from './support/storages.ts'

describe.each(engines)('the client over a socket, on $name', (engine) => {
  let desk: TestHelpdesk
  let server: ServerType
  let baseUrl: string
  let failures = 0

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { logger: memoryLogger() })
    const host = new Hono()
      .use(async (context, next) => {
        await next()
        // The answer is lost after the work was done.
        if (failures > 0 && context.req.method === 'POST') {
          failures -= 1
          context.res = new Response(null, { status: 503 })
        }
      })
      .route('/helpdesk', helpdeskApp(desk.helpdesk))
    server = createAdaptorServer({ fetch: host.fetch })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/helpdesk`
  })
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve))
    await desk.close()
  })

  function clientOf(id: string): HelpdeskClient {
    return createHelpdeskClient({ baseUrl, auth: { mode: 'bearer', getToken: () => id } })
  }

  it('carries a ticket through its life', async () => {
    const [ada, grace, sue, root] = ['ada', 'grace', 'sue', 'root'].map(clientOf) as [
      HelpdeskClient,
      HelpdeskClient,
      HelpdeskClient,
      HelpdeskClient,
    ]
    const category = await sue.categories.create({ name: 'Hardware' })
    const opened = await ada.tickets.create({
      subject: 'Printer — 印刷機 🔥',
      description: 'It **burns**.',
      categoryId: category.id,
    })
    const { id: ticketId } = opened
    expect(opened).toMatchObject({ status: 'new', category: { name: 'Hardware' } })

    const assigned = await grace.tickets.assign({ ticketId, assigneeId: 'grace' })
    await grace.tickets.update({ ticketId, priority: 'high', ifVersion: assigned.version })
    await grace.participants.add({ ticketId, personId: 'ben' })
    const { reply } = await grace.replies.create({ ticketId, body: 'Unplug it.' })
    expect(reply).toMatchObject({ bodyHtml: '<p>Unplug it.</p>', side: 'agent' })
    await grace.replies.create({ ticketId, body: 'Third one today.', audience: 'internal' })
    expect((await ada.replies.list({ ticketId })).data).toHaveLength(1)
    expect((await grace.replies.list({ ticketId, order: 'desc', limit: 1 })).page.hasMore).toBe(
      true,
    )
    expect(await ada.replies.get({ ticketId, replyId: reply?.id as string })).toMatchObject({
      id: reply?.id,
    })
    await grace.participants.remove({ ticketId, personId: 'ben' })
    expect((await grace.participants.list({ ticketId })).data).toHaveLength(1)

    await grace.tickets.transition({ ticketId, status: 'resolved' })
    await ada.tickets.transition({ ticketId, status: 'closed' })
    expect((await ada.tickets.events({ ticketId })).data.length).toBeGreaterThan(3)
    await sue.tickets.delete({ ticketId })
    await root.tickets.restore({ ticketId })
    await sue.tickets.delete({ ticketId })
    await root.tickets.purge({ ticketId })
    await expect(root.tickets.get({ ticketId })).rejects.toMatchObject({ status: 404 })
    expect(
      (await sue.categories.update({ categoryId: category.id, archived: true })).archivedAt,
    ).not.toBeNull()
    expect((await sue.categories.list({ archived: true })).data).toHaveLength(1)
    expect((await grace.people.search({ query: 'a' })).data).toMatchObject([{ id: 'ada' }])
    expect((await root.deliveries.dead()).data).toEqual([])
    expect((await ada.capabilities()).actor.id).toBe('ada')
  })

  it('walks all pages', { retry: 0 }, async () => {
    const [ben, grace] = [clientOf('ben'), clientOf('grace')]
    const made: string[] = []
    for (const subject of ['a', 'b', 'c', 'd', 'e']) {
      made.push((await ben.tickets.create({ subject, description: 'x' })).id)
    }
    const seen: string[] = []
    const list = (cursor: string | undefined) =>
      grace.tickets.list({ requester: 'ben', order: 'asc', limit: 2, cursor })
    for await (const ticket of items(list)) seen.push(ticket.id)
    expect(seen).toEqual(made)
  })

  it('says what was refused, by field', async () => {
    const grace = clientOf('grace')
    const error = await grace.tickets
      .create({ subject: 'x', description: 'x', colour: 'red' } as never)
      .catch((error) => error)
    expect(error).toBeInstanceOf(HelpdeskApiError)
    expect(error).toMatchObject({ code: 'invalid_input', errors: [{ path: '/colour' }] })
    const { id: ticketId } = await grace.tickets.create({ subject: 'x', description: 'x' })
    const stale = grace.tickets.update({ ticketId, subject: 'y', ifVersion: 9 })
    await expect(stale).rejects.toMatchObject({ status: 412, problem: { currentVersion: 1 } })
    await expect(clientOf('').tickets.list()).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('does what it was asked once, even when the answer was lost', async () => {
    failures = 1
    const ada = clientOf('ada')
    const ticket = await ada.tickets.create({ subject: 'Lost and found', description: 'x' })
    const { data } = await ada.tickets.list({ number: ticket.number })
    expect(data).toHaveLength(1)
    const all = await ada.tickets.list({ limit: 100 })
    expect(all.data.filter(({ subject }) => subject === 'Lost and found')).toHaveLength(1)
  })
})
