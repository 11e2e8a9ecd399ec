import { createTestHelpdesk } from '@deskhand/testing'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inProcessClient, sessionOf, TestHost } from '../../test/support/in-process.ts'
import type { Session } from '../session/session.ts'
import { createLive, type Live, type LiveItem, type LiveState } from './live.ts'
import { LiveController } from './live-controller.ts'

const desk = await createTestHelpdesk()
await desk.helpdesk.start()
afterAll(() => desk.close())

const ending = new AbortController()
afterAll(() => ending.abort())
let streams = 0
const client = inProcessClient(desk, 'grace', {
  before: ({ url }) => {
    if (url.includes('/events/stream')) streams += 1
    return undefined
  },
})

const open = async (subject: string) =>
  (await desk.as('ada').tickets.create({ subject, description: 'x' })).id
const one = await open('one')
const other = await open('other')
const rename = (ticketId: string, subject: string) =>
  desk.as('grace').tickets.update({ ticketId, subject })

let live: Live
let items: LiveItem[]

beforeEach(() => {
  live = createLive({ client, signal: ending.signal })
  items = []
  streams = 0
})

afterEach(() => void vi.unstubAllGlobals())

const onItem = (item: LiveItem) => items.push(item)
const told = () => items.map((item) => (item.kind === 'event' ? item.event.ticketId : item.kind))
const isOpen = () => expect.poll(() => live.state).toBe('open')

/** Does `work`, which causes one event, and waits until another stream has told of it. */
async function heardElsewhere(work: () => Promise<unknown>): Promise<void> {
  const elsewhere = createLive({ client, signal: ending.signal })
  const heard: LiveItem[] = []
  const stop = elsewhere.subscribe({ onItem: (item) => heard.push(item) })
  await expect.poll(() => elsewhere.state).toBe('open')
  await work()
  await expect.poll(() => heard).toHaveLength(1)
  stop()
}

describe('live updates', () => {
  it('come to all who listen over one stream, each what it asked for', async () => {
    const ofOther: LiveItem[] = []
    const states: LiveState[] = []
    const stops = [
      live.subscribe({ onItem, onState: (state) => states.push(state) }),
      live.subscribe({ ticketId: other, onItem: (item) => ofOther.push(item) }),
    ]
    await isOpen()
    await rename(one, 'one more')
    await rename(other, 'another')
    await expect.poll(() => told()).toEqual([one, other])
    expect(ofOther).toHaveLength(1)
    expect(streams).toBe(1)
    for (const stop of stops) stop()
    await expect.poll(() => live.state).toBe('off')
    expect(states).toEqual(['connecting', 'open'])
  })

  it('keep their stream while a page is drawn anew', async () => {
    live.subscribe({ onItem })()
    const stop = live.subscribe({ onItem })
    await isOpen()
    await rename(one, 'drawn anew')
    await expect.poll(() => told()).toEqual([one])
    expect(streams).toBe(1)
    stop()
  })

  it('go on after a while in a hidden page with what was missed', async () => {
    const page = Object.assign(new EventTarget(), { hidden: false })
    vi.stubGlobal('document', page)
    const show = (isShown: boolean) => {
      page.hidden = !isShown
      page.dispatchEvent(new Event('visibilitychange'))
    }
    live = createLive({ client, signal: ending.signal, hiddenMs: 0 })
    const stop = live.subscribe({ onItem })
    await isOpen()
    await rename(one, 'in sight')
    await expect.poll(() => told()).toEqual([one])
    show(false)
    await expect.poll(() => live.state).toBe('off')
    await heardElsewhere(() => rename(other, 'out of sight'))
    show(true)
    await isOpen()
    await rename(one, 'in sight again')
    await expect.poll(() => told()).toEqual([one, other, one])
    stop()
  })

  it('begin anew for who comes after a time without listeners', async () => {
    const stop = live.subscribe({ onItem })
    await isOpen()
    await rename(one, 'heard')
    await expect.poll(() => told()).toEqual([one])
    stop()
    await expect.poll(() => live.state).toBe('off')
    await heardElsewhere(() => rename(one, 'not heard here'))
    const stopAgain = live.subscribe({ onItem })
    await isOpen()
    await rename(other, 'heard again')
    await expect.poll(() => told()).toEqual([one, other])
    stopAgain()
  })

  it('end with the session of the person', async () => {
    const session = new AbortController()
    live = createLive({ client, signal: session.signal })
    live.subscribe({ onItem })
    await isOpen()
    session.abort()
    await expect.poll(() => live.state).toBe('off')
    live.subscribe({ onItem })
    expect([live.state, streams]).toEqual(['off', 1])
  })

  it('stay off for whom the server refuses', async () => {
    live = createLive({ client: inProcessClient(desk, 'nobody!'), signal: ending.signal })
    const stop = live.subscribe({ onItem })
    expect(live.state).toBe('connecting')
    await expect.poll(() => live.state).toBe('off')
    stop()
  })
})

describe('the controller', () => {
  it('listens while its host is on the page, to the ticket that it shows', async () => {
    const host = new TestHost()
    let ticketId = one
    const controller = new LiveController(host, { ticketId: () => ticketId, onItem })
    host.update()
    expect(controller.state).toBe('off')
    host.session = await sessionOf(client)
    host.update()
    await expect.poll(() => controller.state).toBe('open')
    ticketId = other
    host.update()
    await rename(one, 'not told')
    await rename(other, 'told')
    await expect.poll(() => told()).toEqual([other])
    expect(host.updates).toBeGreaterThan(0)
    const { session } = host
    host.session = { ...session, status: 'signed-out' } as Session
    host.update()
    expect(controller.state).toBe('off')
    host.session = session
    host.update()
    expect(told()).toEqual([other, 'reset'])
    host.disconnect()
    await rename(other, 'not told either')
    expect(told()).toEqual([other, 'reset'])
  })

  it('stays off when its host is drawn once more after it has left, and comes back with it', async () => {
    const host = new TestHost()
    const controller = new LiveController(host, { onItem })
    host.session = await sessionOf(client)
    host.update()
    await expect.poll(() => controller.state).toBe('open')
    host.disconnect()
    host.update()
    expect(controller.state).toBe('off')
    host.connect()
    host.update()
    await expect.poll(() => controller.state).toBe('open')
    host.disconnect()
  })
})
