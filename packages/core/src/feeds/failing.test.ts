import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { days, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { see, seeing, seenBy } from '../../test/support/seen.ts'
import { engines } from '../../test/support/storages.ts'
import type { FeedEvent } from '../plugin/background-parts.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import { feeds } from './schema.ts'

describe.each(engines)('feeds that fail on $name', (engine) => {
  let desk: TestHelpdesk<readonly HelpdeskPlugin[]>
  let isBroken = (_event: FeedEvent) => true
  const log: { message: string; fields: Readonly<Record<string, unknown>> }[] = []

  beforeAll(async () => {
    const plugin = seeing({
      feeds: {
        it: {
          events: ['ticket.created'],
          from: 'now',
          async apply(call, given) {
            await see(call, 'it', given)
            if (call.tenantId !== 'default' && given.some(isBroken))
              throw new Error('No such column.')
          },
        },
        fine: {
          events: ['ticket.created'],
          from: 'now',
          apply: (call, given) => see(call, 'fine', given),
        },
      },
    })
    const logger = {
      debug() {},
      info() {},
      error() {},
      warn: (message: string, fields = {}) => void log.push({ message, fields }),
    }
    desk = await openHelpdesk(engine, { plugins: [plugin] as readonly HelpdeskPlugin[], logger })
  })
  afterAll(() => desk.close())

  const create = (tenantId?: string) =>
    desk.as('ada', tenantId).tickets.create({ subject: 'Help', description: 'Please.' })

  const failing = async (tenantId?: string) => (await desk.as('sue', tenantId).feeds.failing()).data

  it('are shown in the tenant of the event, and found by doctor', async () => {
    const ticket = await create('acme')
    await create()
    await desk.runDue()
    const [found, ...others] = await failing('acme')
    expect(others).toEqual([])
    expect(found).toEqual({
      name: 'seeing:it',
      attempts: 1,
      lastError: 'Error: No such column.',
      retryAt: expect.stringMatching(/^2026-03-02T09:00:0/),
      event: {
        id: expect.any(String),
        type: 'ticket.created',
        ticketId: ticket.id,
        createdAt: ticket.createdAt,
      },
    })
    expect(await failing()).toEqual([])
    expect(await desk.helpdesk.doctor()).toEqual([
      {
        code: 'feed_failing',
        detail: expect.stringMatching(
          new RegExp(
            `"seeing:it" has failed once at the event ${found?.event.id} .*of the tenant "acme".*No such column\\. It.*POST /feeds/skip`,
          ),
        ),
      },
    ])
    expect(await seenBy(desk.storage.db, 'fine')).toHaveLength(2)
  })

  it('are skipped only at the event at which they fail, by those who see it', async () => {
    const [{ name, event }] = (await failing('acme')) as [Awaited<ReturnType<typeof failing>>[0]]
    const skip = (input: object, id: 'root' | 'sue' = 'root', tenantId = 'acme') =>
      desk.as(id, tenantId).feeds.skip({ name, eventId: event.id, ...input })
    const other = await desk.as('root').history.list({ type: ['ticket.created'] })
    const later =
      (await create('acme')) && (await desk.as('root', 'acme').history.list({ limit: 1 }))
    await expect(skip({}, 'sue')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(skip({}, 'root', 'default')).rejects.toMatchObject({ code: 'not_found' })
    await expect(skip({ name: 'seeing:none' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(skip({ eventId: other.data[0]?.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(skip({ name: 'seeing:fine' })).rejects.toMatchObject({
      code: 'feed_not_failing',
      status: 409,
    })
    await expect(skip({ eventId: later.data[0]?.id })).rejects.toMatchObject({
      code: 'feed_not_failing',
    })
    await expect(skip({ extra: 1 })).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await failing('acme')).toHaveLength(1)

    isBroken = () => false
    log.length = 0
    await skip({})
    expect(await failing('acme')).toEqual([])
    await expect(skip({})).rejects.toMatchObject({ code: 'feed_not_failing' })
    expect(log).toMatchObject([
      {
        message: expect.stringContaining(name),
        fields: { feed: name, eventId: event.id, actorId: 'root' },
      },
    ])
    const { data } = await desk.as('root', 'acme').history.list({ type: ['feed.eventSkipped'] })
    expect(data).toMatchObject([
      {
        audience: 'internal',
        actor: { id: 'root' },
        ticketId: null,
        data: { name, eventId: event.id },
      },
    ])
    await desk.runDue()
    expect(await seenBy(desk.storage.db, 'it')).toEqual([2, 3])
    expect(await desk.helpdesk.doctor()).toEqual([])
  })

  it('are found by doctor when no process has them any more', async () => {
    const { db } = desk.storage
    const row = {
      position: 0,
      movedAt: new Date(),
      missesEvents: false,
      attempts: 0,
      retryAt: new Date(0),
    }
    await db.insert(feeds).values({ ...row, name: 'gone:it', types: [], seenAt: new Date(0) })
    await db.update(feeds).set({ seenAt: desk.clock.now() }).where(eq(feeds.name, 'seeing:fine'))
    desk.clock.advance(31 * days)
    const findings = await desk.helpdesk.doctor()
    expect(findings.filter(({ code }) => code === 'silent_feed')).toMatchObject([
      { code: 'silent_feed', detail: expect.stringContaining('"gone:it"') },
    ])
  })
})
