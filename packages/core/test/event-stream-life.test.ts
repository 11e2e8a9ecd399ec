/** From opening to ending: sessions, limits, slow readers, and what is left behind. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createAdaptorServer } from '@hono/node-server'
import express from 'express'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { helpdeskApp } from '../src/hono.ts'
import { toNodeHandler } from '../src/node/index.ts'
import type { Actor } from '../src/people/types.ts'
import type { HelpdeskPlugin } from '../src/plugin/contract.ts'
import type { StreamSettings } from '../src/stream/types.ts'
import { readEvents } from './support/event-reader.ts'
import { openHelpdesk, type TestHelpdesk } from './support/helpdesk.ts'
import { expectProblem, memoryLogger } from './support/http.ts'
import { listenForTest } from './support/node-listen.ts'
import { person } from './support/people.ts'
import { engines, type TestEngine } from './support/storages.ts'
import { listenTo, streamRequest } from './support/stream-listen.ts'

const ask = { subject: 'Help', description: 'It is broken.' }
const [sqlite] = engines as [TestEngine]

/** Emits an event with so many bytes in it. */
const loud: HelpdeskPlugin<'loud', { emit(ticketId: string, bytes: number): Promise<void> }> = {
  id: 'loud',
  version: '0.0.0',
  core: '^0.0.0',
  setup: () => ({
    api: (call) => ({
      emit: (ticketId, bytes) =>
        call.transaction(async (inner) =>
          inner.emit({ type: 'loud.emitted', ticketId, data: { text: 'x'.repeat(bytes) } }),
        ),
    }),
  }),
}

interface Opened {
  readonly desk: TestHelpdesk<readonly [typeof loud]>
  /** Why streams ended, one word each. */
  readonly endings: string[]
  /** What the session of everybody is. Null for nobody; unset for who the bearer is. */
  session(actor: Actor | null): void
}

async function open(streams: Partial<StreamSettings> = {}): Promise<Opened> {
  const endings: string[] = []
  let signedIn: Actor | null | undefined
  const desk = await openHelpdesk(sqlite, {
    plugins: [loud],
    logger: memoryLogger(),
    streams,
    metrics: {
      count: (name, { ending = '' }) => {
        if (name === 'deskhand_streams_total') endings.push(ending)
      },
      duration() {},
    },
    authenticate(request) {
      if (signedIn !== undefined) return signedIn
      return person(request.headers.get('authorization')?.slice('Bearer '.length) as 'ada')
    },
  })
  onTestFinished(() => desk.close())
  const session = (actor: Actor | null) => {
    signedIn = actor
  }
  return { desk, endings, session }
}

describe('a session', () => {
  const quick = { heartbeatMs: 20, recheckMs: 40 }

  it.each([
    ['over', null],
    ["another person's", person('ben')],
    ["another tenant's", { ...person('grace'), tenantId: 'acme' }],
  ])('that is %s ends the stream', async (_, next) => {
    const { desk, endings, session } = await open(quick)
    const reader = await listenTo(desk.helpdesk, 'grace')
    session(next)
    expect(await reader.next()).toBeUndefined()
    expect(endings).toEqual(['session'])
  })

  it('whose person has another role by now counts as such', async () => {
    const { desk, session } = await open(quick)
    const { id: ticketId } = await desk.as('ada').tickets.create(ask)
    const reader = await listenTo(desk.helpdesk, 'grace')
    session({ ...person('grace'), role: 'customer' })
    const seen = reader.heartbeats()
    const next = reader.next()
    await expect.poll(() => reader.heartbeats()).toBeGreaterThan(seen + 5)
    await desk.as('hal').tickets.update({ ticketId, priority: 'high' })
    const { id: own } = await desk.as('grace').tickets.create(ask)
    expect((await next)?.data).toMatchObject({ ticketId: own })
  })

  it('is not believed for good: the stream ends, and goes on where it was', async () => {
    const { desk, endings } = await open({ heartbeatMs: 20, lifetimeMs: 100 })
    const reader = await listenTo(desk.helpdesk, 'grace')
    expect(await reader.next()).toBeUndefined()
    expect(endings).toEqual(['renewed'])
    const { id: ticketId } = await desk.as('ada').tickets.create(ask)
    const again = await listenTo(desk.helpdesk, 'grace', reader.lastId())
    expect((await again.next())?.data).toMatchObject({ ticketId })
  })
})

