/** A request is parsed once, and its ticket is loaded once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { recordStatements } from '../../test/support/statements.ts'
import { engines } from '../../test/support/storages.ts'
import { SerializationFailure } from '../db/errors.ts'
import { id, parse } from '../kit/validation.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import { input } from '../plugin/define.ts'
import { route } from './route.ts'

/** What comes out of it does not go in again. */
const lengthInput = z.strictObject({
  ticketId: id(),
  mood: z.string().transform((text) => text.length),
})

interface Counting {
  parsed: number
  attempts: number
  before: ((mood: { value: unknown }) => void) | undefined
}

/** Counts how often its input field is parsed. A test can make it change the input in place. */
function moods(counting: Counting): HelpdeskPlugin {
  const mood = z.string().refine((value) => {
    counting.parsed += 1
    return value !== 'bad'
  }, 'Must be a good mood.')
  return {
    id: 'moods',
    version: '1.0.0',
    core: '^0.0.0',
    permissions: { 'moods:read': { roles: ['agent', 'admin'], description: 'Read moods' } },
    setup: () => ({
      api: () => ({}),
      inputs: {
        'reply.create': { mood: input('reply.create', { schema: mood, apply: async () => {} }) },
      },
      hooks: {
        'reply.create': {
          before(_call, { input: given }) {
            if (!counting.before) return undefined
            const changed = given as unknown as { mood: unknown }
            const holder = { value: changed.mood }
            counting.before(holder)
            changed.mood = holder.value
            return given
          },
        },
      },
      routes: [
        route({
          method: 'GET',
          path: '/tickets/:ticketId',
          operationId: 'moods.of',
          summary: 'Read the mood of a ticket',
          tag: 'Moods',
          permission: 'moods:read',
          status: 200,
          response: z.object({ number: z.int() }),
          handler: (_call, { ticket }) => ({ number: ticket.number }),
        }),
        route({
          method: 'POST',
          path: '/tickets/:ticketId/guess',
          operationId: 'moods.guess',
          summary: 'Read a ticket that the router does not load',
          tag: 'Moods',
          permission: 'moods:read',
          input: z.strictObject({ ticketId: id() }),
          status: 200,
          response: z.object({ number: z.int() }),
          handler: (_call, { ticket }) => ({ number: ticket.number }),
        }),
        route({
          method: 'POST',
          path: '/tickets/:ticketId/hum',
          operationId: 'moods.hum',
          summary: 'Takes a version and a body that is not JSON',
          tag: 'Moods',
          permission: 'moods:read',
          input: z.strictObject({ ticketId: id(), ifVersion: z.int().optional() }),
          rawBody: ['text/plain'],
          status: 200,
          response: z.object({ ifVersion: z.int().optional() }),
          handler: (_call, { input: { ifVersion } }) => ({ ifVersion }),
        }),
        route({
          method: 'POST',
          path: '/tickets/:ticketId/length',
          operationId: 'moods.length',
          summary: 'Meets a conflict, and parses its input again in the next attempt',
          tag: 'Moods',
          permission: 'moods:read',
          input: lengthInput,
          status: 200,
          response: z.object({ mood: z.int() }),
          handler(_call, { input: given }) {
            const { mood } = parse(lengthInput, given)
            counting.attempts += 1
            if (counting.attempts === 1) throw new SerializationFailure('Another one was faster.')
            return { mood }
          },
        }),
      ],
    }),
  }
}

