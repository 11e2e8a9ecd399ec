import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { byMail, postbox, systemOf } from '../../test/support/postbox.ts'
import { engines } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import type { HelpdeskApi } from '../helpdesk.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'

const card = /\b\d{16}\b/g

/** Masks card numbers in what people write. */
const masking = {
  id: 'masking',
  version: '1.0.0',
  core: '>=0.0.0 <1.0.0',
  setup: () => ({
    api: () => ({}),
    hooks: {
      'reply.create': {
        before: (_call, { input }) => ({ ...input, body: input.body.replace(card, '[card]') }),
      },
      'ticket.create': {
        before: (_call, { input }) => ({
          ...input,
          description: input.description.replace(card, '[card]'),
        }),
      },
    },
  }),
} as const satisfies HelpdeskPlugin

const html = '<div style="color:red">Hello <b>there</b><img src="https://a.example/x.gif"></div>'
const safe = '<div>Hello <strong>there</strong></div>'

describe.each(engines)('what a trusted call passes on, on $name', (engine) => {
  let desk: TestHelpdesk<readonly [typeof postbox, typeof masking]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [postbox, masking] as const })
  })
  afterAll(() => desk.close())

  const draft = { subject: 'Help', description: 'x' }
  const open = async () => (await desk.as('ada').tickets.create(draft)).id

  it('is taken from the system and from whoever it acts as with a trust', async () => {
    const ticketId = await open()
    for (const call of [
      systemOf(desk),
      byMail(desk, 'ada', 'unknown'),
      byMail(desk, 'ada', 'verified'),
      byMail(desk, 'grace', 'verified'),
    ]) {
      const { reply } = await call.core.replies.create({ ticketId, body: 'Hi' }, { bodyHtml: html })
      expect(reply).toMatchObject({ body: 'Hi', bodyHtml: safe })
    }
  })

  it('is taken from nobody else', async () => {
    const ticketId = await open()
    const input = { ticketId, body: 'x' }
    const host = desk.as('root') as unknown as { tickets: Call['core']['tickets'] } & {
      replies: Call['core']['replies']
    }
    for (const api of [byMail(desk, 'ada').core, desk.as('root').postbox.call.core, host]) {
      for (const received of [
        {},
        { automatic: true },
        { bodyHtml: html },
        { sentAt: new Date(0) },
      ]) {
        await expect(api.replies.create(input, received)).rejects.toThrow(
          expect.objectContaining({ name: 'TypeError', message: expect.stringMatching(/actAs/) }),
        )
      }
      await expect(api.tickets.create(draft, { descriptionHtml: html })).rejects.toThrow(TypeError)
    }
    expect((await desk.as('root').replies.list({ ticketId })).data).toEqual([])
    expectTypeOf<Parameters<HelpdeskApi['replies']['create']>>()
      .toHaveProperty('length')
      .toEqualTypeOf<1>()
    expectTypeOf<Parameters<HelpdeskApi['tickets']['create']>>()
      .toHaveProperty('length')
      .toEqualTypeOf<1>()
  })

  it('never comes over HTTP', async () => {
    const ticketId = await open()
    for (const field of ['automatic', 'bodyHtml', 'sentAt', 'received']) {
      const body = { body: 'x', [field]: true }
      const answer = await desk.request('root', 'POST', `/tickets/${ticketId}/replies`, body)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ errors: [{ path: `/${field}` }] })
    }
    const answer = await desk.request('ada', 'POST', '/tickets', {
      ...draft,
      descriptionHtml: html,
    })
    expect(await answer.json()).toMatchObject({ errors: [{ path: '/descriptionHtml' }] })
  })

  it('is parsed like an input', async () => {
    const ticketId = await open()
    const { core } = systemOf(desk)
    const cases: [path: string, received: object][] = [
      ['/bodyHtml', { bodyHtml: 'x'.repeat(262_145) }],
      ['/bodyHtml', { bodyHtml: '&'.repeat(262_144) }],
      ['/bodyHtml', { bodyHtml: '<b>'.repeat(1_001) }],
      ['/bodyHtml', { bodyHtml: 'a\0b' }],
      ['/bodyHtml', { bodyHtml: 1 }],
      ['/sentAt', { sentAt: '2026-01-01' }],
      ['/sentAt', { sentAt: new Date(Number.NaN) }],
      ['/sentAt', { sentAt: new Date('1969-12-31T23:59:59.999Z') }],
      ['/sentAt', { sentAt: new Date('+010000-01-01T00:00:00Z') }],
      ['/automatic', { automatic: 'yes' }],
      ['/html', { html }],
    ]
    for (const [path, received] of cases) {
      await expect(core.replies.create({ ticketId, body: 'x' }, received)).rejects.toMatchObject({
        status: 400,
        errors: [{ path }],
      })
    }
    await expect(
      core.replies.create({ ticketId, body: 'x' }, { bodyHtml: 'x'.repeat(262_145) }),
    ).rejects.toMatchObject({
      errors: [{ message: expect.stringMatching(/262144.*Leave it out/) }],
    })
    expect((await desk.as('root').replies.list({ ticketId })).data).toEqual([])
  })

  it('renders the Markdown where no HTML or no text of it is left', async () => {
    const ticketId = await open()
    const { core } = byMail(desk, 'ada', 'verified')
    for (const bodyHtml of [undefined, '', '<img src="cid:1"><div><br></div>']) {
      const { reply } = await core.replies.create({ ticketId, body: '**Hi**' }, { bodyHtml })
      expect(reply?.bodyHtml).toBe('<p><strong>Hi</strong></p>')
    }
  })

  it('loses the HTML when a hook changes the Markdown', async () => {
    const ticketId = await open()
    const { core } = byMail(desk, 'ada', 'verified')
    const number = '4111111111111111'
    const { reply } = await core.replies.create(
      { ticketId, body: `My card is ${number}` },
      { bodyHtml: `<div>My card is ${number}</div>`, sentAt: new Date(0), automatic: true },
    )
    expect(reply).toMatchObject({
      body: 'My card is [card]',
      bodyHtml: '<p>My card is [card]</p>',
      automatic: true,
      sentAt: '1970-01-01T00:00:00.000Z',
    })
    const ticket = await core.tickets.create(
      { subject: 'x', description: `My card is ${number}` },
      { descriptionHtml: `<div>My card is ${number}</div>` },
    )
    expect(ticket.descriptionHtml).toBe('<p>My card is [card]</p>')
  })

  it('opens a ticket with the HTML of a mail', async () => {
    const { core } = byMail(desk, 'ada', 'unknown')
    const ticket = await core.tickets.create(draft, { descriptionHtml: html })
    expect(ticket).toMatchObject({
      description: 'x',
      descriptionHtml: safe,
      requester: { id: 'ada' },
    })
    expect(await desk.as('grace').tickets.get({ ticketId: ticket.id })).toMatchObject({
      descriptionHtml: safe,
    })
  })

  it('goes along to the follow-up of a closed ticket', async () => {
    const ticketId = await open()
    await desk.as('sue').tickets.transition({ ticketId, status: 'closed', reason: 'Done.' })
    const { core } = byMail(desk, 'ada', 'verified')
    const again = { ticketId, body: 'Hello there' }
    const { followUp } = await core.replies.create(again, { bodyHtml: html, sentAt: new Date(0) })
    expect(followUp).toMatchObject({ description: 'Hello there', descriptionHtml: safe })
    const masked = await core.replies.create(
      { ticketId, body: '4111111111111111' },
      { bodyHtml: '<div>4111111111111111</div>' },
    )
    expect(masked.followUp?.descriptionHtml).toBe('<p>[card]</p>')
  })

  it('shows when the original was sent, and sorts by when it came', async () => {
    const ticketId = await open()
    const { core } = byMail(desk, 'ada', 'verified')
    const sent = ['2030-01-01T00:00:00.123Z', '1970-01-01T00:00:00.000Z', null]
    for (const at of sent) {
      desk.clock.advance(1_000)
      const sentAt = at === null ? undefined : new Date(at)
      await core.replies.create({ ticketId, body: 'x' }, { sentAt })
    }
    const listed = await desk.request('ada', 'GET', `/tickets/${ticketId}/replies`)
    const { data } = (await listed.json()) as {
      data: { sentAt: string | null; createdAt: string }[]
    }
    expect(data.map(({ sentAt }) => sentAt)).toEqual(sent)
    expect(data.at(-1)?.createdAt).toBe(desk.clock.now().toISOString())
    expect(await desk.as('grace').tickets.get({ ticketId })).toMatchObject({
      updatedAt: data.at(-1)?.createdAt,
    })
  })
})
