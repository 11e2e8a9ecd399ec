/** A ticket's whole life over a real socket, and what each of the people involved sees of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TicketEvent } from '../src/events/types.ts'
import type { Page, Ticket, TicketSummary } from '../src/tickets/types.ts'
import { minutes, openHelpdesk, type TestHelpdesk } from './support/helpdesk.ts'
import { listen, type TestServer } from './support/server.ts'
import { engines } from './support/storages.ts'

describe.each(engines)('the life of a ticket on $name', (engine) => {
  let desk: TestHelpdesk
  let server: TestServer

  beforeAll(async () => {
    desk = await openHelpdesk(engine)
    server = await listen(desk.helpdesk.fetch)
  })
  afterAll(async () => {
    await server.close()
    await desk.close()
  })

  async function call(who: string, method: string, path: string, body?: unknown) {
    const response = await fetch(`${server.url}/helpdesk${path}`, {
      method,
      headers: {
        authorization: `Bearer ${who}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: text ? JSON.parse(text) : null,
    }
  }

  async function ticketAs(who: string, id: string): Promise<Ticket> {
    const { status, json } = await call(who, 'GET', `/tickets/${id}`)
    expect(status).toBe(200)
    return json
  }

  /** Neither another customer nor the same people in another tenant see anything at any time. */
  async function hiddenFromStrangers(id: string) {
    const attempts = ['ben', 'ada@other', 'grace@other', 'root@other'].flatMap((who) => [
      call(who, 'GET', `/tickets/${id}`),
      call(who, 'GET', `/tickets/${id}/replies`),
      call(who, 'GET', `/tickets/${id}/events`),
      call(who, 'GET', `/tickets/${id}/participants`),
      call(who, 'POST', `/tickets/${id}/replies`, { body: 'hi' }),
      call(who, 'POST', `/tickets/${id}/transition`, { status: 'resolved' }),
      call(who, 'PATCH', `/tickets/${id}`, { subject: 'mine' }),
      call(who, 'POST', `/tickets/${id}/assign`, { assigneeId: 'hal' }),
    ])
    for (const { status, json } of await Promise.all(attempts)) {
      expect(status).toBe(404)
      expect(json.code).toBe('not_found')
    }
    const list = await call('ben', 'GET', '/tickets')
    expect((list.json as Page<TicketSummary>).data).toEqual([])
  }

  /** Everything ada can read about the ticket, headers included, in one string. */
  async function allThatAdaSees(id: string): Promise<string> {
    const paths = [
      `/tickets/${id}`,
      `/tickets/${id}/replies`,
      `/tickets/${id}/events`,
      `/tickets/${id}/participants`,
      '/tickets',
      '/tickets?sort=updated',
    ]
    const answers = await Promise.all(paths.map((path) => call('ada', 'GET', path)))
    return answers.map(({ text, headers }) => `${headers.get('etag')} ${text}`).join('\n')
  }

  it('goes from opened to confirmed', async () => {
    const created = await call('ada', 'POST', '/tickets', {
      subject: 'Cannot log in',
      description: 'Since *this morning*.',
    })
    expect(created.status).toBe(201)
    expect(created.headers.get('location')).toContain(created.json.id)
    const { id } = created.json as Ticket
    expect(created.json).toMatchObject({ status: 'new', requester: { id: 'ada' } })
    await hiddenFromStrangers(id)

    desk.clock.advance(10 * minutes)
    const assigned = await call('sue', 'POST', `/tickets/${id}/assign`, { assigneeId: 'grace' })
    expect(assigned.json).toMatchObject({ status: 'open', assignee: { id: 'grace' } })

    desk.clock.advance(5 * minutes)
    const answeredAt = desk.clock.now().toISOString()
    const answered = await call('grace', 'POST', `/tickets/${id}/replies`, {
      body: 'Which browser?',
      status: 'pending',
    })
    expect(answered.status).toBe(201)
    expect(await ticketAs('ada', id)).toMatchObject({
      status: 'pending',
      firstResponseAt: answeredAt,
      waitingSince: null,
    })
    await hiddenFromStrangers(id)

    desk.clock.advance(30 * minutes)
    await call('ada', 'POST', `/tickets/${id}/replies`, { body: 'Firefox.' })
    expect(await ticketAs('grace', id)).toMatchObject({
      status: 'open',
      firstResponseAt: answeredAt,
    })

    desk.clock.advance(minutes)
    const seenBefore = await allThatAdaSees(id)
    await call('grace', 'POST', `/tickets/${id}/replies`, {
      body: 'Known bug 77.',
      audience: 'internal',
    })
    await call('grace', 'POST', `/tickets/${id}/transition`, { status: 'on_hold' })
    desk.clock.advance(minutes)
    await call('grace', 'PATCH', `/tickets/${id}`, { metadata: { bug: 77 } })
    expect(await allThatAdaSees(id)).toBe(seenBefore)
    const held = (status: string) => call('ada', 'GET', `/tickets?status[]=${status}`)
    expect((await held('on_hold')).json.data).toEqual([])
    expect((await held('open')).json.data).toHaveLength(1)
    expect((await call('grace', 'GET', '/tickets?status[]=on_hold')).json.data).toHaveLength(1)

    const resolved = await call('grace', 'POST', `/tickets/${id}/replies`, {
      body: 'Fixed, please try.',
      status: 'resolved',
    })
    expect(resolved.status).toBe(201)
    expect((await ticketAs('ada', id)).allowedTransitions).toEqual(['open', 'closed'])

    desk.clock.advance(minutes)
    await call('ada', 'POST', `/tickets/${id}/replies`, { body: 'Still broken.' })
    expect(await ticketAs('ada', id)).toMatchObject({
      status: 'open',
      reopenCount: 1,
      resolvedAt: null,
    })

    desk.clock.advance(minutes)
    await call('grace', 'POST', `/tickets/${id}/transition`, { status: 'resolved' })
    const confirmed = await call('ada', 'POST', `/tickets/${id}/transition`, { status: 'closed' })
    expect(confirmed.json).toMatchObject({ status: 'closed', allowedTransitions: [] })
    await hiddenFromStrangers(id)

    const story = (await call('ada', 'GET', `/tickets/${id}/events?limit=100`))
      .json as Page<TicketEvent>
    expect(story.data.map(({ type, actor, data }) => [actor.id, type, data.from, data.to])).toEqual(
      [
        ['ada', 'ticket.created', undefined, undefined],
        ['sue', 'ticket.assigned', null, 'grace'],
        ['sue', 'ticket.transitioned', 'new', 'open'],
        ['grace', 'reply.created', undefined, undefined],
        ['grace', 'ticket.transitioned', 'open', 'pending'],
        ['ada', 'reply.created', undefined, undefined],
        ['ada', 'ticket.transitioned', 'pending', 'open'],
        ['grace', 'reply.created', undefined, undefined],
        ['grace', 'ticket.transitioned', 'open', 'resolved'],
        ['ada', 'reply.created', undefined, undefined],
        ['ada', 'ticket.transitioned', 'resolved', 'open'],
        ['ada', 'ticket.reopened', 'resolved', 'open'],
        ['grace', 'ticket.transitioned', 'open', 'resolved'],
        ['ada', 'ticket.transitioned', 'resolved', 'closed'],
      ],
    )
    expect(await allThatAdaSees(id)).not.toMatch(/on_hold|Known bug|internal|note/)
    const full = (await call('grace', 'GET', `/tickets/${id}/events?limit=100`))
      .json as Page<TicketEvent>
    expect(full.data.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['note.created', 'ticket.updated']),
    )
    expect(full.data.length).toBe(story.data.length + 3)
  })
})