describe.each(engines)('a request on $name', (engine) => {
  const counting: Counting = { parsed: 0, attempts: 0, before: undefined }
  let desk: TestHelpdesk<readonly HelpdeskPlugin[]>
  let path: string
  let hidden: string

  beforeAll(async () => {
    const plugins = [moods(counting)] as readonly HelpdeskPlugin[]
    desk = await openHelpdesk(engine, { plugins })
    const open = async (who: 'ada' | 'ben') =>
      (await desk.as(who).tickets.create({ subject: 'Help', description: 'It is broken.' })).id
    path = `/tickets/${await open('ada')}`
    hidden = `/tickets/${await open('ben')}`
  })
  afterAll(() => desk.close())

  const send = (who: string, method: string, to: string, body?: unknown) =>
    desk.request(who, method, to, body)
  const reply = (extra: object = {}) =>
    send('grace', 'POST', `${path}/replies`, { body: 'Hello', ...extra })

  it.each([
    ['GET', '', undefined],
    ['GET', '/replies', undefined],
    ['GET', '/participants', undefined],
    ['GET', '/events', undefined],
    ['GET', '/moods', undefined],
    ['POST', '/replies', { body: 'Hello' }],
    ['POST', '/assign', { assigneeId: 'grace' }],
    ['PATCH', '', { priority: 'high' }],
    ['POST', '/participants', { personId: 'carl' }],
  ])('reads the ticket of %s %s once', async (method, below, body) => {
    let status = 0
    const statements = await recordStatements(engine.name, async () => {
      status = (await send('grace', method, path + below, body)).status
    })
    expect(status).toBeLessThan(300)
    const loads = statements.filter(({ sql }) =>
      /^\s*select\b.*\bfrom "deskhand_tickets"/is.test(sql),
    )
    expect(loads.map(({ sql }) => sql)).toHaveLength(1)
    expect(/for update/i.test(loads[0]?.sql ?? '')).toBe(
      engine.name === 'postgres' && method !== 'GET',
    )
  })

  it('parses a body once', async () => {
    counting.parsed = 0
    expect((await reply({ mood: 'good' })).status).toBe(201)
    expect(counting.parsed).toBe(1)
  })

  it('parses the input again after a before hook has changed it in place', async () => {
    counting.parsed = 0
    counting.before = (mood) => {
      mood.value = 'bad'
    }
    const answer = await reply({ mood: 'good' })
    counting.before = undefined
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ errors: [{ path: '/mood' }] })
    expect(counting.parsed).toBe(2)
  })

  it('takes If-Match into the input, also where the body is not JSON', async () => {
    const headers = { 'if-match': '"7"', 'content-type': 'text/plain' }
    const answer = await desk.request('grace', 'POST', `${path}/moods/hum`, 'la', headers)
    expect(await answer.json()).toEqual({ ifVersion: 7 })
  })

  it('parses again what a request with a key gave, when a conflict runs it again', async () => {
    counting.attempts = 0
    const headers = { 'idempotency-key': 'once' }
    const body = { mood: 'good' }
    const answer = await desk.request('grace', 'POST', `${path}/moods/length`, body, headers)
    expect(await answer.json()).toEqual({ mood: 4 })
    expect(counting.attempts).toBe(2)
  })

  it('refuses body fields that the path or a header gives, and unknown ones', async () => {
    const ticketId = hidden.split('/').at(-1)
    for (const extra of [{ ticketId }, { ifVersion: 1 }, { __proto__: null, unknown: 1 }]) {
      const answer = await send('grace', 'PATCH', path, { subject: 'Changed', ...extra })
      const name = Object.keys(extra)[0]
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ errors: [{ path: `/${name}` }] })
    }
    for (const body of [[], 'text', null, 1]) {
      expect((await send('grace', 'PATCH', path, body)).status).toBe(400)
    }
    expect((await desk.as('root').tickets.list()).data.map(({ subject }) => subject)).toEqual([
      'Help',
      'Help',
    ])
  })

  it('answers 404 before 403, whether or not the router loads the ticket', async () => {
    expect((await send('ada', 'GET', `${hidden}/moods`)).status).toBe(404)
    expect((await send('ada', 'GET', `${path}/moods`)).status).toBe(403)
    expect((await send('ada', 'DELETE', hidden)).status).toBe(404)
    expect((await send('ada', 'DELETE', path)).status).toBe(403)
  })

  it('answers 500 when a handler reads a ticket that the router did not load', async () => {
    expect((await send('grace', 'POST', `${path}/moods/guess`)).status).toBe(500)
  })
})

it('refuses an input without a field for each parameter of the path', () => {
  const make = () =>
    route({
      method: 'POST',
      path: '/tickets/:ticketId/guess',
      operationId: 'moods.guess',
      summary: 'Guess',
      tag: 'Moods',
      permission: 'moods:read',
      input: z.strictObject({}),
      status: 204,
      handler: () => undefined,
    })
  expect(make).toThrow(/input of the route "moods.guess" has no field "ticketId"/)
})
