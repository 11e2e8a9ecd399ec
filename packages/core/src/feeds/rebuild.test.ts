import { and, asc, eq, gt } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { see, seeing, seen } from '../../test/support/seen.ts'
import { engines } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import { events } from '../events/schema.ts'
import type { Feed } from '../plugin/background-parts.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import { tickets } from '../tickets/schema.ts'
import { feeds } from './schema.ts'

const perStep = 2

/** Writes a row for each ticket of the tenant, two at a time. */
async function rebuildTickets(call: Call, after: string | null): Promise<string | null> {
  const { db, tenantId } = call
  if (after === null) await db.delete(seen).where(eq(seen.tenantId, tenantId))
  const batch = await db
    .select({ number: tickets.number, id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.tenantId, tenantId), after === null ? undefined : gt(tickets.id, after)))
    .orderBy(asc(tickets.id))
    .limit(perStep)
  for (const { number } of batch) {
    const position = number + 1_000 * (tenantId.codePointAt(0) as number)
    await db.insert(seen).values({ tenantId, feed: 'it', position, type: 'rebuilt', by: '' })
  }
  return batch.length === perStep ? (batch.at(-1)?.id ?? null) : null
}

describe.each(engines)('the rebuild of a feed on $name', (engine) => {
  let desk: TestHelpdesk<readonly HelpdeskPlugin[]>
  let rebuild: NonNullable<Feed['rebuild']>
  const steps: string[] = []

  beforeAll(async () => {
    const feed: Feed = {
      events: ['ticket.created'],
      from: 'beginning',
      apply: (call, given) => see(call, 'it', given),
    }
    const plugin = seeing({
      feeds: {
        it: {
          ...feed,
          rebuild(call, after) {
            steps.push(`${call.tenantId} ${after === null ? 'first' : 'next'}`)
            return rebuild(call, after)
          },
        },
        plain: { ...feed, apply: async () => {} },
      },
    })
    const silent = { debug() {}, info() {}, warn() {}, error() {} }
    desk = await openHelpdesk(engine, {
      plugins: [plugin] as readonly HelpdeskPlugin[],
      logger: silent,
    })
    for (const tenantId of ['b', 'a', 'c']) {
      for (let n = 0; n < 3; n++) {
        await desk.as('ada', tenantId).tickets.create({ subject: 'Help', description: 'Please.' })
      }
    }
    await desk.runDue()
  })
  afterAll(() => desk.close())
  beforeEach(() => {
    rebuild = rebuildTickets
    steps.length = 0
  })

  const row = async () =>
    (await desk.storage.db.select().from(feeds).where(eq(feeds.name, 'seeing:it')))[0]

  const written = async () => {
    const rows = await desk.storage.db.select().from(seen)
    return rows.map(({ tenantId, type }) => `${tenantId} ${type}`).sort()
  }
  const rebuilt = ['a', 'b', 'c'].flatMap((tenantId) => Array(3).fill(`${tenantId} rebuilt`))

  it('writes the rows of every tenant again, and then goes on with new events', async () => {
    await desk.helpdesk.rebuildFeed('seeing:it')
    await desk.as('ada', 'b').tickets.create({ subject: 'New', description: 'Please.' })
    await desk.runDue()
    // The new ticket is in the table already, and its event comes after the rebuild.
    expect(await written()).toEqual([...rebuilt, 'b rebuilt', 'b ticket.created'].sort())
    expect(steps).toEqual(['a first', 'a next', 'b first', 'b next', 'b next', 'c first', 'c next'])
    expect(await row()).toMatchObject({ rebuildTenant: null, rebuildAfter: null, attempts: 0 })
    expect(await desk.runDue()).toMatchObject({ applied: 0 })
  })

  it('continues after a failure at the tenant that failed, and applies nothing until it is done', async () => {
    await desk.helpdesk.rebuildFeed('seeing:it')
    rebuild = async (call, after) => {
      if (call.tenantId === 'b') throw new Error('no power')
      return rebuildTickets(call, after)
    }
    await desk.as('ada', 'a').tickets.create({ subject: 'New', description: 'Please.' })
    await desk.runDue()
    expect(await row()).toMatchObject({
      rebuildTenant: 'b',
      attempts: 1,
      failedPosition: null,
      lastError: 'Error: no power',
    })
    expect((await written()).filter((line) => line.startsWith('a'))).toEqual(
      Array(4).fill('a rebuilt'),
    )
    expect(await desk.helpdesk.doctor()).toMatchObject([
      {
        code: 'feed_failing',
        detail: expect.stringMatching(/"seeing:it".*"b".*no power/),
      },
    ])
    expect(await desk.as('root', 'b').feeds.failing()).toEqual({ data: [] })
    rebuild = rebuildTickets
    steps.length = 0
    desk.clock.advance(60_000)
    await desk.runDue()
    expect(steps[0]).toBe('b first')
    expect(steps.some((step) => step.startsWith('a'))).toBe(false)
    expect((await written()).filter((line) => line === 'a ticket.created')).toHaveLength(1)
  })

  it('keeps the steps that are done when the process stops', async () => {
    const reached = Promise.withResolvers<void>()
    rebuild = async (call, after) => {
      if (call.tenantId !== 'b') return rebuildTickets(call, after)
      reached.resolve()
      return new Promise(() => {})
    }
    await desk.helpdesk.rebuildFeed('seeing:it')
    await desk.helpdesk.start()
    await reached.promise
    await desk.helpdesk.stop({ timeoutMs: 0 })
    expect(await row()).toMatchObject({ rebuildTenant: 'b', rebuildAfter: null, attempts: 0 })
    rebuild = rebuildTickets
    steps.length = 0
    await desk.runDue()
    expect(steps[0]).toBe('b first')
    expect(await row()).toMatchObject({ rebuildTenant: null })
  })

  it('refuses a rebuild that makes no progress', async () => {
    rebuild = async () => 'here'
    await desk.helpdesk.rebuildFeed('seeing:it')
    await desk.runDue()
    expect(await row()).toMatchObject({
      rebuildAfter: 'here',
      lastError: expect.stringContaining('must return where the next batch begins'),
    })
  })

  it('does nothing without tickets', async () => {
    const empty = await openHelpdesk(engine, {
      plugins: [
        seeing({
          feeds: {
            it: { events: ['x'], from: 'now', apply: async () => {}, rebuild: rebuildTickets },
          },
        }),
      ],
    })
    await empty.helpdesk.rebuildFeed('seeing:it')
    await empty.runDue()
    expect(await empty.storage.db.select().from(feeds)).toMatchObject([{ rebuildTenant: null }])
    await empty.close()
  })

  it('makes an incomplete feed complete', async () => {
    const { db } = desk.storage
    await db.update(feeds).set({ missesEvents: true }).where(eq(feeds.name, 'seeing:it'))
    expect(await desk.helpdesk.doctor()).toContainEqual({
      code: 'feed_incomplete',
      detail: expect.stringContaining("helpdesk.rebuildFeed('seeing:it')"),
    })
    await desk.helpdesk.rebuildFeed('seeing:it')
    await desk.runDue()
    expect(await row()).toMatchObject({ missesEvents: false })
    expect(await desk.helpdesk.doctor()).toEqual([])
  })

  it('registers a feed that no process has run, and rebuilds it because events are deleted', async () => {
    const { db } = desk.storage
    await db.delete(feeds).where(eq(feeds.name, 'seeing:it'))
    await db.delete(events).where(eq(events.position, 1))
    await desk.helpdesk.rebuildFeed('seeing:it')
    expect(await row()).toMatchObject({ rebuildTenant: '' })
    await desk.runDue()
    expect((await written()).every((line) => line.endsWith('rebuilt'))).toBe(true)
  })

  it('refuses a feed that does not exist or has no rebuild', async () => {
    const { helpdesk } = desk
    await expect(helpdesk.rebuildFeed('seeing:other')).rejects.toThrow(
      /Installed feeds are: "seeing:it", "seeing:plain"/,
    )
    await expect(helpdesk.rebuildFeed('seeing:plain')).rejects.toThrow(/has no "rebuild"/)
  })
})
