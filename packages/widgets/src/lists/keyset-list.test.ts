import type { TicketSummary } from '@deskhand/core/client'
import { createTestHelpdesk, minutes } from '@deskhand/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inProcessClient, TestHost } from '../../test/support/in-process.ts'
import { KeysetList } from './keyset-list.ts'

const desk = await createTestHelpdesk()
afterAll(() => desk.close())

let before: () => Promise<undefined> | undefined
const client = inProcessClient(desk, 'grace', { before: () => before() })
let host: TestHost
let list: KeysetList<TicketSummary>

beforeAll(async () => {
  for (let number = 1; number <= 7; number += 1) {
    await desk.as('ada').tickets.create({ subject: `${number}`, description: 'x' })
  }
})

beforeEach(() => {
  before = () => undefined
  host = new TestHost()
  list = new KeysetList(host, {
    load: (cursor, signal) =>
      client.tickets.list(
        { sort: 'number', order: 'asc', limit: 3, cursor, count: true },
        { signal },
      ),
    keyOf: ({ id }) => id,
  })
})

const numbers = () => list.items.map(({ number }) => number)

describe('a list', () => {
  it('goes forward and back page by page', async () => {
    expect(list.status).toBe('idle')
    const first = list.first()
    expect(list.status).toBe('loading')
    await first
    expect([list.status, list.hasNext, list.hasPrevious, list.count?.value]).toEqual([
      ...['ready', true, false, 7],
    ])
    await list.next()
    expect(numbers()).toEqual([4, 5, 6])
    const next = list.next()
    expect([list.status, numbers()]).toEqual(['refreshing', [4, 5, 6]])
    await next
    expect([numbers(), list.hasNext, list.pageNumber]).toEqual([[7], false, 3])
    await list.next()
    expect(list.pageNumber).toBe(3)
    await list.previous()
    await list.previous()
    await list.previous()
    expect([numbers(), list.pageNumber]).toEqual([[1, 2, 3], 1])
  })

  it('appends pages, each ticket once', async () => {
    let requests = 0
    before = () => {
      requests += 1
      return undefined
    }
    await list.first()
    const appending = list.append()
    await expect.poll(() => requests).toBe(2)
    await Promise.all([appending, list.append()])
    expect([requests, numbers()]).toEqual([2, [1, 2, 3, 4, 5, 6]])
    await list.append()
    await list.append()
    expect(numbers()).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('appends nothing again that moved to a later page meanwhile', async () => {
    list = new KeysetList(host, {
      load: (cursor) => client.tickets.list({ sort: 'updated', order: 'asc', limit: 3, cursor }),
      keyOf: ({ id }) => id,
    })
    await list.first()
    expect(numbers()).toEqual([1, 2, 3])
    desk.clock.advance(minutes)
    const [moved] = list.items
    await client.tickets.update({ ticketId: moved?.id ?? '', priority: 'high' })
    await list.append()
    await list.append()
    expect(list.hasNext).toBe(false)
    expect(numbers()).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('changes single items in place', async () => {
    await list.first()
    const [, second] = list.items as [TicketSummary, TicketSummary]
    list.replace({ ...second, subject: 'changed' })
    list.replace({ ...second, id: 'unknown' })
    expect(list.items.map(({ subject }) => subject)).toEqual(['1', 'changed', '3'])
    list.prepend({ ...second, subject: 'newest' })
    expect(list.items.map(({ subject }) => subject)).toEqual(['newest', '1', '3'])
    list.remove(second.id)
    expect(numbers()).toEqual([1, 3])
  })

  it('keeps what it shows when reading fails, and says why', async () => {
    await list.first()
    before = () => {
      throw new TypeError('fetch failed')
    }
    await list.next()
    expect([list.status, numbers(), list.pageNumber]).toEqual(['failed', [1, 2, 3], 1])
    expect(list.error).toBeInstanceOf(TypeError)
    before = () => undefined
    await list.next()
    expect([list.status, list.error, numbers()]).toEqual(['ready', undefined, [4, 5, 6]])
  })

  it('shows what was asked for last, whichever answer comes first', async () => {
    const releases: (() => void)[] = []
    before = () => new Promise((resolve) => releases.push(() => resolve(undefined)))
    const early = list.first()
    await expect.poll(() => releases.length).toBe(1)
    const late = list.refresh()
    await expect.poll(() => releases.length).toBe(2)
    releases[1]?.()
    await late
    expect(list.status).toBe('ready')
    const { updates } = host
    releases[0]?.()
    await early
    expect([list.status, host.updates]).toEqual(['ready', updates])
  })

  it('drops what is on its way when its host leaves or it is reset', async () => {
    const left = list.first()
    host.disconnect()
    await left
    expect(list.items).toEqual([])
    await list.first()
    list.reset()
    expect([list.status, numbers(), list.hasNext]).toEqual(['idle', [], false])
  })
})
