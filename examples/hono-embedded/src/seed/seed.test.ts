import { priorities, statuses } from '@deskhand/core'
import { sqlite } from '@deskhand/core/sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/settings.ts'
import { createDemoHelpdesk, type DemoApi, demoPlugins } from '../helpdesk.ts'
import { personNamed } from '../people/people.ts'
import { seed } from './seed.ts'

const secret = 'a secret that is only good for tests'
const now = new Date('2026-03-02T09:00:00.000Z')
const days = 86_400_000
const folder = temporaryFolder()
afterAll(folder.remove)
const plugins = demoPlugins(folder.path)

async function openSeeded(count: number) {
  const database = sqlite({ file: ':memory:' })
  const helpdesk = createDemoHelpdesk({ database, secret, plugins })
  await helpdesk.migrate()
  const tenant = { database, secret, tenantId: 'default', count, now, plugins }
  const isNew = await seed(tenant)
  const grace = helpdesk.as({ ...personNamed('grace'), tenantId: 'default' })
  return { helpdesk, tenant, isNew, grace }
}

async function allTickets(desk: Awaited<ReturnType<typeof openSeeded>>['grace']) {
  const tickets = []
  for (let cursor: string | undefined; ; ) {
    const { data, page } = await desk.tickets.list({ limit: 100, cursor })
    tickets.push(...data)
    if (!page.nextCursor) return tickets
    cursor = page.nextCursor
  }
}

describe('a seeded tenant', () => {
  let seeded: Awaited<ReturnType<typeof openSeeded>>
  let tickets: Awaited<ReturnType<typeof allTickets>>

  beforeAll(async () => {
    seeded = await openSeeded(160)
    tickets = await allTickets(seeded.grace)
  })
  afterAll(() => seeded.helpdesk.close())

  test('has tickets of the last 90 days in every state and of every priority', () => {
    expect(tickets.length).toBeGreaterThanOrEqual(160)
    expect(new Set(tickets.map(({ status }) => status))).toEqual(new Set(statuses))
    expect(new Set(tickets.map(({ priority }) => priority))).toEqual(new Set(priorities))
    for (const { createdAt, updatedAt } of tickets) {
      const age = now.getTime() - Date.parse(createdAt)
      expect(age).toBeGreaterThanOrEqual(0)
      expect(age).toBeLessThan(91 * days)
      expect(Date.parse(updatedAt)).toBeLessThanOrEqual(now.getTime())
    }
  })

  test('has them numbered in the order they came in', () => {
    const numbers = tickets.map(({ number }) => number)
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
  })

  test('has notes, follow-ups, reopened tickets, strangers and people in copy', async () => {
    expect(tickets.some(({ followUpOfId }) => followUpOfId !== null)).toBe(true)
    expect(tickets.some(({ reopenCount }) => reopenCount > 0)).toBe(true)
    expect(tickets.some(({ requester }) => requester.id.startsWith('guest:'))).toBe(true)
    const closed = tickets.filter(({ status }) => status === 'closed').slice(0, 60)
    const kinds = new Set<string>()
    for (const { id: ticketId } of closed) {
      for (const reply of (await seeded.grace.replies.list({ ticketId })).data) {
        kinds.add(reply.audience)
      }
      for (const { kind } of (await seeded.grace.participants.list({ ticketId })).data) {
        kinds.add(kind)
      }
    }
    expect(kinds).toEqual(new Set(['public', 'internal', 'requester', 'cc']))
  })

  test('has files of many kinds, none of them left as a draft', async () => {
    const desk: DemoApi = seeded.grace
    const types = new Set<string>()
    let files = 0
    for (const { id: ticketId } of tickets) {
      const { data = [] } = (await desk.attachments?.list({ ticketId })) ?? {}
      for (const { type } of data) types.add(type)
      files += data.length
    }
    expect([...types].toSorted()).toEqual([
      'application/pdf',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'image/png',
      'text/csv',
      'text/plain',
    ])
    const sue: DemoApi = seeded.helpdesk.as({ ...personNamed('sue'), tenantId: 'default' })
    expect((await sue.attachments?.usage())?.files).toBe(files)
  })

  test('leaves nothing for the helpdesk to close by itself', () => {
    for (const { status, resolvedAt, number } of tickets) {
      if (status !== 'resolved') continue
      expect(now.getTime() - Date.parse(resolvedAt ?? ''), `#${number}`).toBeLessThan(7 * days)
    }
  })

  test('is left alone the next time', async () => {
    expect(seeded.isNew).toBe(true)
    expect(await seed(seeded.tenant)).toBe(false)
    expect(await allTickets(seeded.grace)).toHaveLength(tickets.length)
  })
})

test('is the same every time', async () => {
  const [one, two] = await Promise.all([openSeeded(30), openSeeded(30)])
  expect(await allTickets(one.grace)).toEqual(await allTickets(two.grace))
  await Promise.all([one.helpdesk.close(), two.helpdesk.close()])
})

test('happens once when two demos start at the same time', async () => {
  const { helpdesk, tenant } = await openSeeded(5)
  const other = { ...tenant, tenantId: 'acme' }
  const results = await Promise.all([seed(other), seed(other)])
  expect(results.filter(Boolean)).toHaveLength(1)
  await helpdesk.close()
})
