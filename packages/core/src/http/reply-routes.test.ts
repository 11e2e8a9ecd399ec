/** Routes of plugins below a reply: what the router loads, and for whom. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { expectProblem, memoryLogger } from '../../test/support/http.ts'
import { unknownId } from '../../test/support/probed.ts'
import { recordStatements } from '../../test/support/statements.ts'
import { engines } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import { createHelpdeskClient, path } from '../client/index.ts'
import { eq } from '../db/index.ts'
import { id, parse } from '../kit/validation.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import { loadVisibleReply, requirePermission } from '../plugin/index.ts'
import { replies } from '../replies/schema.ts'
import type { Reply } from '../replies/types.ts'
import { lockLiveTicket } from '../tickets/load.ts'
import { route } from './route.ts'

const base = '/tickets/:ticketId/replies/:replyId'
const putInput = z.strictObject({ ticketId: id(), replyId: id(), colour: z.string() })

function put(call: Call, rawInput: unknown) {
  const { ticketId, replyId, colour } = parse(putInput, rawInput)
  return call.transaction(async (inner) => {
    const ticket = await lockLiveTicket(inner, ticketId)
    const reply = await loadVisibleReply(inner, ticket, replyId)
    await requirePermission(inner, 'marks:put', ticket)
    return { replyId: reply.id, colour }
  })
}

const common = { tag: 'Marks', permission: 'marks:put', status: 200 } as const
const answer = z.object({ replyId: z.string(), colour: z.string() })
const routes = [
  route({
    ...common,
    method: 'GET',
    path: base,
    operationId: 'marks.get',
    summary: 'Read the mark of a reply',
    permission: 'marks:get',
    input: z.strictObject({ ticketId: id(), replyId: id() }),
    handler: (_call, { ticket, reply }) => ({
      ticketId: ticket.id,
      replyId: reply.id,
      isDeleted: reply.deletedAt !== null,
    }),
  }),
  route({
    ...common,
    method: 'PUT',
    path: base,
    operationId: 'marks.put',
    summary: 'Mark a reply',
    input: putInput,
    idempotent: true,
    response: answer,
    handler: (call, { input }) => put(call, input),
  }),
  route({
    ...common,
    method: 'POST',
    path: `${base}/again`,
    operationId: 'marks.again',
    summary: 'Mark a reply once more',
    permission: 'marks:get',
    handler: (_call, { reply }) => ({ replyId: reply.id }),
  }),
  route({
    ...common,
    method: 'DELETE',
    path: `${base}/:markId`,
    operationId: 'marks.remove',
    summary: 'Remove a mark',
    handler: (_call, { reply, params }) => ({ replyId: reply.id, params }),
  }),
  route({
    ...common,
    method: 'PATCH',
    path: base,
    operationId: 'marks.misused',
    summary: 'Takes a reply that is not loaded',
    input: z.strictObject({ ticketId: id(), replyId: id() }),
    handler: (_call, { reply }) => reply,
  }),
  route({
    ...common,
    method: 'GET',
    path: `${base}/open`,
    operationId: 'marks.open',
    summary: 'Is there for everybody',
    permission: 'public',
    handler: (call, { params }) => ({ params, actor: call.actor.id }),
  }),
]

const marks: HelpdeskPlugin = {
  id: 'marks',
  version: '1.0.0',
  core: '^0.0.0',
  permissions: {
    'marks:get': { roles: ['customer', 'agent', 'admin'], description: 'Read marks' },
    'marks:put': { roles: ['agent', 'admin'], description: 'Put marks' },
  },
  setup: () => ({ api: () => ({}), routes }),
}

describe.each(engines)('a route below a reply on $name', (engine) => {
  const logger = memoryLogger()
  let withheld = ''
  let desk: TestHelpdesk<readonly [typeof marks]>
  let ticketId: string
  let reply: Reply
  let note: Reply

  beforeAll(async () => {
    desk = await openHelpdesk(engine, {
      plugins: [marks],
      logger,
      can: (_actor, permission) => permission !== withheld,
    })
    ticketId = await open('ada')
    reply = await say(ticketId)
    note = await say(ticketId, 'internal')
  })
  afterAll(() => desk.close())

  async function open(requester: 'ada' | 'grace', tenantId?: string) {
    const draft = { subject: 'Leak', description: 'x' }
    return (await desk.as(requester, tenantId).tickets.create(draft)).id
  }

  async function say(to: string, audience?: 'internal', tenantId?: string): Promise<Reply> {
    const input = { ticketId: to, body: 'x', ...(audience && { audience }) }
    return (await desk.as('hal', tenantId).replies.create(input)).reply as Reply
  }

  const at = (replyId: string, rest = '', of = ticketId) =>
    `/tickets/${of}/replies/${replyId}/marks${rest}`

  const body = { colour: 'red' }
  const get = (who: string, where: string) => desk.request(who, 'GET', where)

  it('gets the ticket and the reply, each by one query', async () => {
    let response: Response | undefined
    const statements = await recordStatements(engine.name, async () => {
      response = await get('grace', at(reply.id))
    })
    expect(await response?.json()).toEqual({ ticketId, replyId: reply.id, isDeleted: false })
    expect(statements.map(({ sql }) => /from "?(\w+)/.exec(sql)?.[1])).toEqual([
      'deskhand_tickets',
      'deskhand_replies',
    ])
  })

  it('loads each once for core’s own route, too', async () => {
    const statements = await recordStatements(engine.name, () =>
      get('grace', `/tickets/${ticketId}/replies/${reply.id}`),
    )
    const tables = statements.map(({ sql }) => /from "?(\w+)/.exec(sql)?.[1])
    expect(tables.filter((table) => table === 'deskhand_replies')).toHaveLength(1)
    expect(tables.filter((table) => table === 'deskhand_tickets')).toHaveLength(1)
  })

  it('leaves the loading to the service of its input', async () => {
    const statements = await recordStatements(engine.name, async () => {
      const response = await desk.request('grace', 'PUT', at(reply.id), body)
      expect(await response.json()).toEqual({ replyId: reply.id, colour: 'red' })
    })
    expect(statements.filter(({ sql }) => sql.includes('deskhand_replies'))).toHaveLength(1)

    await expectProblem(await desk.request('grace', 'PATCH', at(reply.id)), 500, 'internal_error')
    const line = logger.lines.findLast(({ level }) => level === 'error')
    expect(String(line?.fields.error)).toMatch(
      /loads no reply for the route "marks.misused".*loadVisibleReply/,
    )
  })

  it('gets a deleted reply with the time of its deletion', async () => {
    const deleted = await say(ticketId)
    await desk.storage.db
      .update(replies)
      .set({ deletedAt: desk.clock.now() })
      .where(eq(replies.id, deleted.id))
    expect(await (await get('grace', at(deleted.id))).json()).toMatchObject({ isDeleted: true })
    expect((await desk.request('grace', 'PUT', at(deleted.id), body)).status).toBe(200)
  })

  it('finds no reply of another ticket or tenant, and none that is not there', async () => {
    const otherTicket = await open('ada')
    const ofOther = await say(otherTicket)
    const abroad = await say(await open('ada', 'abroad'), undefined, 'abroad')
    for (const id of [ofOther.id, abroad.id, unknownId, 'x', '%00', ticketId]) {
      await expectProblem(await get('grace', at(id)), 404, 'not_found')
      await expectProblem(await desk.request('grace', 'PUT', at(id), body), 404, 'not_found')
      const removed = await desk.request('grace', 'DELETE', at(id, '/one'))
      await expectProblem(removed, 404, 'not_found')
    }
    expect((await get('grace', at(ofOther.id, '', otherTicket))).status).toBe(200)
    expect((await get('grace', at(ofOther.id.toUpperCase(), '', otherTicket))).status).toBe(200)
  })

  it('hides notes from the customer side, and says 404 before it says 403', async () => {
    expect((await get('ada', at(reply.id))).status).toBe(200)
    await expectProblem(await get('ada', at(note.id)), 404, 'not_found')
    for (const [method, rest] of [
      ['PUT', ''],
      ['DELETE', '/one'],
    ] as const) {
      const ask = (replyId: string) =>
        desk.request('ada', method, at(replyId, rest), method === 'PUT' ? body : undefined)
      await expectProblem(await ask(note.id), 404, 'not_found')
      await expectProblem(await ask(unknownId), 404, 'not_found')
      await expectProblem(await ask(reply.id), 403, 'forbidden')
    }
    expect((await get('grace', at(note.id))).status).toBe(200)

    const own = await open('grace')
    const ownNote = await say(own, 'internal')
    await expectProblem(await get('grace', at(ownNote.id, '', own)), 404, 'not_found')
    const changed = await desk.request('grace', 'PUT', at(ownNote.id, '', own), body)
    await expectProblem(changed, 404, 'not_found')
  })

  it('answers a repeated key again only to who may still see the reply', async () => {
    const post = (replyId: string) =>
      desk.request('grace', 'POST', at(replyId, '/again'), undefined, { 'idempotency-key': 'a' })
    const own = await say(ticketId)
    for (const replyId of [own.id, note.id]) {
      expect((await post(replyId)).status).toBe(200)
      expect((await post(replyId)).headers.get('idempotency-replayed')).toBe('true')
    }
    withheld = 'note.read'
    await expectProblem(await post(note.id), 404, 'not_found')
    expect((await post(own.id)).headers.get('idempotency-replayed')).toBe('true')
    withheld = 'marks:get'
    await expectProblem(await post(own.id), 403, 'forbidden')
    withheld = ''
    await desk.storage.db
      .update(replies)
      .set({ ticketId: await open('ada') })
      .where(eq(replies.id, own.id))
    await expectProblem(await post(own.id), 404, 'not_found')
  })

  it('answers a repeated key of a route with an input by the same rule', async () => {
    const put = () => desk.request('grace', 'PUT', at(note.id), body, { 'idempotency-key': 'b' })
    expect((await put()).status).toBe(200)
    expect((await put()).headers.get('idempotency-replayed')).toBe('true')
    withheld = 'note.read'
    await expectProblem(await put(), 404, 'not_found')
    withheld = ''
  })

  it('runs without a session where it is public, with nothing loaded', async () => {
    const statements = await recordStatements(engine.name, async () => {
      const response = await desk.request(null, 'GET', at(note.id, '/open'))
      expect(await response.json()).toEqual({
        params: { ticketId, replyId: note.id },
        actor: 'nobody',
      })
    })
    expect(statements).toEqual([])
  })

  it('is documented and has a path that the client writes', async () => {
    const document = (await (await desk.request(null, 'GET', '/openapi.json')).json()) as {
      paths: Record<string, Record<string, { operationId: string; parameters: object[] }>>
    }
    const operations = document.paths['/tickets/{ticketId}/replies/{replyId}/marks']
    expect(Object.keys(operations ?? {}).toSorted()).toEqual(['get', 'patch', 'put'])
    expect(operations?.put).toMatchObject({
      operationId: 'marks.put',
      parameters: [
        { name: 'ticketId', in: 'path', schema: { format: 'uuid' } },
        { name: 'replyId', in: 'path', schema: { format: 'uuid' } },
        { $ref: '#/components/parameters/IdempotencyKey' },
      ],
      responses: { 404: expect.anything() },
    })

    const client = createHelpdeskClient({
      baseUrl: 'http://app.example/helpdesk',
      auth: { mode: 'bearer', getToken: () => 'grace' },
      fetch: (url, init) => desk.helpdesk.fetch(new Request(url, init)),
    })
    const where = path`/tickets/${ticketId}/replies/${reply.id}/marks`
    expect(await client.http.json({ method: 'PUT', path: where, body })).toEqual({
      replyId: reply.id,
      colour: 'red',
    })
    const { permissions } = await client.capabilities()
    expect(permissions).toEqual(expect.arrayContaining(['marks:get', 'marks:put']))
  })
})
