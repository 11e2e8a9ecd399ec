import { createTestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { inProcessClient, sessionOf, TestHost } from '../../test/support/in-process.ts'
import { changeMany, statusChoices } from './bulk.ts'
import { TicketListController } from './list-controller.ts'
import type { ListedTicket, TicketListQuery } from './query.ts'

const desk = await createTestHelpdesk()
await desk.helpdesk.start()
const client = inProcessClient(desk, 'grace')
const session = await sessionOf(client)

/** Draws itself again when it is asked to. */
class DrawnHost extends TestHost {
  override requestUpdate(): void {
    super.requestUpdate()
    queueMicrotask(() => this.update())
  }
}

const open = async (subject: string) => {
  desk.clock.advance(1_000)
  return (await desk.as('ada').tickets.create({ subject, description: 'x' })).id
}
const first = await open('one')
const second = await open('two')
await open('three')
await open('four')

let query: TicketListQuery
let host: DrawnHost
let controller: TicketListController
let news: number[]

const subjects = () => controller.list.items.map(({ subject }) => subject)
const shows = (...expected: string[]) => expect.poll(subjects).toEqual(expected)
const listens = () => expect.poll(() => session.live.state).toBe('open')

beforeEach(async () => {
  host?.disconnect()
  news = []
  query = { filters: {}, sort: 'created', order: 'desc', pageSize: 2, include: [] }
  host = new DrawnHost()
  controller = new TicketListController(host, {
    query: () => query,
    onNews: (count) => news.push(count),
  })
  host.session = session
  host.requestUpdate()
  await expect.poll(() => controller.list.status).toBe('ready')
})

afterAll(async () => {
  host.disconnect()
  client.http.reset()
  await desk.close()
})

describe('the list', () => {
  it('is read when somebody is there, again when the query changes, and forgotten at the end', async () => {
    await shows('four', 'three')
    expect(controller.list.count?.value).toBe(4)
    query = { ...query, order: 'asc' }
    host.requestUpdate()
    await shows('one', 'two')
    controller.selection.toggle(first)
    expect(controller.selected).toHaveLength(1)
    host.session = undefined
    host.requestUpdate()
    await shows()
    expect(controller.selection.size).toBe(0)
  })

  it('changes rows in place and keeps what is new until it is asked for', async () => {
    await listens()
    query = { ...query, order: 'asc' }
    host.requestUpdate()
    await shows('one', 'two')
    query = { ...query, order: 'desc' }
    host.requestUpdate()
    await shows('four', 'three')
    await desk.as('hal').tickets.assign({ ticketId: first, assigneeId: 'hal' })
    const shown = controller.list.items[1] as ListedTicket
    await desk.as('hal').tickets.update({ ticketId: shown.id, subject: 'three!' })
    await open('five')
    await shows('four', 'three!')
    await expect.poll(() => controller.newCount).toBe(1)
    expect(news).toEqual([1])
    expect(controller.isFresh(shown.id)).toBe(true)
    await controller.list.first()
    await shows('five', 'four')
    expect(controller.newCount).toBe(0)
    expect(controller.isFresh(shown.id)).toBe(false)
  })

  it('counts as new only what the filters let through', async () => {
    query = { ...query, filters: { priority: ['urgent'] } }
    host.requestUpdate()
    await shows()
    await listens()
    await open('six')
    const urgent = await open('seven')
    await desk.as('grace').tickets.update({ ticketId: urgent, priority: 'urgent' })
    await expect.poll(() => controller.newCount).toBe(1)
  })

  it('keeps the row of a ticket that went away where it was, and lets nobody select it', async () => {
    await listens()
    const [top, next] = controller.list.items as [ListedTicket, ListedTicket]
    controller.selection.set([top.id, next.id])
    await desk.as('sue').tickets.delete({ ticketId: top.id })
    await expect.poll(() => controller.isGone(top.id)).toBe(true)
    expect(controller.list.items[0]?.id).toBe(top.id)
    expect(controller.selection.ids).toEqual([next.id])
    expect(controller.selectable).toEqual([next.id])
    await controller.list.refresh()
    await expect.poll(() => controller.list.items[0]?.id).toBe(next.id)
    expect(controller.isGone(top.id)).toBe(false)
  })
})

describe('a change of many', () => {
  it('tells what became of each, in as many calls as the server needs', async () => {
    const { data } = await client.tickets.list({ order: 'asc', limit: 2 })
    const tickets = data as readonly ListedTicket[]
    await desk.as('sue').tickets.delete({ ticketId: second })
    const calls: (readonly string[])[] = []
    const { changed, failures } = await changeMany(tickets, 1, (ticketIds) => {
      calls.push(ticketIds)
      return client.tickets.bulkAssign({ ticketIds, assigneeId: 'grace' })
    })
    expect(calls).toEqual([[first], [second]])
    expect(changed).toEqual([first])
    expect(failures).toMatchObject([{ ticket: { id: second }, error: { status: 404 } }])
  })

  it('offers each status to those that may become it, and no closing without a reason', () => {
    const ticket = (status: string, allowedTransitions: string[]) =>
      ({ status, allowedTransitions }) as unknown as ListedTicket
    const open = ticket('open', ['pending', 'resolved', 'closed'])
    const resolved = ticket('resolved', ['open', 'closed'])
    expect(statusChoices(['open', 'pending', 'closed', 'on_hold'], [open, resolved])).toEqual([
      { status: 'open', tickets: [resolved] },
      { status: 'pending', tickets: [open] },
      { status: 'closed', tickets: [resolved] },
    ])
  })
})
