import { createTestHelpdesk } from '@deskhand/testing'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { days, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { expectProblem, memoryLogger, probe, probeRoute } from '../../test/support/http.ts'
import { engines } from '../../test/support/storages.ts'
import { tickets } from '../tickets/schema.ts'
import type { Ticket } from '../tickets/types.ts'
import { route } from './route.ts'

const gates = new Map<string, Promise<void>>()
const ran: string[] = []

const writing = {
  ...probeRoute,
  method: 'POST',
  permission: 'ticket.read',
  status: 201,
  body: z.strictObject({ name: z.string() }),
} as const

const routes = [
  route({
    ...writing,
    path: '/slow',
    operationId: 'probe.slow',
    async handler(call, { body }) {
      ran.push(body.name)
      await gates.get(body.name)
      return { actor: call.actor.id, inTransaction: call.inTransaction }
    },
  }),
  route({
    ...writing,
    path: '/late-failure',
    operationId: 'probe.lateFailure',
    async handler(call, { body }) {
      const ticket = { subject: body.name, description: 'x' }
      await call.core.tickets.create(ticket)
      if (gates.has(body.name)) throw new Error('after the write')
      return {}
    },
  }),
  route({
    ...writing,
    path: '/stream',
    operationId: 'probe.stream',
    handler: () => new Response('x'),
  }),
]

describe.each(engines)('a repeated Idempotency-Key on $name', (engine) => {
  let desk: TestHelpdesk<readonly [ReturnType<typeof probe>]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [probe({ routes })], logger: memoryLogger() })
  })
  afterAll(() => desk.close())

  function post(key: string, body: unknown, path = '/tickets', id = 'ada' as string) {
    return desk.request(id, 'POST', path, body, { 'idempotency-key': key })
  }

  const draft = { subject: 'Once', description: 'only' }
  const ticketCount = async (subject: string) =>
    (await desk.storage.db.select().from(tickets).where(eq(tickets.subject, subject))).length

  it('gets the first answer again, and nothing happens twice', async () => {
    const subject = 'First and second'
    const first = await post('a', { subject, description: 'x' })
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    const second = await post('a', { description: 'x', subject })
    expect(second.status).toBe(201)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    for (const name of ['location', 'etag', 'content-type']) {
      expect(second.headers.get(name)).toBe(first.headers.get(name))
    }
    expect(await second.text()).toBe(await first.text())
    expect(await ticketCount(subject)).toBe(1)
  })

  it('is refused with another body', async () => {
    await post('b', draft)
    const other = await post('b', { ...draft, subject: 'Twice' })
    await expectProblem(other, 422, 'idempotency_key_reused')
  })

  it('is another key for another person, tenant or path', async () => {
    const { id } = (await (await post('c', draft)).json()) as Ticket
    const ids = new Map([['ada', id]])
    for (const who of ['ben', 'ada@elsewhere']) {
      const response = await post('c', draft, '/tickets', who)
      expect(response.headers.get('idempotency-replayed')).toBeNull()
      ids.set(who, ((await response.json()) as Ticket).id)
    }
    expect(new Set(ids.values()).size).toBe(3)
    for (const [who, own] of ids) {
      const again = await post('c', draft, '/tickets', who)
      expect(again.headers.get('idempotency-replayed')).toBe('true')
      expect(await again.json()).toMatchObject({ id: own })
    }
    const reply = await post('c', { body: 'x' }, `/tickets/${id}/replies`)
    expect(reply.status).toBe(201)
  })

  it('is the same key for each spelling of the id of a ticket', async () => {
    const { id } = (await (await post('spelling', draft)).json()) as Ticket
    const reply = (ticketId: string) =>
      post('spelling', { body: 'x' }, `/tickets/${ticketId}/replies`)
    const first = await reply(id)
    const encoded = `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`
    for (const other of [id.toUpperCase(), encoded]) {
      const again = await reply(other)
      expect(again.headers.get('idempotency-replayed'), other).toBe('true')
      expect(again.headers.get('location')).toBe(first.headers.get('location'))
    }
  })

  it('keeps nothing of what was refused, so it may be tried again', async () => {
    await expectProblem(await post('d', { ...draft, colour: 'red' }), 400, 'invalid_input')
    expect((await post('d', draft)).headers.get('idempotency-replayed')).toBeNull()
  })

  it('keeps nothing of what failed after it had written', async () => {
    const name = `Failing on ${engine.name}`
    gates.set(name, Promise.resolve())
    const failed = await post('e', { name }, '/probe/late-failure')
    await expectProblem(failed, 500, 'internal_error')
    expect(await ticketCount(name)).toBe(0)

    gates.delete(name)
    const again = await post('e', { name }, '/probe/late-failure')
    expect(again.status).toBe(201)
    expect(again.headers.get('idempotency-replayed')).toBeNull()
    expect(await ticketCount(name)).toBe(1)
  })

  it('says that the first request is still running', async () => {
    const name = `slow on ${engine.name}`
    let open = () => {}
    gates.set(name, new Promise<void>((resolve) => (open = resolve)))
    const first = post('f', { name }, '/probe/slow')
    await expect.poll(() => ran.includes(name)).toBe(true)
    const second = await post('f', { name }, '/probe/slow')
    expect(second.headers.get('retry-after')).toBe('1')
    await expectProblem(second, 409, 'idempotency_in_progress')
    open()
    expect(await (await first).json()).toEqual({ actor: 'ada', inTransaction: true })
    const third = await post('f', { name }, '/probe/slow')
    expect(third.headers.get('idempotency-replayed')).toBe('true')
    expect(ran.filter((once) => once === name)).toHaveLength(1)
  })

  it('has one effect when a crowd sends it', async () => {
    const subject = 'From a crowd'
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => post('g', { subject, description: 'x' })),
    )
    const statuses = new Set(answers.map(({ status }) => status))
    expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true)
    expect(answers.filter(({ status }) => status === 201)).not.toHaveLength(0)
    expect(await ticketCount(subject)).toBe(1)
  })

  it('is forgotten after a day', async () => {
    const first = (await (await post('h', draft)).json()) as Ticket
    desk.clock.advance(days - 1)
    expect((await post('h', draft)).headers.get('idempotency-replayed')).toBe('true')
    desk.clock.advance(1)
    const next = await post('h', { ...draft, subject: 'The next day' })
    expect(next.headers.get('idempotency-replayed')).toBeNull()
    expect(((await next.json()) as Ticket).id).not.toBe(first.id)
  })

  it('answers again only to who may still see it', async () => {
    const { id } = (await (await post('i', draft)).json()) as Ticket
    const reply = () => post('i', { body: 'secret' }, `/tickets/${id}/replies`)
    expect((await reply()).status).toBe(201)
    await desk.as('sue').tickets.delete({ ticketId: id })
    await expectProblem(await reply(), 404, 'not_found')
  })

  it('answers with a ticket that it has made only as long as it may be seen', async () => {
    const { id } = (await (await post('l', draft)).json()) as Ticket
    await desk.as('sue').tickets.delete({ ticketId: id })
    await expectProblem(await post('l', draft), 404, 'not_found')
    await desk.as('root').tickets.restore({ ticketId: id })
    expect((await post('l', draft)).headers.get('idempotency-replayed')).toBe('true')
  })

  it.each(['closed', 'new'])(
    'answers with a follow-up only as long as its reader sees the %s ticket',
    async (gone) => {
      const { id: closed } = await desk.as('ada').tickets.create(draft)
      const close = { ticketId: closed, status: 'closed', reason: 'x' } as const
      await desk.as('sue').tickets.transition(close)
      const again = () => post('n', { body: 'Once more.' }, `/tickets/${closed}/replies`)
      const { followUp } = (await (await again()).json()) as { followUp: Ticket }
      expect((await again()).headers.get('idempotency-replayed')).toBe('true')
      await desk.as('sue').tickets.delete({ ticketId: gone === 'closed' ? closed : followUp.id })
      await expectProblem(await again(), 404, 'not_found')
    },
  )

  it('shows a former agent nothing again that only agents see', async () => {
    let role: 'agent' | 'customer' = 'agent'
    const other = await createTestHelpdesk({
      database: desk.storage,
      authenticate: () => ({ id: 'mallory', role }),
    })
    const onBehalf = { ...draft, requesterId: 'ada', cc: ['mallory'], metadata: { vip: true } }
    const create = () =>
      other.request('mallory', 'POST', '/tickets', onBehalf, { 'idempotency-key': 'm' })
    const first = await create()
    expect(await first.json()).toMatchObject({ metadata: { vip: true } })
    role = 'customer'
    await expectProblem(await create(), 422, 'idempotency_key_reused')
  })

  it.each(['', 'a b', 'é', 'a'.repeat(256)])('is refused as %j', async (key) => {
    await expectProblem(await post(key, draft), 400, 'invalid_header')
  })

  it('may not be used where the answer cannot be kept', async () => {
    await expectProblem(await post('k', { name: 'x' }, '/probe/stream'), 500, 'internal_error')
  })
})

