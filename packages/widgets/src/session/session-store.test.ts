import { createTestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { inProcessClient } from '../../test/support/in-process.ts'
import type { Session } from './session.ts'
import { SessionStore } from './session-store.ts'

const desk = await createTestHelpdesk()
afterAll(() => desk.close())

let states: (Session | undefined)[]
let authRequired: number
let store: SessionStore

beforeEach(() => {
  states = []
  authRequired = 0
  store = new SessionStore({
    messages: { say() {}, toast() {} },
    onChange: (session) => states.push(session),
    onAuthRequired: () => {
      authRequired += 1
    },
  })
})

const latest = () => states.at(-1)
const reach = (status: string) => expect.poll(() => latest()?.status).toBe(status)

describe('a session', () => {
  it('knows who is signed in and what they may do', async () => {
    store.connect(inProcessClient(desk, 'grace@west'))
    expect(latest()).toMatchObject({ status: 'connecting', person: undefined })
    expect(latest()?.can('ticket.assign')).toBe(false)
    await reach('ready')
    expect(latest()).toMatchObject({ person: { id: 'grace', tenantId: 'west', role: 'agent' } })
    expect(latest()?.can('ticket.assign')).toBe(true)
    expect(latest()?.can('ticket.close')).toBe(false)
    expect(latest()?.has('tags')).toBe(false)
    expect(Object.isFrozen(latest())).toBe(true)
  })

  it('says once that somebody has to sign in, and goes on after that', async () => {
    let token = 'nobody!'
    store.connect(inProcessClient(desk, '', { getToken: () => token }))
    await reach('signed-out')
    const { client } = latest() as Session
    await expect(client.tickets.list()).rejects.toMatchObject({ status: 401 })
    expect(authRequired).toBe(1)
    token = 'ada'
    await store.refresh()
    expect(latest()).toMatchObject({ status: 'ready', person: { id: 'ada' } })
  })

  it('that expires is told of once for all requests that fail with it', async () => {
    let token = 'grace'
    const client = inProcessClient(desk, '', { getToken: () => token })
    store.connect(client)
    await reach('ready')
    token = 'expired!'
    client.http.reset()
    await Promise.allSettled([
      client.tickets.list(),
      client.categories.list(),
      client.tickets.list(),
    ])
    expect(latest()?.status).toBe('signed-out')
    expect(authRequired).toBe(1)
    // Whatever is on the page stays there until they are back.
    expect(latest()).toMatchObject({ person: { id: 'grace' } })
    expect(latest()?.can('ticket.assign')).toBe(true)
    token = 'grace'
    client.http.reset()
    await store.refresh()
    expect(latest()?.status).toBe('ready')
  })

  it('is unavailable while the server is, and says why', async () => {
    let isDown = true
    const before = () => {
      if (isDown) throw new TypeError('fetch failed')
      return undefined
    }
    store.connect(inProcessClient(desk, 'ada', { before }))
    await reach('unavailable')
    expect(latest()?.error).toBeInstanceOf(TypeError)
    expect(authRequired).toBe(0)
    isDown = false
    store.wake()
    await reach('ready')
    expect(latest()?.error).toBeUndefined()
  })

  it('asks an unreachable server again by itself', async () => {
    let failures = 2
    const before = () => {
      if (failures-- > 0) throw new TypeError('fetch failed')
      return undefined
    }
    store.connect(inProcessClient(desk, 'ada', { before }))
    await reach('ready')
    expect(failures).toBe(-1)
  })

  it('of another person on the same page ends that of the first', async () => {
    let token = 'grace'
    const client = inProcessClient(desk, '', { getToken: () => token })
    store.connect(client)
    await reach('ready')
    const first = latest() as Session
    first.drafts.set('reply', 'by grace')
    token = 'hal'
    client.http.reset()
    await store.refresh()
    expect(latest()?.person?.id).toBe('hal')
    expect(first.signal.aborted).toBe(true)
    expect(latest()?.live).not.toBe(first.live)
    expect(latest()?.drafts.get('reply')).toBeUndefined()
  })

  it('keeps the draft and the stream of a person who is asked for again', async () => {
    store.connect(inProcessClient(desk, 'ada'))
    await reach('ready')
    const { drafts, live } = latest() as Session
    await Promise.all([store.refresh(), store.refresh()])
    expect([latest()?.drafts === drafts, latest()?.live === live]).toEqual([true, true])
  })

  it('stays ready while it is asked for again', async () => {
    store.connect(inProcessClient(desk, 'ada'))
    await reach('ready')
    const { length } = states
    await store.refresh()
    expect(states.slice(length).map((session) => session?.status)).toEqual(['ready'])
  })
})

describe('logging out', () => {
  it('aborts what runs for the person, and forgets drafts and rights', async () => {
    let hang = false
    const before = ({ signal }: Request) =>
      hang
        ? new Promise<undefined>((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason))
          })
        : undefined
    const client = inProcessClient(desk, 'grace', { before })
    store.connect(client)
    await reach('ready')
    const { drafts, signal } = latest() as Session
    drafts.set('reply', 'half a sentence')
    hang = true
    const running = client.tickets.list()
    store.logout()
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    expect(signal.aborted).toBe(true)
    expect(drafts.get('reply')).toBeUndefined()
    // As what was being written is taken off the page.
    drafts.set('reply', 'half a sentence')
    expect(drafts.get('reply')).toBeUndefined()
    expect(latest()).toMatchObject({ status: 'signed-out', person: undefined })
    expect(latest()?.can('ticket.assign')).toBe(false)
    expect(latest()?.signal.aborted).toBe(false)
  })
})

describe('another client', () => {
  it('ends the session of the one before, whose answers come too late', async () => {
    let release = () => {}
    const held = new Promise<undefined>((resolve) => {
      release = () => resolve(undefined)
    })
    store.connect(inProcessClient(desk, 'ada', { before: () => held }))
    const { signal } = latest() as Session
    store.connect(inProcessClient(desk, 'grace'))
    expect(signal.aborted).toBe(true)
    release()
    await reach('ready')
    expect(latest()?.person?.id).toBe('grace')
    store.disconnect()
    expect(latest()).toBeUndefined()
  })
})
