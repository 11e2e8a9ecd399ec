import { HelpdeskApiError, type Ticket } from '@deskhand/core/client'
import { createTestHelpdesk, type TestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProcessClient } from '../../test/support/in-process.ts'
import type { Drafts } from '../session/drafts.ts'
import { TicketForm, type TicketFormOptions } from './ticket-form.ts'

let desk: TestHelpdesk

beforeAll(async () => {
  desk = await createTestHelpdesk({})
})
afterAll(() => desk.close())

function memory(): Drafts & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>()
  return {
    texts,
    get: (key) => texts.get(key),
    set: (key, text) => void (text === '' ? texts.delete(key) : texts.set(key, text)),
    remove: (key) => void texts.delete(key),
  }
}

function open(options: Partial<TicketFormOptions> = {}) {
  const drafts = memory()
  const keys: string[] = []
  const form = (more: Partial<TicketFormOptions> = {}) =>
    new TicketForm({
      drafts,
      create(input, { idempotencyKey }) {
        keys.push(idempotencyKey)
        return inProcessClient(desk, 'grace').tickets.create(input)
      },
      onChange() {},
      ...options,
      ...more,
    })
  return { drafts, keys, form }
}

const filled = { subject: ' Printer ', description: 'It is **on fire**.' }

describe('the form for a new ticket', () => {
  it('creates a ticket for somebody else, and empties itself', async () => {
    const { drafts, form: make } = open()
    const form = make()
    form.set({
      ...filled,
      priority: 'high',
      requester: { id: 'ada', name: 'Ada', avatarUrl: null, email: 'ada@north.example' },
    })
    const ticket = await form.send()
    expect(ticket).toMatchObject({
      subject: 'Printer',
      priority: 'high',
      requester: { id: 'ada' },
    })
    expect(form.created).toBe(ticket)
    expect(drafts.texts.size).toBe(0)
    expect(form.values.subject).toBe('')
    form.reset()
    expect(form.created).toBeUndefined()
  })

  it('tells what is missing once somebody has tried', async () => {
    const form = open().form()
    expect(form.problems).toEqual({})
    expect(await form.send()).toBeUndefined()
    expect(form.problems).toEqual({
      subject: 'subjectMissing',
      description: 'descriptionMissing',
    })
    form.set({ subject: 'x'.repeat(201), description: 'y' })
    expect(form.problems).toEqual({ subject: 'subjectTooLong' })
    expect(form.error).toBeUndefined()
  })

  it('tells at the field what the server refuses, until that is changed', async () => {
    const form = open().form()
    form.set({ ...filled, requester: { id: 'nobody', name: 'x', avatarUrl: null } })
    expect(await form.send()).toBeUndefined()
    expect(form.problems).toMatchObject({ requester: 'requesterRefused' })
    expect(form.error).toBeUndefined()
    form.set({ requester: { email: 'new@customer.example' } })
    expect(form.problems.requester).toBeUndefined()
    expect(form.input()).toMatchObject({ requesterEmail: 'new@customer.example' })
  })

  it('sends the same again under the same key when no answer came', async () => {
    const { keys, form: make } = open()
    const form = make({
      create(_input, { idempotencyKey }) {
        keys.push(idempotencyKey)
        return Promise.reject(new TypeError('The network is away.'))
      },
    })
    form.set(filled)
    await form.send()
    await form.send()
    expect(form.error).toBeInstanceOf(TypeError)
    expect(form.values).toMatchObject(filled)
    const reloaded = make()
    expect(reloaded.isRestored).toBe(true)
    await reloaded.send()
    expect(new Set(keys).size).toBe(1)
    expect(reloaded.created?.subject).toBe('Printer')
  })

  it('keeps what is typed when it is refused, and tries under a new key', async () => {
    const { keys, form: make } = open()
    const form = make({
      async create(_input, { idempotencyKey }): Promise<Ticket> {
        keys.push(idempotencyKey)
        throw new HelpdeskApiError(429, { code: 'too_many' })
      },
    })
    form.set(filled)
    await form.send()
    await form.send()
    expect(form.error).toMatchObject({ status: 429 })
    expect(new Set(keys).size).toBe(2)
    expect(form.values).toMatchObject(filled)
  })

  it('sends what contributions add, and waits for them', async () => {
    const form = open().form()
    form.set(filled)
    form.setInput('tags', ['billing'])
    expect(form.input()).toMatchObject({ tags: ['billing'] })
    form.setInput('tags', undefined)
    expect(form.input()).not.toHaveProperty('tags')
    const release = form.holds.hold('A file is being uploaded.')
    expect(await form.send()).toBeUndefined()
    release()
    expect(await form.send()).toBeTruthy()
  })
})
