import { beforeEach, describe, expect, it } from 'vitest'
import { clearDrafts, createDrafts, type DraftStorage } from './drafts.ts'

let items: Map<string, string>
let isFull: boolean

const storage: DraftStorage = {
  get length() {
    return items.size
  },
  key: (index) => [...items.keys()][index] ?? null,
  getItem: (key) => items.get(key) ?? null,
  setItem(key, value) {
    if (isFull) throw new DOMException('full', 'QuotaExceededError')
    items.set(key, value)
  },
  removeItem: (key) => void items.delete(key),
}

beforeEach(() => {
  items = new Map([['of the app', 'kept']])
  isFull = false
})

describe('drafts', () => {
  it('are kept by tenant, person and what they are for', () => {
    const ada = createDrafts({ tenantId: 'west', id: 'ada' }, storage)
    ada.set('ticket/1', 'Hello')
    expect(createDrafts({ tenantId: 'west', id: 'ada' }, storage).get('ticket/1')).toBe('Hello')
    expect(ada.get('ticket/2')).toBeUndefined()
    expect(createDrafts({ tenantId: 'east', id: 'ada' }, storage).get('ticket/1')).toBeUndefined()
    expect(createDrafts({ tenantId: 'west', id: 'ben' }, storage).get('ticket/1')).toBeUndefined()
  })

  it('of people with odd ids are kept apart', () => {
    const one = createDrafts({ tenantId: 'a:b', id: 'c' }, storage)
    const other = createDrafts({ tenantId: 'a', id: 'b:c' }, storage)
    one.set('x', 'one')
    expect(other.get('x')).toBeUndefined()
  })

  it('go when they are empty, are removed, or everything is cleared', () => {
    const drafts = createDrafts({ tenantId: 'west', id: 'ada' }, storage)
    drafts.set('a', 'x')
    drafts.set('a', '')
    drafts.set('b', 'x')
    drafts.remove('b')
    expect(items.size).toBe(1)
    drafts.set('c', 'x')
    createDrafts({ tenantId: 'west', id: 'ben' }, storage).set('c', 'x')
    clearDrafts(storage)
    expect([...items]).toEqual([['of the app', 'kept']])
  })

  it('that can not be kept break nothing', () => {
    isFull = true
    const drafts = createDrafts({ tenantId: 'west', id: 'ada' }, storage)
    drafts.set('a', 'x')
    expect(drafts.get('a')).toBeUndefined()
  })

  it('live in memory where there is no storage', () => {
    const drafts = createDrafts({ tenantId: 'west', id: 'ada' })
    drafts.set('a', 'x')
    expect(drafts.get('a')).toBe('x')
    clearDrafts()
    expect(drafts.get('a')).toBeUndefined()
  })
})
