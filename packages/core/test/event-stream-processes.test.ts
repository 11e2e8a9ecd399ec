/** The stream where several processes write, and what reading it costs. */
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { systemActor } from '../src/api/call-internals.ts'
import { dispatching } from '../src/background/lease.ts'
import type { Storage } from '../src/db/types.ts'
import { events, leases } from '../src/events/schema.ts'
import { newUuidV7 } from '../src/kit/clock.ts'
import { readBetween } from '../src/stream/log.ts'
import { days, openHelpdesk, type TestHelpdesk, testClock } from './support/helpdesk.ts'
import { planFaults } from './support/plans.ts'
import { migratedDatabase, testRuntime } from './support/runtime.ts'
import { recordStatements } from './support/statements.ts'
import { engines, type TestDatabase, type TestEngine } from './support/storages.ts'
import { listenTo } from './support/stream-listen.ts'

const ask = { subject: 'Help', description: 'It is broken.' }

/** Reads the log behind a position, as each look for new events does. */
const readsLog = (statement: string) => /from "?deskhand_events.*position" > /is.test(statement)
/** A look at what has happened, which finds nothing most of the time. */
const isLook = (statement: string) =>
  readsLog(statement) || /^select "seq" from "deskhand_events"/.test(statement)

/** A database that outlives the helpdesk on it. */
function lent({ name }: TestEngine, { open }: TestDatabase): TestEngine {
  return { name, create: async () => ({ open, dispose: async () => {} }) }
}

describe.each(engines)('streams on $name', (engine) => {
  const clock = testClock()

  /** Two helpdesks on one database, each with connections of its own. */
  async function openBoth(): Promise<[TestHelpdesk, TestHelpdesk]> {
    const database = await engine.create()
    const desks = await Promise.all(
      [0, 1].map(() => openHelpdesk(lent(engine, database), { clock, retention: { events: 10 } })),
    )
    onTestFinished(async () => {
      for (const desk of desks) await desk.close()
      await database.dispose()
    })
    return desks as [TestHelpdesk, TestHelpdesk]
  }

  async function listen(desk: TestHelpdesk, who: string, lastEventId?: string) {
    const reader = await listenTo(desk.helpdesk, who, lastEventId)
    onTestFinished(() => reader.cancel())
    return reader
  }

  it.each(['neither', 'the writer', 'the reader'])(
    'tell of what another process wrote, when %s does background work',
    async (who) => {
      const [here, there] = await openBoth()
      if (who === 'the writer') await there.helpdesk.start()
      if (who === 'the reader') await here.helpdesk.start()
      const reader = await listen(here, 'grace')
      for (let n = 0; n < 3; n++) {
        const { id: ticketId } = await there.as('ada').tickets.create(ask)
        expect((await reader.next())?.data).toMatchObject({ ticketId })
      }
    },
  )

  it('go on in another process where they were', async () => {
    const [here, there] = await openBoth()
    for (const desk of [here, there]) await desk.helpdesk.start()
    const first = await listen(here, 'grace')
    const made: string[] = []
    for (let n = 0; n < 10; n++) made.push((await there.as('ada').tickets.create(ask)).id)
    const seen: unknown[] = []
    for (let n = 0; n < 5; n++) seen.push((await first.next())?.data.ticketId)
    const second = await listen(there, 'grace', first.lastId())
    for (let n = 0; n < 5; n++) seen.push((await second.next())?.data.ticketId)
    expect(seen).toEqual(made)
  })

  it.runIf(engine.name === 'postgres')('skip nothing that is committed late', async () => {
    const [here, there] = await openBoth()
    await here.helpdesk.start()
    const reader = await listen(here, 'grace')
    const { id: ticketId } = await here.as('grace').tickets.create(ask)
    await reader.next()
    const begun = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    const slow = there.helpdesk.transaction(async (tx) => {
      const desk = there.helpdesk.as({ id: 'ben', role: 'customer' }, { tx })
      const created = await desk.tickets.create(ask)
      begun.resolve()
      await go.promise
      return created
    })
    await begun.promise
    await here.as('grace').tickets.update({ ticketId, priority: 'high' })
    expect((await reader.next())?.data).toMatchObject({ ticketId, type: 'ticket.updated' })
    go.resolve()
    const late = await slow
    expect((await reader.next())?.data).toMatchObject({ ticketId: late.id })
  })

  it('begin anew when what came after is not kept any more', async () => {
    const [here] = await openBoth()
    const first = await listen(here, 'grace')
    const { id: ticketId } = await here.as('ada').tickets.create(ask)
    const old = (await first.next())?.id
    await first.cancel()
    await here.as('grace').tickets.update({ ticketId, priority: 'low' })
    const kept = await listen(here, 'grace', old)
    expect((await kept.next())?.data).toMatchObject({ type: 'ticket.updated' })
    await kept.cancel()
    clock.advance(12 * days)
    await here.runDue()
    const late = await listen(here, 'grace', old)
    expect((await late.next())?.name).toBe('reset')
    await here.as('grace').tickets.update({ ticketId, priority: 'high' })
    expect((await late.next())?.data).toMatchObject({ ticketId })
    const again = await listen(here, 'grace', late.lastId())
    await here.as('grace').tickets.update({ ticketId, priority: 'low' })
    expect((await again.next())?.data).toMatchObject({ ticketId, data: { fields: ['priority'] } })
  })

  it('cost nothing when nobody listens, and no more for many than for one', async () => {
    const database = await engine.create()
    const stopped = vi.fn()
    const storage = database.open()
    const watched: Storage = {
      ...storage,
      async listen(wake) {
        const stop = await storage.listen(wake)
        return () => stop().then(stopped)
      },
    }
    const desk = await openHelpdesk(lent(engine, { ...database, open: () => watched }))
    onTestFinished(async () => {
      await desk.close()
      await database.dispose()
    })
    const readers = [await listen(desk, 'grace')]
    /** The statements of an event that all readers hear of, without looks for more of them. */
    const costOfAnEvent = async () => {
      const statements = await recordStatements(engine.name, async () => {
        const { id: ticketId } = await desk.as('ada').tickets.create(ask)
        for (const reader of readers) {
          expect((await reader.next())?.data).toMatchObject({ ticketId })
        }
      })
      return statements.filter(({ sql }) => !isLook(sql)).length
    }
    const one = await costOfAnEvent()
    for (let n = 0; n < 8; n++) readers.push(await listen(desk, 'sue'))
    expect(await costOfAnEvent()).toBeLessThanOrEqual(one)

    for (const reader of readers) await reader.cancel()
    await expect.poll(() => stopped).toHaveBeenCalledOnce()
    const silent = await recordStatements(engine.name, async () => {
      await desk.as('ada').tickets.create(ask)
      await desk.runDue()
    })
    expect(silent.filter(({ sql }) => readsLog(sql))).toEqual([])
  })
})

