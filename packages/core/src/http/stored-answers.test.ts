import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { days, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { expectProblem, probe, probeRoute } from '../../test/support/http.ts'
import { engines } from '../../test/support/storages.ts'
import { tickets } from '../tickets/schema.ts'
import type { Ticket } from '../tickets/types.ts'
import { route } from './route.ts'
import { idempotencyKeys } from './schema.ts'

const poked: string[] = []

/** Has no `input`, so that the router loads the ticket before the handler runs. */
const routes = [
  route({
    ...probeRoute,
    method: 'POST',
    path: '/tickets/:ticketId',
    operationId: 'probe.poke',
    body: z.strictObject({}),
    handler(_call, { ticket }) {
      poked.push(ticket.id)
      return {}
    },
  }),
]

describe.each(engines)('a stored answer on $name', (engine) => {
  let desk: TestHelpdesk<readonly [ReturnType<typeof probe>]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [probe({ routes })] })
  })
  afterAll(() => desk.close())

  let keys = 0
  /** Sends a request under a key of its own. Returns the answer, and a function that repeats the request. */
  async function send(who: string, path: string, body: object) {
    keys += 1
    const headers = { 'idempotency-key': `key-${keys}` }
    const again = () => desk.request(who, 'POST', path, body, headers)
    const first = await again()
    expect(first.status).toBeLessThan(300)
    return { json: await first.json(), again }
  }

  const newTicket = async (who: string, more: object = {}) => {
    const sent = await send(who, '/tickets', { subject: `By ${who}`, description: 'x', ...more })
    return { ticketId: (sent.json as Ticket).id, again: sent.again }
  }

  async function purge(ticketId: string) {
    await desk.as('root').tickets.delete({ ticketId })
    await desk.as('root').tickets.purge({ ticketId })
  }

  const ticketCount = async () => (await desk.storage.db.select().from(tickets)).length

  /** The request is answered with 410, and leaves no ticket behind. */
  async function expectRemoved(again: () => Promise<Response>) {
    const before = await ticketCount()
    const problem = await expectProblem(await again(), 410, 'answer_removed')
    expect(problem.detail).toMatch(/took effect.*nothing happened again.*new key/s)
    expect(await ticketCount()).toBe(before)
  }

  it('of a purged ticket is removed, and the repeated request has no second effect', async () => {
    const { ticketId, again } = await newTicket('ada')
    const reply = await send('ada', `/tickets/${ticketId}/replies`, { body: 'x' })
    const poke = await send('grace', `/tickets/${ticketId}/probe`, {})
    await purge(ticketId)
    await expectRemoved(again)
    await expectRemoved(reply.again)
    await expectRemoved(poke.again)
    expect(poked.filter((id) => id === ticketId)).toHaveLength(1)
    // Without the key, it is a ticket that is not there.
    const path = `/tickets/${ticketId}/replies`
    await expectProblem(await desk.request('ada', 'POST', path, { body: 'x' }), 404, 'not_found')
  })

  it('of a purged ticket leaves a row without text', async () => {
    const { ticketId, again } = await newTicket('ada')
    const rows = () =>
      desk.storage.db.select().from(idempotencyKeys).where(eq(idempotencyKeys.ticketId, ticketId))
    const [kept] = await rows()
    expect(kept).toMatchObject({ status: 201, body: expect.stringContaining('By ada') })
    await purge(ticketId)
    expect(await rows()).toEqual([])
    const [blank] = await desk.storage.db
      .select()
      .from(idempotencyKeys)
      .where(eq(idempotencyKeys.requestKey, kept?.requestKey as string))
    expect(blank).toEqual({
      ...kept,
      status: 410,
      fingerprint: '',
      body: null,
      headers: null,
      ticketId: null,
    })
    await expectRemoved(again)
  })

  it('to an erased person is removed, and to others who were shown that person', async () => {
    const { ticketId, again } = await newTicket('ben')
    const { again: onBehalf } = await newTicket('grace', { requesterId: 'ben' })
    const assign = await send('grace', `/tickets/${ticketId}/assign`, { assigneeId: 'grace' })
    const { again: unrelated } = await newTicket('ada')
    await desk.as('root').people.erase({ personId: 'ben' })
    await expectRemoved(again)
    await expectRemoved(onBehalf)
    await expectRemoved(assign.again)
    expect((await unrelated()).headers.get('idempotency-replayed')).toBe('true')
  })

  it('that was removed is told to its sender only', async () => {
    const { ticketId } = await newTicket('ada')
    const path = `/tickets/${ticketId}/replies`
    await send('ada', path, { body: 'x' })
    await purge(ticketId)
    const headers = { 'idempotency-key': `key-${keys}` }
    const repeat = (who: string) => desk.request(who, 'POST', path, { body: 'x' }, headers)
    await expectProblem(await repeat('ada'), 410, 'answer_removed')
    await expectProblem(await repeat('grace'), 404, 'not_found')
    await expectProblem(await repeat('ada@elsewhere'), 404, 'not_found')
  })

  it('that was removed is told for a day, whatever the body', async () => {
    const { ticketId, again } = await newTicket('carl')
    const reply = await send('carl', `/tickets/${ticketId}/replies`, { body: 'x' })
    await purge(ticketId)
    desk.clock.advance(days - 1)
    await expectRemoved(again)
    await expectRemoved(reply.again)
    desk.clock.advance(1)
    await expectProblem(await reply.again(), 404, 'not_found')
    const before = await ticketCount()
    expect((await again()).status).toBe(201)
    expect(await ticketCount()).toBe(before + 1)
  })
})