it('is known across processes on Postgres', async () => {
  const [, postgres] = engines as [(typeof engines)[number], (typeof engines)[number]]
  const plugins = [probe({ routes })] as const
  const desk = await openHelpdesk(postgres, { plugins })
  const { createHelpdesk } = await import('../create-helpdesk.ts')
  const { actorOfBearer, testSecret } = await import('../../test/support/helpdesk.ts')
  const other = createHelpdesk({
    database: desk.storage,
    secret: testSecret,
    authenticate: actorOfBearer,
    clock: desk.clock,
    plugins,
  })
  const name = 'elsewhere'
  let open = () => {}
  gates.set(name, new Promise<void>((resolve) => (open = resolve)))
  const init = {
    method: 'POST',
    headers: {
      authorization: 'Bearer ada',
      'content-type': 'application/json',
      'idempotency-key': 'a',
    },
    body: JSON.stringify({ name }),
  }
  const url = 'http://app.example/helpdesk/probe/slow'
  const first = desk.helpdesk.fetch(new Request(url, init))
  await expect.poll(() => ran.includes(name)).toBe(true)
  await expectProblem(await other.fetch(new Request(url, init)), 409, 'idempotency_in_progress')
  open()
  expect((await first).status).toBe(201)
  const again = await other.fetch(new Request(url, init))
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  await desk.close()
})
