import { HelpdeskApiError, type ReplyCreated } from '@deskhand/core/client'
import { createTestHelpdesk, type TestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDrafts, type DraftStorage } from '../session/drafts.ts'
import { Composition, type CompositionOptions } from './composition.ts'

let desk: TestHelpdesk

beforeAll(async () => {
  desk = await createTestHelpdesk({})
})
afterAll(() => desk.close())

function memory(): DraftStorage {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
}

const grace = { tenantId: 'default', id: 'grace' }

async function open(options: Partial<CompositionOptions> = {}) {
  const { id: ticketId } = await desk
    .as('ada')
    .tickets.create({ subject: 'Help', description: 'It broke.' })
  const storage = memory()
  const keys: string[] = []
  const compose = (more: Partial<CompositionOptions> = {}) =>
    new Composition({
      ticketId,
      drafts: createDrafts(grace, storage),
      create(input, { idempotencyKey }) {
        keys.push(idempotencyKey)
        return desk.as('grace').replies.create(input)
      },
      onChange() {},
      ...options,
      ...more,
    })
  const replies = async () => (await desk.as('grace').replies.list({ ticketId })).data
  return { ticketId, storage, keys, compose, replies }
}

describe('a composition', () => {
  it('sends a reply with a state, and starts afresh', async () => {
    const { ticketId, storage, compose, replies } = await open()
    const composition = compose()
    let sent = 0
    composition.onSent(() => {
      sent += 1
    })
    expect(composition.canSend).toBe(false)
    composition.write('Which **version**?')
    const created = await composition.send('pending')
    expect(created?.reply?.body).toBe('Which **version**?')
    expect((await desk.as('grace').tickets.get({ ticketId })).status).toBe('pending')
    expect((await replies()).map(({ audience }) => audience)).toEqual(['public'])
    expect(composition.text).toBe('')
    expect(sent).toBe(1)
    expect(storage.length).toBe(0)
  })

  it('never lets the text of a note become a reply', async () => {
    const { compose, replies } = await open()
    const composition = compose()
    composition.address('internal')
    composition.write('He is angry.')
    composition.setInput('attachments', ['x'])
    composition.address('public')
    expect(composition.text).toBe('')
    expect(composition.input()).not.toHaveProperty('attachments')
    composition.write('Hello!')
    await composition.send()
    composition.address('internal')
    expect(composition.text).toBe('He is angry.')
    composition.setInput('attachments', undefined)
    await composition.send()
    expect((await replies()).map(({ audience, body }) => [audience, body])).toEqual([
      ['public', 'Hello!'],
      ['internal', 'He is angry.'],
    ])
  })

  it('restores what was written, on the side where it was', async () => {
    const { compose, storage } = await open()
    const first = compose()
    first.address('internal')
    first.write('Half a th')
    first.save()
    const second = compose()
    expect(second).toMatchObject({ audience: 'internal', text: 'Half a th', isRestored: true })
    second.write('Half a thought')
    expect(second.isRestored).toBe(false)
    second.discard()
    expect(storage.length).toBe(0)
    second.write('x')
    second.end()
    second.save()
    expect(storage.length).toBe(0)
  })

  it('sends the same again under the same key when no answer came, also from another page', async () => {
    const { compose, keys, replies } = await open()
    const lost: ReplyCreated[] = []
    const composition = compose({
      async create(input, { idempotencyKey }) {
        keys.push(idempotencyKey)
        lost.push(await desk.as('grace').replies.create(input))
        throw new TypeError('The connection was lost.')
      },
    })
    composition.write('Once')
    expect(await composition.send()).toBeUndefined()
    expect(composition).toMatchObject({ text: 'Once', isSending: false })
    expect(composition.error).toBeInstanceOf(TypeError)
    await composition.send()
    const reloaded = compose({
      async create(_input, { idempotencyKey }) {
        keys.push(idempotencyKey)
        return lost[0] as ReplyCreated
      },
    })
    await reloaded.send()
    expect(new Set(keys).size).toBe(1)
    expect(reloaded.text).toBe('')
    expect((await replies()).length).toBe(2)
    reloaded.write('Once')
    await reloaded.send()
    expect(new Set(keys).size).toBe(2)
  })

  it('keeps the text when it is refused, and tries under a new key', async () => {
    const { compose, keys } = await open()
    let isRefused = true
    const composition = compose({
      async create(input, { idempotencyKey }) {
        keys.push(idempotencyKey)
        if (isRefused) throw new HelpdeskApiError(409, { code: 'ticket_closed' })
        return desk.as('grace').replies.create(input)
      },
    })
    composition.write('Hello')
    await composition.send()
    expect(composition.error).toMatchObject({ status: 409 })
    expect(composition.text).toBe('Hello')
    isRefused = false
    expect((await composition.send())?.reply?.body).toBe('Hello')
    expect(new Set(keys).size).toBe(2)
  })

  it('waits while something holds it', async () => {
    const { compose } = await open()
    const composition = compose()
    composition.write('Look at this file')
    const release = composition.holds.hold('A file is being uploaded.')
    expect(composition.holds.reason).toBe('A file is being uploaded.')
    expect(await composition.send()).toBeUndefined()
    release()
    expect((await composition.send())?.reply).toBeTruthy()
  })
})
