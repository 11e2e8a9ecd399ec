/** What a plugin may do, tried with one that does all of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'
import { eq, gte, index, primaryKey, sql, t, table, tickets } from '../db/index.ts'
import { veto } from '../kit/errors.ts'
import type { Page, TicketSummary } from '../tickets/types.ts'
import type { DeliveredEvent } from './background-parts.ts'
import type { HelpdeskPlugin } from './contract.ts'
import { field, filter, input } from './define.ts'

const scores = table(
  'deskhand_scores',
  { ticketId: t.ticketRef(), score: t.integer().notNull() },
  (c) => [
    primaryKey({ name: 'deskhand_scores_pk', columns: [c.tenantId, c.ticketId] }),
    index('deskhand_scores_score').on(c.tenantId, c.score, c.ticketId),
  ],
)

const ddl = (id: string) => `
create table deskhand_scores (
  tenant_id text not null, ticket_id ${id} not null, score bigint not null,
  constraint deskhand_scores_pk primary key (tenant_id, ticket_id),
  constraint deskhand_scores_ticket_id_fk foreign key (tenant_id, ticket_id)
    references deskhand_tickets (tenant_id, id) on delete cascade
);
create index deskhand_scores_score on deskhand_scores (tenant_id, score, ticket_id);`

function scoring(seen: DeliveredEvent[], journal: string[]): HelpdeskPlugin {
  return {
    id: 'scores',
    version: '1.0.0',
    core: '^0.0.0',
    tables: { scores },
    migrations: [{ id: '0001-init', sqlite: ddl('text'), postgres: ddl('uuid') }],
    permissions: { 'scores:set': { roles: ['agent', 'admin'], description: 'Score tickets' } },
    setup: () => ({
      api: () => ({}),
      inputs: {
        'ticket.create': {
          score: input('ticket.create', {
            schema: z.int().min(0).max(100),
            permission: 'scores:set',
            async apply(call, score, { result }) {
              await call.db
                .insert(scores)
                .values({ tenantId: call.tenantId, ticketId: result.id, score })
            },
          }),
        },
      },
      ticketFields: {
        score: field({
          schema: z.int().nullable(),
          empty: null,
          async load(call, ids) {
            const found = await call.db
              .select()
              .from(scores)
              .where(eq(scores.tenantId, call.tenantId))
            return new Map(
              found.flatMap(({ ticketId, score }) =>
                ids.includes(ticketId) ? [[ticketId, score]] : [],
              ),
            )
          },
        }),
      },
      ticketFilters: {
        minScore: filter({
          schema: z.int(),
          where: (call, least) => {
            const good = call.db
              .select({ ticketId: scores.ticketId })
              .from(scores)
              .where(gte(scores.score, least))
            return sql`${tickets.id} in (${good})`
          },
        }),
      },
      ticketSorts: {
        score: {
          source: (call) => ({
            from: scores,
            where: eq(scores.tenantId, call.tenantId),
            ticketId: scores.ticketId,
            columns: [scores.score],
          }),
        },
      },
      hooks: {
        'ticket.create': {
          before(_call, { input }) {
            journal.push(`before ${input.subject}`)
            if (input.subject === 'forbidden') throw veto('not_this', 'Choose another subject.')
            if (input.subject === 'shout') return { ...input, subject: 'SHOUT' }
            if (input.subject === 'break') return { ...input, subject: '' }
          },
          async after(call, { result }) {
            journal.push(`after ${result.subject}`)
            if (result.subject === 'late veto') throw veto('too_late', 'Rolled back.')
            if (result.subject === 'endless') {
              await call.core.tickets.create({ subject: 'endless', description: 'x' })
            }
          },
        },
      },
      on: {
        note: {
          events: ['ticket.created'],
          handle: async (call, event) => {
            expect(call.actor.role).toBe('system')
            seen.push(event)
          },
        },
      },
    }),
  }
}

async function pageOf(response: Response): Promise<Page<TicketSummary>> {
  return (await response.json()) as Page<TicketSummary>
}

describe.each(engines)('the plugin contract on $name', (engine) => {
  const seen: DeliveredEvent[] = []
  const journal: string[] = []
  let desk: TestHelpdesk<readonly HelpdeskPlugin[]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, {
      plugins: [scoring(seen, journal)] as readonly HelpdeskPlugin[],
    })
  })
  afterAll(() => desk.close())

  const create = (subject: string, extra: object = {}, by: 'ada' | 'grace' = 'grace') =>
    desk.as(by).tickets.create({
      subject,
      description: 'x',
      ...(by === 'grace' && { requesterId: 'ada' }),
      ...extra,
    })

  it('lets a before hook change the input, which is parsed again, or refuse it', async () => {
    expect((await create('shout')).subject).toBe('SHOUT')
    await expect(create('break')).rejects.toMatchObject({
      status: 400,
      errors: [{ path: '/subject' }],
    })
    await expect(create('forbidden')).rejects.toMatchObject({ status: 422, code: 'not_this' })
    expect(journal).toEqual(['before shout', 'after SHOUT', 'before break', 'before forbidden'])
  })

  it('rolls everything back when an after hook throws', async () => {
    await expect(create('late veto')).rejects.toMatchObject({ code: 'too_late' })
    const { data } = await desk.as('root').tickets.list()
    expect(data.map(({ subject }) => subject)).not.toContain('late veto')
  })

  it('stops hooks that call themselves without end', async () => {
    await expect(create('endless')).rejects.toMatchObject({ code: 'too_deep' })
  })

  it('takes inputs with their permission, over HTTP too, and refuses unknown ones', async () => {
    await create('scored', { score: 7 })
    await expect(create('x', { score: 7 }, 'ada')).rejects.toMatchObject({ status: 403 })
    await expect(create('x', { score: 101 })).rejects.toMatchObject({
      errors: [{ path: '/score' }],
    })
    const body = { subject: 'over HTTP', description: 'x', score: 42, requesterId: 'ada' }
    expect((await desk.request('grace', 'POST', '/tickets', body)).status).toBe(201)
    const wrong = await desk.request('grace', 'POST', '/tickets', { ...body, colour: 1 })
    expect(await wrong.json()).toMatchObject({ errors: [{ path: '/colour' }] })
  })

  it('includes fields and filters for the agent side only', async () => {
    const answer = await desk.request('grace', 'GET', '/tickets?include=score&minScore=10')
    expect((await pageOf(answer)).data).toMatchObject([{ subject: 'over HTTP', score: 42 }])
    expect((await desk.request('ada', 'GET', '/tickets?minScore=10')).status).toBe(400)
    expect((await desk.request('ada', 'GET', '/tickets?include=score')).status).toBe(400)
    await create('mine', { requesterId: 'grace', score: 1 })
    const mine = await desk.request('grace', 'GET', '/tickets?include=score&requester=me')
    expect((await pageOf(mine)).data[0]).not.toHaveProperty('score')
  })

  it('gives no ETag to an answer with fields, which change without the ticket', async () => {
    const { data } = await desk.as('grace').tickets.list()
    const id = data.find(({ subject }) => subject === 'scored')?.id
    const get = (query: string, headers = {}) =>
      desk.request('grace', 'GET', `/tickets/${id}${query}`, undefined, headers)
    const etag = (await get('')).headers.get('etag')
    expect(etag).toBe('"1"')
    const answer = await get('?include=score', { 'if-none-match': etag })
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, null])
    expect(await answer.json()).toMatchObject({ score: 7 })
  })

  it("sorts and pages by the plugin's own table", { retry: 0 }, async () => {
    await create('third', { score: 3 })
    await create('also third', { score: 3 })
    const subjects: string[] = []
    let cursor = ''
    do {
      const path = `/tickets?sort=score&order=asc&limit=1${cursor}`
      const page = await pageOf(await desk.request('hal', 'GET', path))
      subjects.push(...page.data.map(({ subject }) => subject))
      cursor = page.page.nextCursor ? `&cursor=${page.page.nextCursor}` : ''
    } while (cursor)
    expect(subjects).toEqual(['mine', 'third', 'also third', 'scored', 'over HTTP'])
  })

  it('counts only what a list by that table has', async () => {
    const countOf = async (query: string) => {
      const answer = await desk.request('hal', 'GET', `/tickets?count=true&limit=1${query}`)
      return (await pageOf(answer)).page.count?.value
    }
    expect(await countOf('')).toBeGreaterThan(5)
    expect(await countOf('&sort=score')).toBe(5)
    expect(await countOf('&sort=score&minScore=7')).toBe(2)
    expect(await countOf('&sort=score&requester=grace')).toBe(1)
  })

  it('delivers events after the commit, none of what was rolled back', async () => {
    await desk.helpdesk.runDue()
    const { data } = await desk.as('root').tickets.list({ limit: 100 })
    expect(seen.map(({ ticketId }) => ticketId).toSorted()).toEqual(
      data.map(({ id }) => id).toSorted(),
    )
    const positions = seen.map(({ position }) => position)
    expect(new Set(positions).size).toBe(positions.length)
  })

  it('lets only the system act as somebody else', async () => {
    const other: HelpdeskPlugin = {
      id: 'mailish',
      version: '1.0.0',
      core: '^0.0.0',
      setup: () => ({
        api: (call) => ({
          write: async (as: 'system' | 'self') =>
            (as === 'system' ? call.asSystem() : call)
              .actAs({ id: 'ada', role: 'customer' }, 'mail')
              .core.tickets.create({ subject: 'By mail', description: 'x' }),
        }),
      }),
    }
    const mail = await openHelpdesk(engine, { plugins: [other] as readonly HelpdeskPlugin[] })
    const api = mail.as('grace') as unknown as { mailish: { write(as: string): Promise<object> } }
    await expect(api.mailish.write('self')).rejects.toThrow(/Only the system/)
    expect(await api.mailish.write('system')).toMatchObject({
      requester: { id: 'ada' },
      side: 'customer',
    })
    await mail.close()
  })
})