it('keeps the place of those who hear nothing', async () => {
  const { desk } = await open({ heartbeatMs: 20 })
  const { id: ticketId } = await desk.as('ben').tickets.create(ask)
  const reader = await listenTo(desk.helpdesk, 'ben')
  const first = reader.lastId()
  for (let n = 0; n < 5; n++) await desk.as('ada').tickets.create(ask)
  const next = reader.next()
  await expect.poll(() => reader.heartbeats()).toBeGreaterThan(2)
  expect(reader.lastId()).not.toBe(first)
  await desk.as('ben').replies.create({ ticketId, body: 'Well?' })
  expect((await next)?.data).toMatchObject({ type: 'reply.created' })
})

describe('limits', () => {
  it('are for each person, and for the process', async () => {
    const { desk } = await open({ perActor: 2, perProcess: 3 })
    const readers = [await listenTo(desk.helpdesk, 'ada'), await listenTo(desk.helpdesk, 'ada')]
    const third = await desk.helpdesk.fetch(streamRequest('ada'))
    expect(third.headers.get('retry-after')).toBe('30')
    await expectProblem(third, 429, 'too_many_streams')
    readers.push(await listenTo(desk.helpdesk, 'grace'))
    const fourth = await desk.helpdesk.fetch(streamRequest('ben'))
    expect(fourth.headers.get('retry-after')).toBe('30')
    await expectProblem(fourth, 503, 'streams_full')
    for (const reader of readers) await reader.cancel()
    await (await listenTo(desk.helpdesk, 'ada')).cancel()
  })

  it('do not count what was refused or only asked for by HEAD', async () => {
    const { desk } = await open({ perActor: 1 })
    const head = new Request(streamRequest('ada'), { method: 'HEAD' })
    expect((await desk.helpdesk.fetch(head)).status).toBe(200)
    const gone = streamRequest('ada', undefined, `?ticketId=${crypto.randomUUID()}`)
    expect((await desk.helpdesk.fetch(gone)).status).toBe(404)
    const left = new Request(streamRequest('ada'), { signal: AbortSignal.abort() })
    await desk.helpdesk.fetch(left)
    await (await listenTo(desk.helpdesk, 'ada')).cancel()
  })
})

it('lets a server stop: streams end, and none is opened until it starts again', async () => {
  const { desk, endings } = await open()
  const reader = await listenTo(desk.helpdesk, 'grace')
  await desk.helpdesk.stop()
  expect(await reader.next()).toBeUndefined()
  expect(endings).toEqual(['stopped'])
  await expectProblem(await desk.helpdesk.fetch(streamRequest('ada')), 503, 'stopping')
  await desk.helpdesk.start()
  await (await listenTo(desk.helpdesk, 'grace')).cancel()
})

it('disconnects who does not read, and keeps the others', async () => {
  const { desk, endings } = await open()
  const stuck = await desk.helpdesk.fetch(streamRequest('grace'))
  const reader = await listenTo(desk.helpdesk, 'grace')
  const { id: ticketId } = await desk.as('ada').tickets.create(ask)
  for (let n = 0; n < 10; n++) {
    await desk.as('grace').loud.emit(ticketId, 50_000)
    await reader.until(({ data }) => data.type === 'loud.emitted')
  }
  expect(endings).toEqual(['slow'])
  await expect(stuck.text()).rejects.toThrow('too slow')
  await reader.cancel()
})

type Host = (desk: Opened['desk']) => Promise<string>

