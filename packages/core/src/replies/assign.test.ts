import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { postbox, systemOf } from '../../test/support/postbox.ts'
import { engines } from '../../test/support/storages.ts'
import { veto } from '../kit/errors.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'

/** Refuses assignments of tickets with the subject "kept", and writes down the others. */
const assigned: string[] = []
const watching = {
  id: 'watching',
  version: '1.0.0',
  core: '>=0.0.0 <1.0.0',
  setup: () => ({
    api: () => ({}),
    hooks: {
      'ticket.assign': {
        before(_call, { subject }) {
          if (subject.subject === 'kept') throw veto('kept', 'This one stays.')
        },
        after(_call, { input, result }) {
          assigned.push(`${input.assigneeId} ${result.status}`)
        },
      },
    },
  }),
} as const satisfies HelpdeskPlugin

describe.each(engines)('taking a ticket along with a reply, on $name', (engine) => {
  let desk: TestHelpdesk<readonly [typeof postbox, typeof watching]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, {
      plugins: [postbox, watching] as const,
      can: (actor, permission) => permission !== 'ticket.assign' || actor.id !== 'hal',
    })
  })
  afterAll(() => desk.close())

  const open = async (subject = 'x') =>
    (await desk.as('ada').tickets.create({ subject, description: 'x' })).id

  it('assigns it, with the hooks and events of any other assignment', async () => {
    const ticketId = await open()
    assigned.length = 0
    await desk.as('grace').replies.create({ ticketId, body: 'Mine.', assign: 'me' })
    expect(assigned).toEqual(['grace open'])
    expect(await desk.as('ada').tickets.get({ ticketId })).toMatchObject({
      status: 'open',
      assignee: { id: 'grace' },
    })
    const { data } = await desk.as('ada').tickets.events({ ticketId })
    expect(data.map(({ type, data }) => [type, data.from, data.to])).toEqual([
      ['ticket.created', undefined, undefined],
      ['reply.created', undefined, undefined],
      ['ticket.transitioned', 'new', 'open'],
      ['ticket.assigned', null, 'grace'],
    ])
    await desk.as('grace').replies.create({ ticketId, body: 'Still.', assign: 'me' })
    expect((await desk.as('ada').tickets.events({ ticketId })).data).toHaveLength(5)
  })

  it('assigns it before it moves it', async () => {
    const ticketId = await open()
    assigned.length = 0
    await desk
      .as('grace')
      .replies.create({ ticketId, body: 'Which?', assign: 'me', status: 'pending' })
    expect(assigned).toEqual(['grace open'])
    const { data } = await desk.as('grace').tickets.events({ ticketId })
    expect(data.slice(2).map(({ type, data }) => [type, data.from, data.to])).toEqual([
      ['ticket.assigned', null, 'grace'],
      ['ticket.transitioned', 'new', 'open'],
      ['ticket.transitioned', 'open', 'pending'],
    ])
  })

  it('works over HTTP, for notes and away from somebody else', async () => {
    const ticketId = await open()
    await desk.as('sue').tickets.assign({ ticketId, assigneeId: 'hal' })
    const answer = await desk.request('grace', 'POST', `/tickets/${ticketId}/replies`, {
      body: 'I look into it.',
      audience: 'internal',
      assign: 'me',
    })
    expect(answer.status).toBe(201)
    expect(await desk.as('sue').tickets.get({ ticketId })).toMatchObject({
      assignee: { id: 'grace' },
      firstResponseAt: null,
    })
    const other = await desk.request('grace', 'POST', `/tickets/${ticketId}/replies`, {
      body: 'x',
      assign: 'hal',
    })
    expect(await other.json()).toMatchObject({ status: 400, errors: [{ path: '/assign' }] })
  })

  it('writes nothing when it is refused', async () => {
    const ticketId = await open()
    const own = (await desk.as('grace').tickets.create({ subject: 'x', description: 'x' })).id
    const kept = await open('kept')
    const closed = await open()
    await desk.as('sue').tickets.transition({ ticketId: closed, status: 'closed', reason: 'x' })
    const take = { body: 'Mine.', assign: 'me' } as const
    const cases = [
      ['ada', ticketId, { code: 'forbidden', extra: { permission: 'ticket.assign' } }],
      ['hal', ticketId, { code: 'forbidden', extra: { permission: 'ticket.assign' } }],
      ['grace', own, { code: 'forbidden', extra: { permission: 'ticket.assign' } }],
      ['grace', kept, { code: 'kept' }],
      ['grace', closed, { code: 'ticket_closed' }],
      // No follow-up either: what was asked for would be lost.
      ['ada', closed, { code: 'forbidden' }],
    ] as const
    for (const [who, ticketId, error] of cases) {
      const before = await desk.as('root').tickets.get({ ticketId })
      await expect(desk.as(who).replies.create({ ticketId, ...take })).rejects.toMatchObject(error)
      expect(await desk.as('root').tickets.get({ ticketId })).toEqual(before)
      const { data } = await desk.as('root').replies.list({ ticketId })
      expect(data.filter(({ body }) => body === take.body)).toEqual([])
    }
    const { data } = await desk.as('ada').tickets.list({ limit: 100 })
    expect(data.filter(({ followUpOfId }) => followUpOfId !== null)).toEqual([])
    await expect(systemOf(desk).core.replies.create({ ticketId, ...take })).rejects.toMatchObject({
      errors: [{ path: '/assign' }],
    })
    // What comes after the assignment takes it back, too.
    await expect(
      desk.as('grace').replies.create({ ticketId, ...take, status: 'closed' }),
    ).rejects.toMatchObject({ code: 'illegal_transition' })
    expect(await desk.as('root').tickets.get({ ticketId })).toMatchObject({ assignee: null })
  })
})
