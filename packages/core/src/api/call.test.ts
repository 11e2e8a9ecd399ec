import { person } from '@deskhand/testing'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { byMail, postbox, systemOf } from '../../test/support/postbox.ts'
import { engines } from '../../test/support/storages.ts'
import { events as eventTable } from '../events/schema.ts'
import { route } from '../http/route.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import type { Call, Trust } from './call.ts'

/** Answers with the trust of the call, as a route of a plugin may see it. */
const mirror = {
  id: 'mirror',
  version: '1.0.0',
  core: '>=0.0.0 <1.0.0',
  setup: () => ({
    api: (call: Call) => ({ trust: () => call.trust }),
    routes: [
      route({
        method: 'GET',
        path: '/',
        operationId: 'mirror.trust',
        summary: 'The trust of the call',
        tag: 'Mirror',
        permission: 'public',
        status: 200,
        response: z.object({ trust: z.string().nullable() }),
        handler: (call) => ({ trust: call.trust }),
      }),
    ],
  }),
} as const satisfies HelpdeskPlugin

describe.each(engines)('whose call it is, on $name', (engine) => {
  let desk: TestHelpdesk<readonly [typeof postbox, typeof mirror]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [postbox, mirror] as const })
  })
  afterAll(() => desk.close())

  it('trusts neither a request nor the host', async () => {
    for (const who of ['ada', 'root', null]) {
      const answer = await desk.request(who, 'GET', '/mirror')
      expect(await answer.json()).toEqual({ trust: null })
    }
    expect(desk.as('root').mirror.trust()).toBeNull()
    expect(systemOf(desk).trust).toBeNull()
  })

  it.each([
    [
      'a number as the tenant',
      (call: Call) => call.asSystem(5 as never),
      /must be its id, as text/,
    ],
    ['no text as the tenant', (call: Call) => call.asSystem(''), /must be its id, as text/],
    ['null as the tenant', (call: Call) => call.asSystem(null as never), /must be its id/],
    ['an unknown entry point', (call: Call) => call.asSystem('a', 'fax' as never), /one of: http/],
    [
      'an unknown entry point of a person',
      (call: Call) => call.actAs(person('ada'), 'fax' as never),
      /one of: http/,
    ],
  ])('refuses %s', (_what, ask, message) => {
    expect(() => ask(systemOf(desk))).toThrow(message)
  })

  it('keeps the trust that the system states, in transactions and for siblings', async () => {
    for (const trust of ['verified', 'participant', 'unknown'] as const) {
      const call = byMail(desk, 'ada', trust)
      expect(call).toMatchObject({ trust, via: 'mail', actor: { id: 'ada' } })
      expect(await call.transaction(async (inner) => inner.trust)).toBe(trust)
      expect(call.plugin('mirror' as never)).toSatisfy(
        (api: { trust(): unknown }) => api.trust() === trust,
      )
      expect(call.asSystem().trust).toBeNull()
    }
    expect(byMail(desk, 'ada').trust).toBeNull()
  })

  it('lets nobody act as staff on less than proof', () => {
    for (const who of ['grace', 'sue', 'root'] as const) {
      for (const trust of ['participant', 'unknown'] as const) {
        expect(() => byMail(desk, who, trust)).toThrow(
          new RegExp(`staff need the trust "verified", not "${trust}"`),
        )
      }
      expect(byMail(desk, who, 'verified').trust).toBe('verified')
      expect(byMail(desk, who).trust).toBeNull()
    }
  })

  it('refuses a trust that there is not', () => {
    for (const who of ['ada', 'root'] as const) {
      expect(() => byMail(desk, who, 'certain' as Trust)).toThrow(
        'must be one of: verified, participant, unknown',
      )
    }
  })

  it('states a trust for the system only', () => {
    const call = byMail(desk, 'ada', 'verified')
    expect(() => call.actAs(person('ada'), 'mail', 'verified')).toThrow(TypeError)
    expect(() => desk.as('root').postbox.call.actAs(person('ada'))).toThrow(/Only the system/)
  })

  it('records the entry point on replies and events', async () => {
    const { id: ticketId } = await byMail(desk, 'ada').core.tickets.create({
      subject: 'x',
      description: 'x',
    })
    const system = systemOf(desk)
    expect(system.via).toBe('api')
    const asJob = system.asSystem(undefined, 'job')
    await asJob.core.replies.create({ ticketId, body: 'We are closed.' })
    expect(asJob.asSystem('elsewhere')).toMatchObject({ tenantId: 'elsewhere', via: 'job' })
    await asJob.actAs(person('ada')).core.replies.create({ ticketId, body: 'Hm.' })
    await byMail(desk, 'ada', 'unknown').core.replies.create({ ticketId, body: 'By mail.' })
    await desk.as('ada').replies.create({ ticketId, body: 'On the site.' })
    const { data } = await desk.as('grace').replies.list({ ticketId })
    expect(data.map(({ via }) => via)).toEqual(['job', 'job', 'mail', 'api'])
    const events = await desk.storage.db
      .select()
      .from(eventTable)
      .where(eq(eventTable.ticketId, ticketId))
      .orderBy(asc(eventTable.seq))
    expect(events.map(({ type, via }) => [type, via])).toEqual([
      ['ticket.created', 'mail'],
      ['reply.created', 'job'],
      ['reply.created', 'job'],
      ['reply.created', 'mail'],
      ['reply.created', 'api'],
    ])
  })
})