const hosts: Record<string, Host> = {
  'plain Node': (desk) => listenForTest(toNodeHandler(desk.helpdesk)),
  Express: (desk) => listenForTest(express().use(toNodeHandler(desk.helpdesk))),
  async 'Hono with compression'(desk) {
    const app = new Hono().use(compress()).route('/helpdesk', helpdeskApp(desk.helpdesk))
    const server = createAdaptorServer({ fetch: app.fetch }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    return `http://127.0.0.1:${(server.address() as { port: number }).port}`
  },
}

describe.each(Object.entries(hosts))('over a socket of %s', (_, listen) => {
  const headers = { authorization: 'Bearer grace', 'accept-encoding': 'gzip' }

  it('is opened at once, sends at once, and ends with its caller', async () => {
    const { desk, endings } = await open()
    const url = await listen(desk)
    const leaving = new AbortController()
    const { signal } = leaving
    const response = await fetch(`${url}/helpdesk/events/stream`, { headers, signal })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(response.headers.get('cache-control')).toContain('no-store')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    expect(response.headers.get('content-encoding')).toBeNull()
    const reader = readEvents(response)
    for (let n = 0; n < 3; n++) {
      const { id: ticketId } = await desk.as('ada').tickets.create(ask)
      expect((await reader.next())?.data).toMatchObject({ ticketId })
    }
    leaving.abort()
    await expect.poll(() => endings).toEqual(['left'])
  })

  it('ends properly when the helpdesk stops', async () => {
    const { desk } = await open()
    const reader = readEvents(
      await fetch(`${await listen(desk)}/helpdesk/events/stream`, { headers }),
    )
    const next = reader.next()
    await desk.helpdesk.stop()
    expect(await next).toBeUndefined()
  })
})

it('hangs up on a socket that nobody reads from', async () => {
  const { desk, endings } = await open()
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => log.mockRestore())
  const url = await listenForTest(toNodeHandler(desk.helpdesk))
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  socket.write(
    'GET /helpdesk/events/stream HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer grace\r\n\r\n',
  )
  await once(socket, 'readable')
  const { id: ticketId } = await desk.as('ada').tickets.create(ask)
  const reader = await listenTo(desk.helpdesk, 'grace')
  for (let n = 0; n < 500 && !endings.includes('slow'); n++) {
    await desk.as('grace').loud.emit(ticketId, 100_000)
    await reader.until(({ data }) => data.type === 'loud.emitted')
  }
  await once(socket.resume(), 'close')
  expect(endings).toEqual(['slow'])
  await reader.cancel()
})

it('leaves nothing of 500 connections', async () => {
  const count = 500
  const { desk, endings } = await open({ perActor: count, perProcess: count })
  const url = await listenForTest(toNodeHandler(desk.helpdesk))
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const openSockets = () =>
    process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
  const socketsBefore = openSockets()

  async function round(): Promise<number> {
    const before = endings.length
    const leaving = new AbortController()
    const { signal } = leaving
    const headers = { authorization: 'Bearer grace' }
    const responses = await Promise.all(
      Array.from({ length: count }, () =>
        fetch(`${url}/helpdesk/events/stream`, { headers, signal }),
      ),
    )
    expect(responses.every(({ status }) => status === 200)).toBe(true)
    const last = readEvents(responses.at(-1) as Response)
    const { id: ticketId } = await desk.as('ada').tickets.create(ask)
    expect((await last.next())?.data).toMatchObject({ ticketId })
    leaving.abort()
    await expect.poll(() => endings, { timeout: 60_000 }).toHaveLength(before + count)
    await expect.poll(openSockets, { timeout: 60_000 }).toBe(socketsBefore)
    collect()
    return process.memoryUsage().heapUsed / 2 ** 20
  }

  await round()
  const first = await round()
  const second = await round()
  expect(second - first, 'MiB more after 500 further connections').toBeLessThan(3)
})