describe.each(engines)('reading a long log on $name', (engine) => {
  it('never reads it from end to end, nor sorts it', async () => {
    const database = await migratedDatabase(engine)
    onTestFinished(() => database.dispose())
    const storage = database.open()
    const { runtime } = testRuntime({ storage })
    const total = 20_000
    const call = runtime.createCall({ actor: systemActor('default'), via: 'job' })
    await call.transaction(async ({ db }) => {
      for (let from = 0; from < total; from += 100) {
        await db.insert(events).values(
          Array.from({ length: 100 }, (_, n) => ({
            tenantId: `tenant${n % 7}`,
            id: newUuidV7(),
            position: from + n + 1,
            type: 'x',
            ...{
              actorId: 'grace',
              via: 'api' as const,
              depth: 0,
              audience: 'internal' as const,
              data: {},
            },
            createdAt: new Date(),
          })),
        )
      }
      const holder = { holder: '', token: 0, expiresAt: new Date(0) }
      await db.insert(leases).values({ name: dispatching, progress: total, ...holder })
    })
    await storage.execute(storage.db, 'analyze')
    const desk = await openHelpdesk(lent(engine, { ...database, open: () => storage }))
    const statements = await recordStatements(engine.name, async () => {
      const reader = await listenTo(desk.helpdesk, 'grace')
      await desk.as('ada').tickets.create(ask)
      await reader.next()
      await readBetween(storage.db, 'tenant3', { after: 100, until: 5_100, limit: 100 })
      const back = await listenTo(desk.helpdesk, 'grace', reader.lastId())
      await back.cancel()
      await reader.cancel()
    })
    const reads = statements.filter(({ sql }) => readsLog(sql))
    expect(reads.length).toBeGreaterThan(2)
    for (const statement of reads) {
      const faults = await planFaults(storage, statement)
      expect(faults, statement.sql).toEqual({ scans: [], sorted: 0 })
    }
    await desk.close()
  })
})
