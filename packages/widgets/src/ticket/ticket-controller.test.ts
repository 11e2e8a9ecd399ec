import type { Ticket } from '@deskhand/core/client'
import { createTestHelpdesk } from '@deskhand/testing'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type InProcessOptions,
  inProcessClient,
  sessionOf,
  TestHost,
} from '../../test/support/in-process.ts'
import { TicketController } from './ticket-controller.ts'

const desk = await createTestHelpdesk()
afterAll(() => desk.close())

let before: InProcessOptions['before']
const clients = {
  grace: inProcessClient(desk, 'grace', { before: (request) => before?.(request) }),
  ada: inProcessClient(desk, 'ada', { before: (request) => before?.(request) }),
}

let ticketId: string
let arrived: string[]
let changed: string[]

beforeEach(async () => {
  before = undefined
  arrived = []
  changed = []
  const ticket = await desk.as('ada').tickets.create({ subject: 'Printer', description: 'Smoke.' })
  ticketId = ticket.id
})

const opened: { readonly host: TestHost; readonly controller: TicketController }[] = []

afterEach(async () => {
  before = undefined
  for (const { host, controller } of opened.splice(0)) {
    await controller.refresh()
    host.disconnect()
  }
})

async function openAs(person: keyof typeof clients) {
  const host = new TestHost()
  const controller = new TicketController(host, {
    ticketId: () => ticketId,
    ticketInclude: () => [],
    include: () => [],
    onArrived: (replies) => arrived.push(...replies.map(({ body }) => body)),
    onChanged: (_ticket, field) => changed.push(field),
  })
  host.session = await sessionOf(clients[person])
  host.update()
  await expect.poll(() => controller.status).not.toBe('loading')
  opened.push({ host, controller })
  return { host, controller, ticket: () => controller.ticket as Ticket }
}

const as = (person: 'hal' | 'sue') => desk.as(person).tickets

describe('reading', () => {
  it('asks for nothing when its host is drawn once more after it has left', async () => {
    const { host } = await openAs('grace')
    const asked: string[] = []
    before = ({ url }) => void asked.push(url)
    host.disconnect()
    host.update()
    expect(asked).toEqual([])
    host.connect()
    host.update()
    await expect.poll(() => asked.length).toBeGreaterThan(1)
  })

  it('loads ticket, conversation and people in copy', async () => {
    await desk.as('ada').replies.create({ ticketId, body: 'Hello?' })
    await desk.as('ada').participants.add({ ticketId, personId: 'carl' })
    const { controller, ticket } = await openAs('grace')
    expect(controller.status).toBe('ready')
    expect(ticket().subject).toBe('Printer')
    expect(controller.conversation?.entries.map(({ kind }) => kind)).toEqual(['reply', 'event'])
    expect(controller.participants.map(({ person }) => person.id)).toEqual(['ada', 'carl'])
  })

  it('tells what is not there from what went wrong, and tries again', async () => {
    const known = ticketId
    ticketId = '019a0000-0000-7000-8000-000000000000'
    expect((await openAs('grace')).controller.status).toBe('missing')
    ticketId = known
    before = ({ url }) => {
      if (url.includes('/replies')) throw new TypeError('network')
      return undefined
    }
    const { controller } = await openAs('grace')
    expect(controller.status).toBe('failed')
    before = undefined
    await controller.load()
    expect(controller.status).toBe('ready')
  })

  it('tells of replies of others only, and says when it can’t keep up', async () => {
    const { controller } = await openAs('grace')
    await desk.as('ada').replies.create({ ticketId, body: 'Of Ada.' })
    await desk.as('grace').replies.create({ ticketId, body: 'My own.' })
    await controller.refresh()
    expect(arrived).toEqual(['Of Ada.'])
    before = () => {
      throw new TypeError('network')
    }
    await controller.refresh()
    expect(controller).toMatchObject({ isStale: true, status: 'ready' })
    before = undefined
    await controller.refresh()
    expect(controller.isStale).toBe(false)
  })

  it('catches up with one more round, however many changes there were', async () => {
    const { controller } = await openAs('grace')
    let reads = 0
    before = ({ url, method }) => {
      if (method === 'GET' && url.endsWith(ticketId)) reads += 1
      return undefined
    }
    await Promise.all(Array.from({ length: 20 }, () => controller.refresh()))
    expect(reads).toBe(2)
  })

  it('follows what the stream tells, and lets a ticket go that is gone', async () => {
    const { controller, ticket } = await openAs('grace')
    await as('hal').update({ ticketId, subject: 'Scanner' })
    const { data } = await desk.as('grace').tickets.events({ ticketId, order: 'desc', limit: 1 })
    const [event] = data
    if (!event) throw new Error('Nothing happened.')
    const { version } = await as('hal').get({ ticketId })
    const item = {
      kind: 'event',
      lastEventId: '1',
      event: { ...event, ticketId, version },
    } as const
    controller.onLive(item)
    await expect.poll(() => ticket().subject).toBe('Scanner')
    controller.onLive({ kind: 'gone', ticketId, lastEventId: '2' })
    expect(controller.status).toBe('missing')
  })

  it('forgets the ticket with the person', async () => {
    const { host, controller } = await openAs('grace')
    host.session = undefined
    host.update()
    expect(controller).toMatchObject({ status: 'idle', ticket: undefined, participants: [] })
  })
})

