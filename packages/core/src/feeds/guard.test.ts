import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { person } from '../../test/support/people.ts'
import { see, seeing, seen, seenBy } from '../../test/support/seen.ts'
import { engines } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import { rows } from '../db/dialect.ts'
import { defineOperation } from '../operation/operation.ts'
import type { FeedEvent } from '../plugin/background-parts.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import type { HookPoint } from '../plugin/hook-points.ts'
import { changeTicket } from '../tickets/change.ts'
import { lockVisibleTicket } from '../tickets/load.ts'
import { redact } from '../tickets/redact.ts'
import { tickets } from '../tickets/schema.ts'
import { feeds } from './schema.ts'

declare module '../plugin/hook-points.ts' {
  interface HookPoints {
    'seeing.act': HookPoint<object, null, null>
  }
}

const operation = defineOperation({
  point: 'seeing.act',
  input: z.strictObject({}),
  load: async () => null,
  authorise: async () => {},
  write: async () => null,
})

const as = (call: Call) => call.actAs(person('grace'))

/** What a feed must not do, and how the error names it. */
const forbidden: Record<string, readonly [(call: Call, ticketId: string) => unknown, RegExp]> = {
  'emits an event': [(call) => call.emit({ type: 'y' }), /emitted the event "y"/],
  'emits as a person': [(call) => as(call).emit({ type: 'y' }), /emitted/],
  'emits in another tenant': [(call) => call.asSystem('acme').emit({ type: 'y' }), /emitted/],
  'emits in a nested transaction': [
    (call) => call.transaction(async (inner) => inner.emit({ type: 'y' })),
    /emitted/,
  ],
  'emits under a savepoint': [
    (call) => call.savepoint(async () => call.emit({ type: 'y' })),
    /emitted/,
  ],
  'creates a ticket': [
    (call) => as(call).core.tickets.create({ subject: 'Help', description: 'Please.' }),
    /called an operation/,
  ],
  'updates a ticket': [
    (call, ticketId) => as(call).core.tickets.update({ ticketId, priority: 'high' }),
    /called an operation/,
  ],
  'calls an operation of a plugin': [(call) => operation(call, {}), /called an operation/],
  'changes a ticket': [
    async (call, ticketId) =>
      changeTicket(
        call,
        await lockVisibleTicket(call, ticketId),
        { subject: 'x' },
        { cause: 'ticket.update' },
      ),
    /wrote to the table "deskhand_tickets"/,
  ],
  'redacts a ticket': [
    (call, ticketId) => redact(call, { ticketId, replace: () => 'x' }),
    /wrote to the table "deskhand_tickets"/,
  ],
  'adds a category': [
    (call) => call.core.categories.create({ name: 'Billing' }),
    /wrote to the table "deskhand_categories"/,
  ],
  'adds a guest': [
    (call) => call.people.forEmail('new@else.example', 'New'),
    /wrote to the table "deskhand_directory"/,
  ],
  'updates a table of core': [
    (call) => call.db.update(tickets).set({ subject: 'x' }),
    /wrote to the table "deskhand_tickets"/,
  ],
  'deletes from a table of core': [
    (call) => call.savepoint(async () => call.db.delete(tickets)),
    /wrote to the table "deskhand_tickets"/,
  ],
}

describe.each(engines)('what a feed may do on $name', (engine) => {
  let act: (call: Call, events: readonly FeedEvent[]) => unknown
  let ran: number
  let desk: TestHelpdesk<readonly HelpdeskPlugin[]>
  let ticketId: string

  beforeAll(async () => {
    const plugin = seeing({
      feeds: {
        it: {
          events: ['ticket.created'],
          from: 'now',
          apply: async (call, given) => void (await act(call, given)),
        },
      },
      hookPoints: ['seeing.act'],
      jobs: [{ name: 'seeing:job', schema: z.strictObject({}), run: async () => void ran++ }],
    })
    const silent = { debug() {}, info() {}, warn() {}, error() {} }
    desk = await openHelpdesk(engine, {
      plugins: [plugin] as readonly HelpdeskPlugin[],
      logger: silent,
    })
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    ran = 0
    act = () => {}
    desk.clock.advance(60 * 60_000)
    await desk.runDue()
    await desk.storage.db.delete(seen)
    const ticket = await desk.as('ada').tickets.create({ subject: 'Help', description: 'Please.' })
    ticketId = ticket.id
    // The same write as below, so that the text of its statement is prepared.
    await desk.as('grace').tickets.update({ ticketId, subject: 'Help!' })
  })

  const row = async () => (await desk.storage.db.select().from(feeds))[0]
  const subjects = () => desk.storage.db.selectDistinct({ subject: tickets.subject }).from(tickets)

  it.each(Object.entries(forbidden))('refuses a feed that %s', async (_what, [misuse, message]) => {
    let caught: unknown
    act = async (call) => {
      try {
        await misuse(call, ticketId)
      } catch (error) {
        caught = error
        throw error
      }
    }
    await desk.runDue()
    expect(caught).toBeInstanceOf(TypeError)
    expect((caught as Error).message).toMatch(/^The feed "seeing:it" .* enqueue a job/)
    expect((caught as Error).message).toMatch(message)
    expect((await row())?.lastError).toMatch(message)
    expect(await subjects()).toEqual([{ subject: 'Help!' }])
  })

  it('writes nothing of what was refused, even when the feed goes on', async () => {
    act = async (call, given) => {
      await see(call, 'it', given)
      for (const [misuse] of Object.values(forbidden)) {
        await call.savepoint(async () => misuse(call, ticketId)).catch(() => undefined)
      }
    }
    expect(await desk.runDue()).toMatchObject({ applied: 1, dispatched: 2 })
    expect(await seenBy(desk.storage.db, 'it')).toHaveLength(1)
    expect(await subjects()).toEqual([{ subject: 'Help!' }])
    expect(await desk.runDue()).toMatchObject({ dispatched: 0 })
  })

  it('reads every table, writes its own and enqueues jobs', async () => {
    let read: unknown
    act = async (call, given) => {
      read = await call.core.tickets.get({ ticketId })
      await call.savepoint(() => see(call, 'it', given))
      await call.db.update(seen).set({ type: 'changed' })
      await call.asSystem().transaction(async (inner) => {
        await inner.db.delete(seen)
        await see(as(inner), 'it', given)
        await inner.enqueue('seeing:job', {}, { uniqueKey: 'one' })
      })
      await rows(call.db, sql`select 1 as one`)
    }
    expect(await desk.runDue()).toMatchObject({ applied: 1, jobs: 1 })
    expect(read).toMatchObject({ id: ticketId })
    expect(ran).toBe(1)
    expect(await seenBy(desk.storage.db, 'it')).toHaveLength(1)
  })

  it('ends an apply that hangs, and rolls it back', async () => {
    const hanging = Promise.withResolvers<void>()
    act = async (call, given) => {
      await see(call, 'it', given)
      hanging.resolve()
      await new Promise(() => {})
    }
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const running = desk.runDue()
    await hanging.promise
    await vi.advanceTimersByTimeAsync(5_000)
    vi.useRealTimers()
    await running
    expect(await row()).toMatchObject({ lastError: expect.stringContaining('over 5000 ms') })
    expect(await seenBy(desk.storage.db, 'it')).toEqual([])
  })
})
