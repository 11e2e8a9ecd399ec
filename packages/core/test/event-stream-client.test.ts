/** `client.events.stream` against a real server that comes and goes. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { createHelpdeskClient, type StreamItem, type StreamOptions } from '../src/client/index.ts'
import { toNodeHandler } from '../src/node/index.ts'
import { openHelpdesk, type TestHelpdesk } from './support/helpdesk.ts'
import { memoryLogger } from './support/http.ts'
import { listenForTest } from './support/node-listen.ts'
import { engines, type TestEngine } from './support/storages.ts'

const ask = { subject: 'Help', description: 'It is broken.' }

describe.each(engines)('the stream of the client on $name', (engine: TestEngine) => {
  async function open() {
    const desk = await openHelpdesk(engine, { logger: memoryLogger() })
    onTestFinished(() => desk.close())
    const url = await listenForTest(toNodeHandler(desk.helpdesk))
    return { desk, baseUrl: `${url}/helpdesk` }
  }

  /** Waits a hundredth of what it is told to. */
  const impatient = async (url: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(url, init)
    if (!response.headers.get('content-type')?.includes('event-stream')) return response
    const hurry = new TransformStream<string, string>({
      transform: (text, out) => out.enqueue(text.replace('retry: 3000', 'retry: 30')),
    })
    const body = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(hurry)
    return new Response(body?.pipeThrough(new TextEncoderStream()), response)
  }

  const clientOf = (baseUrl: string, getToken: () => string) =>
    createHelpdeskClient({ baseUrl, fetch: impatient, auth: { mode: 'bearer', getToken } })

  const next = async (stream: AsyncGenerator<StreamItem, void>) => {
    const { value } = await stream.next()
    if (value?.kind !== 'event') throw new Error(`Got ${JSON.stringify(value)}.`)
    return value
  }

  async function opened(baseUrl: string, options: StreamOptions = {}, getToken = () => 'grace') {
    const { promise, resolve } = Promise.withResolvers<void>()
    const states: string[] = []
    const stream = clientOf(baseUrl, getToken).events.stream({
      ...options,
      onState(state) {
        states.push(state)
        if (state === 'open') resolve()
      },
    })
    onTestFinished(async () => void (await stream.return()))
    const first = next(stream)
    first.catch(() => {})
    await promise
    return { stream, first, states }
  }

  const create = async (desk: TestHelpdesk) => (await desk.as('ada').tickets.create(ask)).id

  it('goes on by itself when the server was away, without a gap', async () => {
    const { desk, baseUrl } = await open()
    const { stream, first, states } = await opened(baseUrl)
    const made = [await create(desk)]
    const seen = [(await first).event.ticketId]
    for (let n = 0; n < 3; n++) {
      const waiting = next(stream)
      await desk.helpdesk.stop()
      made.push(await create(desk))
      await desk.helpdesk.start()
      made.push(await create(desk))
      seen.push((await waiting).event.ticketId, (await next(stream)).event.ticketId)
    }
    expect(seen).toEqual(made)
    expect(states.filter((state) => state === 'waiting').length).toBeGreaterThanOrEqual(3)
    expect(states.at(-1)).toBe('open')
  })

  it('goes on where another page was', async () => {
    const { desk, baseUrl } = await open()
    const { stream, first } = await opened(baseUrl)
    await create(desk)
    const { lastEventId } = await first
    await stream.return()
    const missed = await create(desk)
    const again = await opened(baseUrl, { lastEventId })
    expect((await again.first).event.ticketId).toBe(missed)
  })

  it('renews its token, and gives up when it is refused', async () => {
    const { desk, baseUrl } = await open()
    const tokens = ['', 'grace']
    const { first } = await opened(baseUrl, {}, () => tokens.shift() ?? '')
    const ticketId = await create(desk)
    expect((await first).event).toMatchObject({ ticketId, type: 'ticket.created' })
    const refused = clientOf(baseUrl, () => '').events.stream()
    await expect(refused.next()).rejects.toMatchObject({ status: 401 })
    const ben = clientOf(baseUrl, () => 'ben').events.stream({ ticketId })
    await expect(ben.next()).rejects.toMatchObject({ code: 'not_found' })
  })

  it('ends without an error when it is told to', async () => {
    const { baseUrl } = await open()
    const leaving = new AbortController()
    const { stream, first } = await opened(baseUrl, { signal: leaving.signal })
    leaving.abort()
    await expect(first).rejects.toThrow('Got undefined')
    expect(await stream.next()).toEqual({ done: true, value: undefined })
  })

  it('says when a ticket is gone, and when to begin anew', async () => {
    const { desk, baseUrl } = await open()
    const { stream, first } = await opened(baseUrl)
    const ticketId = await create(desk)
    await first
    await desk.as('sue').tickets.delete({ ticketId })
    expect((await stream.next()).value).toMatchObject({ kind: 'gone', ticketId })
    const anew = clientOf(baseUrl, () => 'grace').events.stream({ lastEventId: 'of-another-time' })
    expect((await anew.next()).value).toMatchObject({ kind: 'reset' })
    await anew.return()
  })
})
