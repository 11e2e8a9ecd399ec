import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import { rows, tableNames } from '../db/dialect.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import type { Redaction } from '../plugin/extension-points.ts'
import type { TicketChange } from '../plugin/hooks.ts'
import { veto } from '../plugin/index.ts'
import { type ReplyRow, replies } from '../replies/schema.ts'
import { redact } from './redact.ts'
import type { Ticket } from './types.ts'

const secret = 'tok-4711'
const replace = (text: string) => text.replaceAll(secret, '[redacted]')

interface RevisingApi {
  readonly call: Call
  redact(redaction: Omit<Redaction, 'replace'>): Promise<void>
}

const changes: TicketChange[] = []
let isRefused = false

/** What a plugin that redacts does. Its own handler runs last. */
const revising: HelpdeskPlugin<'revising', RevisingApi> = {
  id: 'revising',
  version: '1.0.0',
  core: '^0.0.0',
  setup: () => ({
    api: (call) => ({ call, redact: (redaction) => redact(call, { ...redaction, replace }) }),
    hooks: {
      'ticket.changed': (_call, all) => {
        changes.push(...all)
      },
    },
    provides: {
      async redact() {
        if (isRefused) throw veto('held', 'It is held for a court.')
      },
    },
  }),
}

describe.each(engines)('a redaction on $name', (engine) => {
  let desk: TestHelpdesk<readonly [typeof revising]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [revising] })
  })
  beforeEach(() => {
    isRefused = false
    changes.length = 0
  })
  afterAll(() => desk.close())

  const draft = { subject: `My ${secret}`, description: `It is **${secret}**.` }

  async function newTicket() {
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const post = () => desk.request('ada', 'POST', '/tickets', draft, headers)
    return { ticket: (await (await post()).json()) as Ticket, repeat: post }
  }

  async function newReply(ticketId: string, audience: 'public' | 'internal') {
    const input = { ticketId, body: `Use \`${secret}\`.`, audience }
    return (await desk.as('grace').replies.create(input)).reply?.id as string
  }

  const rowOf = async (id: string) =>
    (await desk.storage.db.select().from(replies).where(eq(replies.id, id)))[0] as ReplyRow

  /** The tables that hold the secret in a row about the ticket. */
  async function tablesWithSecret(ticketId: string): Promise<string[]> {
    const found: string[] = []
    for (const table of await tableNames(desk.storage.db, 'deskhand_')) {
      const all = await rows<object>(desk.storage.db, sql`select * from ${sql.identifier(table)}`)
      const texts = all.map((row) =>
        JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
      )
      if (texts.some((text) => text.includes(ticketId) && text.includes(secret))) found.push(table)
    }
    return found
  }

  it.each([
    ['undefined', () => undefined],
    ['a Promise', async () => 'x'],
  ])('is refused when replace returns %s, and changes nothing', async (what, odd) => {
    const { ticket } = await newTicket()
    const { call } = desk.as('root').revising
    await expect(
      redact(call, { ticketId: ticket.id, replace: odd as unknown as typeof replace }),
    ).rejects.toThrow(`The replace function of a redaction returned ${what}.`)
    expect(await desk.as('root').tickets.get({ ticketId: ticket.id })).toMatchObject(draft)
  })

  it('of a ticket leaves the text nowhere, and the answers about it are removed', async () => {
    const { ticket, repeat } = await newTicket()
    const { ticket: other } = await newTicket()
    expect(await tablesWithSecret(ticket.id)).toHaveLength(2)
    changes.length = 0
    await desk.as('root').revising.redact({ ticketId: ticket.id })
    expect(await tablesWithSecret(ticket.id)).toEqual([])
    expect(await desk.as('ada').tickets.get({ ticketId: ticket.id })).toMatchObject({
      subject: 'My [redacted]',
      description: 'It is **[redacted]**.',
      descriptionHtml: '<p>It is <strong>[redacted]</strong>.</p>',
      version: ticket.version + 1,
    })
    expect(changes.map(({ cause, after }) => [cause, after?.subject])).toEqual([
      ['ticket.redact', 'My [redacted]'],
    ])
    expect(await (await repeat()).json()).toMatchObject({ status: 410, code: 'answer_removed' })
    expect(await desk.as('ada').tickets.get({ ticketId: other.id })).toMatchObject(draft)
    const { data } = await desk.as('ada').tickets.events({ ticketId: ticket.id })
    expect(data.map(({ type }) => type)).toContain('ticket.redacted')
  })

  it('of a ticket leaves its replies alone, and of a reply the ticket', async () => {
    const { ticket } = await newTicket()
    const reply = await newReply(ticket.id, 'public')
    await desk.as('root').revising.redact({ ticketId: ticket.id })
    expect(await tablesWithSecret(ticket.id)).toEqual(['deskhand_replies'])
    const { ticket: second } = await newTicket()
    const [first, kept] = [await newReply(second.id, 'public'), await newReply(second.id, 'public')]
    await desk.as('root').revising.redact({ ticketId: second.id, replyId: first })
    expect(await rowOf(first)).toMatchObject({
      body: 'Use `[redacted]`.',
      bodyHtml: '<p>Use <code>[redacted]</code>.</p>',
      version: 2,
    })
    expect(await rowOf(kept)).toMatchObject({ body: `Use \`${secret}\`.`, version: 1 })
    expect(await rowOf(reply)).toMatchObject({ version: 1 })
    expect((await desk.as('ada').tickets.get({ ticketId: second.id })).subject).toBe(draft.subject)
  })

  it('raises the versions that those count who see the reply', async () => {
    const { ticket } = await newTicket()
    const note = await newReply(ticket.id, 'internal')
    const open = await newReply(ticket.id, 'public')
    const versions = () =>
      Promise.all(
        (['ada', 'grace'] as const).map(
          async (who) => (await desk.as(who).tickets.get({ ticketId: ticket.id })).version,
        ),
      )
    const [forAda = 0, forGrace = 0] = await versions()
    await desk.as('root').revising.redact({ ticketId: ticket.id, replyId: note })
    expect(await versions()).toEqual([forAda, forGrace + 1])
    await desk.as('root').revising.redact({ ticketId: ticket.id, replyId: open })
    expect(await versions()).toEqual([forAda + 1, forGrace + 2])
    const types = async (who: 'ada' | 'grace') =>
      (await desk.as(who).tickets.events({ ticketId: ticket.id })).data
        .filter(({ type }) => type === 'reply.redacted')
        .map(({ data }) => data.replyId)
    expect(await types('grace')).toEqual([note, open])
    expect(await types('ada')).toEqual([open])
  })

  it.each([
    ['split by tags', `<p>Use tok-<b>4711</b>.</p>`, `Use ${secret}.`, 'Use [redacted].'],
    ['as entities', '<p>Use tok&#45;4711.</p>', `Use ${secret}.`, 'Use [redacted].'],
    ['where the Markdown lacks it', `<p>Use</p><p>${secret}</p>`, 'Use', 'Use'],
  ])('leaves no HTML of a mail that holds the text %s', async (_how, bodyHtml, body, left) => {
    const { ticket } = await newTicket()
    const replyId = await newReply(ticket.id, 'public')
    await desk.storage.db.update(replies).set({ body, bodyHtml }).where(eq(replies.id, replyId))
    await desk.as('root').revising.redact({ ticketId: ticket.id, replyId })
    const html = `<p>${left}</p>`
    expect(await rowOf(replyId)).toMatchObject({ body: left, bodyHtml: html, version: 2 })
  })

  it('reaches a deleted reply', async () => {
    const { ticket } = await newTicket()
    const replyId = await newReply(ticket.id, 'public')
    const deletedAt = new Date()
    await desk.storage.db.update(replies).set({ deletedAt }).where(eq(replies.id, replyId))
    await desk.as('root').revising.redact({ ticketId: ticket.id, replyId })
    expect(await rowOf(replyId)).toMatchObject({ body: 'Use `[redacted]`.', deletedAt })
  })

  it('that finds nothing writes nothing', async () => {
    const { ticket } = await newTicket()
    await desk.as('root').revising.redact({ ticketId: ticket.id })
    const before = await desk.as('grace').tickets.get({ ticketId: ticket.id })
    await desk.as('root').revising.redact({ ticketId: ticket.id })
    expect(await desk.as('grace').tickets.get({ ticketId: ticket.id })).toEqual(before)
  })

  it('happens everywhere or nowhere', async () => {
    const { ticket, repeat } = await newTicket()
    isRefused = true
    const refused = desk.as('root').revising.redact({ ticketId: ticket.id })
    await expect(refused).rejects.toMatchObject({ code: 'held' })
    expect(await desk.as('ada').tickets.get({ ticketId: ticket.id })).toEqual(ticket)
    expect((await repeat()).headers.get('idempotency-replayed')).toBe('true')
  })

  it('finds no reply of another ticket, and no ticket out of sight', async () => {
    const [{ ticket }, { ticket: other }] = [await newTicket(), await newTicket()]
    const replyId = await newReply(other.id, 'public')
    const attempts = [
      () => desk.as('root').revising.redact({ ticketId: ticket.id, replyId }),
      () => desk.as('root').revising.redact({ ticketId: ticket.id, replyId: 'x' }),
      () => desk.as('ben').revising.redact({ ticketId: ticket.id }),
      () => desk.as('root', 'elsewhere').revising.redact({ ticketId: ticket.id }),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ status: 404 })
    expect(await rowOf(replyId)).toMatchObject({ version: 1 })
  })
})
