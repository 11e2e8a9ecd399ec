/** Erased and redacted data does not come back with a batch that a feed runs at the same time. */
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { testRuntime } from '../../test/support/runtime.ts'
import { seeing, seen } from '../../test/support/seen.ts'
import { engines } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import { rows } from '../db/dialect.ts'
import type { Feed } from '../plugin/background-parts.ts'
import { redact } from '../tickets/redact.ts'
import { tickets } from '../tickets/schema.ts'
import { registerFeeds } from './register.ts'
import { lockFeeds } from './rows.ts'
import { feeds } from './schema.ts'

const secret = 'the secret word'

describe.each(engines)('feeds and removed data on $name', (engine) => {
  let desk: TestHelpdesk<readonly [typeof plugin]>
  let gate: { feed: () => Promise<void>; removal: () => Promise<void> }
  let reached: { feed: () => void; removal: () => void }

  /** Its feed stores who opened a ticket and with which subject. */
  const plugin = {
    ...seeing({}),
    setup: () => ({
      api: (call: Call) => ({
        redact: (ticketId: string): Promise<void> =>
          redact(call, { ticketId, replace: (text) => text.replaceAll(secret, '[redacted]') }),
      }),
      feeds: {
        it: {
          events: ['ticket.created'],
          from: 'now' as const,
          async apply(
            call: Call,
            [event]: readonly { position: number; actorId: string; ticketId: string | null }[],
          ) {
            const [ticket] = await call.db
              .select({ subject: tickets.subject })
              .from(tickets)
              .where(eq(tickets.id, event?.ticketId as string))
            const { position = 0, actorId = '' } = event ?? {}
            const { tenantId } = call
            await call.db
              .insert(seen)
              .values({ tenantId, feed: 'it', position, type: ticket?.subject ?? '', by: actorId })
            reached.feed()
            await gate.feed()
          },
        },
      },
      provides: {
        erase: {
          async forget({ db }: Call, personId: string, replacement: string) {
            await db.update(seen).set({ by: replacement }).where(eq(seen.by, personId))
            reached.removal()
            await gate.removal()
          },
        },
        async redact({ db }: Call, { replace }: { replace: (text: string) => string }) {
          for (const row of await db.select().from(seen)) {
            await db
              .update(seen)
              .set({ type: replace(row.type) })
              .where(eq(seen.position, row.position))
          }
          reached.removal()
          await gate.removal()
        },
      },
    }),
  }

  beforeAll(async () => {
    const logger = { debug() {}, info() {}, warn() {}, error() {} }
    desk = await openHelpdesk(engine, { plugins: [plugin], logger })
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    gate = { feed: async () => {}, removal: async () => {} }
    reached = { feed() {}, removal() {} }
    await desk.runDue()
    await desk.storage.db.delete(seen)
  })

  const removals = {
    'an erasure': async () => void (await desk.as('root').people.erase({ personId: 'carl' })),
    'a redaction': async (ticketId: string) => desk.as('root').seeing?.redact(ticketId),
  }

  const open = async () =>
    (await desk.as('carl').tickets.create({ subject: secret, description: 'Please.' })).id

  const kept = async () => {
    const [row] = await desk.storage.db.select().from(seen)
    return row && [row.by === 'carl' ? 'carl' : 'erased', row.type]
  }
  const clean = { 'an erasure': 'erased', 'a redaction': '[redacted]' }

  /** Resolves when the work has ended or waits for a lock. */
  async function endedOrWaiting(work: Promise<unknown>) {
    let isEnded = false
    const end = () => {
      isEnded = true
    }
    work.then(end, end)
    if (engine.name === 'sqlite') return // The other transaction has the file.
    const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await expect
      .poll(async () => isEnded || (await rows(desk.storage.db, waiting)).length > 0)
      .toBe(true)
  }

  it.each(['an erasure', 'a redaction'] as const)('%s waits for a running batch', async (what) => {
    const ticketId = await open()
    const [opened, atWork] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    gate.feed = () => opened.promise
    reached.feed = atWork.resolve
    const running = desk.runDue()
    await atWork.promise
    const removing = removals[what](ticketId)
    await endedOrWaiting(removing)
    opened.resolve()
    await Promise.all([running, removing])
    expect(await kept()).toContain(clean[what])
  })

  it.each(['an erasure', 'a redaction'] as const)(
    'no batch reads while %s is under way',
    async (what) => {
      const ticketId = await open()
      // Once for the position of the event, so that the removal does not keep it from the dispatcher.
      gate.feed = () => Promise.reject(new Error('not yet'))
      await desk.runDue()
      gate.feed = async () => {}
      desk.clock.advance(2_000)
      const [opened, atWork] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      gate.removal = () => opened.promise
      reached.removal = atWork.resolve
      const removing = removals[what](ticketId)
      await atWork.promise
      const running = desk.runDue()
      // On SQLite the batch waits for the file.
      if (engine.name === 'postgres') await running
      expect(await kept()).toBeUndefined()
      opened.resolve()
      await Promise.all([running, removing])
      await expect.poll(async () => (await desk.runDue()) && kept()).toBeDefined()
      expect(await kept()).toContain(clean[what])
    },
  )

  it('the first feed begins after an erasure that is under way', async () => {
    await desk.storage.db.delete(feeds)
    const [opened, locked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const order: string[] = []
    const erasing = desk.storage.transaction(async (db) => {
      await lockFeeds(db)
      locked.resolve()
      await opened.promise
      order.push('erased')
    })
    await locked.promise
    const late: Feed = { events: ['x'], from: 'beginning', apply: async () => {} }
    const { runtime } = testRuntime({ storage: desk.storage, feeds: { late } })
    const registering = registerFeeds(runtime, true).then(() => order.push('begun'))
    await endedOrWaiting(registering)
    opened.resolve()
    await Promise.all([erasing, registering])
    expect(order).toEqual(['erased', 'begun'])
  })
})