describe('changing', () => {
  it('shows the change at once and saves it', async () => {
    const { controller, ticket } = await openAs('grace')
    const saving = controller.edits.apply({ field: 'priority', value: 'urgent' })
    expect(ticket().priority).toBe('urgent')
    expect(await saving).toBe(true)
    expect(changed).toEqual(['priority'])
    expect((await as('hal').get({ ticketId })).priority).toBe('urgent')
  })

  it('saves each field', async () => {
    const category = await desk.as('sue').categories.create({ name: `Hardware ${ticketId}` })
    const { controller } = await openAs('grace')
    const { edits } = controller
    const hal = { id: 'hal', name: 'Hal', avatarUrl: null }
    expect(await edits.apply({ field: 'subject', value: 'Scanner' })).toBe(true)
    expect(await edits.apply({ field: 'category', value: category })).toBe(true)
    expect(await edits.apply({ field: 'team', value: 'billing' })).toBe(true)
    expect(await edits.apply({ field: 'assignee', value: hal })).toBe(true)
    expect(await edits.apply({ field: 'status', value: 'pending' })).toBe(true)
    expect(await as('sue').get({ ticketId })).toMatchObject({
      ...{ subject: 'Scanner', status: 'pending', teamId: 'billing' },
      ...{ assignee: { id: 'hal' }, category: { id: category.id } },
    })
    expect(await edits.apply({ field: 'assignee', value: null })).toBe(true)
    expect((await as('sue').get({ ticketId })).assignee).toBeNull()
  })

  it('does not mind others who change other fields', async () => {
    const { controller, ticket } = await openAs('grace')
    await as('hal').update({ ticketId, priority: 'high' })
    expect(await controller.edits.apply({ field: 'subject', value: 'Mine' })).toBe(true)
    expect(ticket()).toMatchObject({ subject: 'Mine', priority: 'high' })
  })

  it('asks when others changed the same field, and saves over it or not', async () => {
    const { controller, ticket } = await openAs('grace')
    const { edits } = controller
    const base = ticket()
    await as('hal').update({ ticketId, subject: 'Theirs', priority: 'high' })
    expect(await edits.apply({ field: 'subject', value: 'Mine' }, base)).toBe(false)
    expect(edits.conflict).toMatchObject({
      mine: { field: 'subject', value: 'Mine' },
      by: { id: 'hal' },
      changes: [{ field: 'subject', to: { value: 'Theirs' } }, { field: 'priority' }],
    })
    expect(ticket().subject).toBe('Theirs')
    expect(await edits.applyMine()).toBe(true)
    expect(edits.conflict).toBeUndefined()
    expect((await as('hal').get({ ticketId })).subject).toBe('Mine')
  })

  it('is content when others made the same change', async () => {
    const { controller, ticket } = await openAs('grace')
    const base = ticket()
    await as('hal').update({ ticketId, priority: 'high' })
    expect(await controller.edits.apply({ field: 'priority', value: 'high' }, base)).toBe(true)
    expect(controller.edits.conflict).toBeUndefined()
  })

  it('learns what is possible when a state is refused', async () => {
    const { controller, ticket } = await openAs('grace')
    const { edits } = controller
    before = async ({ url }) => {
      if (!url.endsWith('/transition')) return undefined
      before = undefined
      await as('sue').transition({ ticketId, status: 'resolved' })
      await as('sue').transition({ ticketId, status: 'closed' })
      return undefined
    }
    expect(await edits.apply({ field: 'status', value: 'pending' })).toBe(false)
    const said = edits.conflict ?? edits.failure
    expect(said).toBeDefined()
    expect(ticket().status).toBe('closed')
    expect(ticket().allowedTransitions).not.toContain('pending')
  })

  it('keeps the old value and says why when the server is away', async () => {
    const { controller, ticket } = await openAs('grace')
    before = () => {
      throw new TypeError('network')
    }
    expect(await controller.edits.apply({ field: 'priority', value: 'low' })).toBe(false)
    expect(ticket().priority).toBe('normal')
    expect(controller.edits.failure).toMatchObject({ change: { field: 'priority' } })
    controller.edits.dismiss()
    expect(controller.edits.failure).toBeUndefined()
  })

  it('puts people in copy and takes them off', async () => {
    const { controller } = await openAs('ada')
    const { edits } = controller
    const ids = () => controller.participants.map(({ person, kind }) => `${kind}:${person.name}`)
    expect(await edits.addParticipant({ personId: 'carl' })).toBe(true)
    expect(await edits.addParticipant({ email: 'eve@else.example' })).toBe(true)
    expect(ids()).toContain('cc:Carl')
    expect(ids()).toHaveLength(3)
    expect(await edits.removeParticipant('carl')).toBe(true)
    expect(ids()).not.toContain('cc:Carl')
    expect(await edits.addParticipant({ personId: 'nobody' })).toBe(false)
    expect(edits.failure).toBeDefined()
  })
})
