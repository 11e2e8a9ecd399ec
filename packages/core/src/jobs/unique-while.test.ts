import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type TestClock, testClock } from '../../test/support/helpdesk.ts'
import { migratedDatabase, type TestRuntime, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import type { Call, EnqueueOptions } from '../api/call.ts'
import { systemActor } from '../api/call-internals.ts'
import { createCall } from '../api/create-call.ts'
import type { Storage } from '../db/types.ts'
import { retryDeadWork } from './dead.ts'
import { jobs } from './schema.ts'

const name = 'test:work'
const day = 24 * 60 * 60_000
type Mode = Required<EnqueueOptions>['uniqueWhile']
const modes: Mode[] = ['waiting', 'unfinished', 'kept']

describe.each(engines)('uniqueWhile on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage
  let clock: TestClock
  let run: (call: Call, payload: Record<string, unknown>) => Promise<void>

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
  })
  afterAll(() => database.dispose())
  beforeEach(async () => {
    await storage.db.delete(jobs)
    clock = testClock()
    run = async () => {}
  })

  const start = (options: { maxAttempts?: number; storage?: Storage } = {}): TestRuntime =>
    testRuntime({
      storage: options.storage ?? storage,
      clock,
      jobs: [
        {
          name,
          schema: z.looseObject({}),
          maxAttempts: options.maxAttempts,
          run: (call, payload) => run(call, payload as Record<string, unknown>),
        },
      ],
    })

  const ask = (call: Call, uniqueWhile?: Mode, payload = {}) =>
    call.enqueue(name, payload, { uniqueKey: 'one', ...(uniqueWhile && { uniqueWhile }) })

  const rows = () =>
    storage.db
      .select({ state: jobs.state, key: jobs.uniqueKey, payload: jobs.payload })
      .from(jobs)
      .orderBy(asc(jobs.id))

  const count = async () => (await rows()).length

  it.each<[Mode | undefined, counts: Record<'waiting' | 'running' | 'done', number>]>([
    [undefined, { waiting: 1, running: 2, done: 2 }],
    ['waiting', { waiting: 1, running: 2, done: 2 }],
    ['unfinished', { waiting: 1, running: 1, done: 2 }],
    ['kept', { waiting: 1, running: 1, done: 1 }],
  ])('%s: how many jobs a second request makes', async (mode, expected) => {
    for (const [when, total] of Object.entries(expected)) {
      await storage.db.delete(jobs)
      const desk = start()
      const request = () => desk.as('grace').transaction((call) => ask(call, mode))
      run = async () => {
        run = async () => {}
        if (when === 'running') await request()
      }
      await request()
      if (when === 'waiting') await request()
      await desk.background.runDue()
      if (when === 'done') await request()
      expect([when, await count()]).toEqual([when, total])
    }
  })

  it('unfinished: counts between two tries, and no longer once the job is dead', async () => {
    const desk = start({ maxAttempts: 2 })
    const request = () => desk.as('grace').transaction((call) => ask(call, 'unfinished'))
    run = async () => {
      throw new Error('not today')
    }
    await request()
    await desk.background.runDue()
    await request()
    expect(await rows()).toMatchObject([{ state: 'waiting', key: 'one' }])
    clock.advance(1_000)
    await desk.background.runDue()
    expect(await rows()).toMatchObject([{ state: 'dead', key: null }])
    await request()
    expect(await rows()).toMatchObject([{ state: 'dead' }, { state: 'waiting', key: 'one' }])
  })

  it('unfinished: no longer counts once the process of the last try has died', async () => {
    const desk = start({ maxAttempts: 1 })
    await desk.as('grace').transaction((call) => ask(call, 'unfinished'))
    const lockedUntil = new Date(clock.now().getTime() - 1)
    await storage.db
      .update(jobs)
      .set({ state: 'running', attempts: 1, lockedBy: 'dead', lockedUntil })
    await desk.background.runDue()
    expect(await rows()).toMatchObject([{ state: 'dead', key: null }])
  })

  it.each(modes)('%s: a dead job runs again beside another one of its key', async (mode) => {
    const desk = start({ maxAttempts: 1 })
    run = async () => {
      throw new Error('not today')
    }
    await desk.as('grace').transaction((call) => ask(call, mode))
    await desk.background.runDue()
    const [dead] = await storage.db.select().from(jobs)
    await desk.as('grace').transaction((call) => ask(call, mode))
    const total = mode === 'kept' ? 1 : 2
    expect(await count()).toBe(total)
    await retryDeadWork(desk.as('root'), { id: dead?.id })
    run = async () => {}
    expect(await desk.background.runDue()).toMatchObject({ jobs: total, failed: 0 })
  })

  it.each(modes)('%s: a job that a stopping process gives back runs again', async (mode) => {
    const desk = start()
    const started = Promise.withResolvers<void>()
    const stopped = Promise.withResolvers<void>()
    run = () => {
      started.resolve()
      return stopped.promise
    }
    await desk.as('grace').transaction((call) => ask(call, mode))
    desk.background.start()
    await started.promise
    await desk.background.stop({ timeoutMs: 0 })
    stopped.resolve()
    expect(await rows()).toMatchObject([{ state: 'waiting' }])
    await desk.as('grace').transaction((call) => ask(call, mode))
    run = async () => {}
    const total = mode === 'waiting' ? 2 : 1
    expect(await start().background.runDue()).toMatchObject({ jobs: total, failed: 0 })
  })

  it.each<[Mode, steps: number]>([
    ['waiting', 4],
    ['unfinished', 4],
    ['kept', 1],
  ])(
    '%s: a job that enqueues its next step with its own key takes %i steps',
    async (mode, steps) => {
      const desk = start()
      const taken: unknown[] = []
      run = async (call, { n }) => {
        taken.push(n)
        if (Number(n) < 4) await call.transaction((inner) => ask(inner, mode, { n: Number(n) + 1 }))
      }
      await desk.as('grace').transaction((call) => ask(call, mode, { n: 1 }))
      await desk.background.runDue()
      expect(taken).toEqual([1, 2, 3, 4].slice(0, steps))
    },
  )

  it('unfinished: a job that passed its key on and fails does not enqueue its next step twice', async () => {
    const desk = start()
    const runAt = new Date(clock.now().getTime() + day)
    const options = { uniqueKey: 'one', uniqueWhile: 'unfinished' } as const
    let tries = 0
    run = async (call) => {
      await call.transaction((inner) => inner.enqueue(name, { n: 2 }, { ...options, runAt }))
      if (++tries === 1) throw new Error('after the commit')
    }
    await desk.as('grace').transaction((call) => ask(call, 'unfinished', { n: 1 }))
    await desk.background.runDue()
    clock.advance(1_000)
    await desk.background.runDue()
    expect(tries).toBe(2)
    expect(await rows()).toMatchObject([
      { state: 'done', key: null, payload: { n: 1 } },
      { state: 'waiting', key: 'one', payload: { n: 2 } },
    ])
  })

  it('passes on no key of another job, name or tenant', async () => {
    const desk = start()
    await desk.as('grace').transaction((call) => ask(call, 'unfinished', { n: 1 }))
    await desk.as('grace', 'acme').transaction((call) => ask(call, 'unfinished', { n: 2 }))
    await storage.db.update(jobs).set({ runAt: new Date(clock.now().getTime() + day) })
    run = (call) => call.transaction((inner) => ask(inner, 'unfinished', { n: 3 }))
    await desk.enqueue(name, {})
    expect(await desk.background.runDue()).toMatchObject({ jobs: 1, failed: 0 })
    expect((await rows()).filter(({ key }) => key === 'one')).toMatchObject([
      { state: 'waiting', payload: { n: 1 } },
      { state: 'waiting', payload: { n: 2 } },
    ])
  })

  it.each(modes)('%s: a request of a host that rolls back leaves the key free', async (mode) => {
    const desk = start()
    const failing = storage.hostTransaction(async (hostTransaction) => {
      const origin = { actor: systemActor('default'), via: 'api', hostTransaction } as const
      await desk.runtime.createCall(origin).transaction((call) => ask(call, mode))
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await count()).toBe(0)
    await desk.as('grace').transaction((call) => ask(call, mode))
    expect(await desk.background.runDue()).toMatchObject({ jobs: 1 })
  })

  it.runIf(engine.name === 'postgres')(
    'begins a run only after the commit of every request that it answers',
    async () => {
      const desk = start()
      const other = start({ storage: database.open() })
      await desk.as('grace').transaction((call) => ask(call))
      await desk.as('grace').transaction(async (call) => {
        await ask(call)
        expect(await other.background.runDue()).toMatchObject({ jobs: 0 })
      })
      expect(await count()).toBe(1)
      expect(await other.background.runDue()).toMatchObject({ jobs: 1 })
    },
  )

  it('makes one job of requests that come at once, while it is run again and again', async () => {
    const processes = [1, 2, 3].map(() => start({ storage: database.open() }))
    let asked = 0
    const seen: number[] = []
    run = async () => void seen.push(asked)
    for (let round = 0; round < 10; round++) {
      await Promise.all(
        processes.flatMap((desk) => [
          desk.as('grace').transaction(async (call) => {
            await ask(call)
            asked++
          }),
          desk.background.runDue(),
        ]),
      )
    }
    await processes[0]?.background.runDue()
    expect(seen.at(-1)).toBe(asked)
    expect(seen.length).toBeLessThanOrEqual(asked)
  })

  it('passes on errors of the database that are not conflicts of the key', async () => {
    const desk = start()
    await desk.as('grace').transaction((call) => ask(call))
    const [job] = await storage.db.select().from(jobs)
    const newId = () => job?.id as string
    const clashing = { ...desk.runtime, newId }
    const call = createCall(clashing, { actor: systemActor('default'), via: 'api' })
    const request = (options?: EnqueueOptions) =>
      call.transaction((inner) => inner.enqueue(name, {}, options))
    await expect(request()).rejects.toThrow()
    await expect(request({ uniqueKey: 'another' })).rejects.toThrow()
    expect(await storage.db.select().from(jobs).where(eq(jobs.id, newId()))).toHaveLength(1)
  })

  it.each<[RegExp, object]>([
    [/unknown uniqueWhile. Use one of: waiting, unfinished, kept/, { uniqueWhile: 'done' }],
    [/without a uniqueKey/, { uniqueKey: undefined, uniqueWhile: 'kept' }],
    [/a uniqueKey that is not a string/, { uniqueKey: 7 }],
    [/a uniqueKey that is not a string/, { uniqueKey: '' }],
    [/the unknown option "unique". Known are: runAt, uniqueKey, uniqueWhile/, { unique: 'a' }],
    [/a runAt that is not a valid Date/, { runAt: new Date('soon') }],
    [/a runAt that is not a valid Date/, { runAt: '2026-01-01' }],
  ])('refuses options with %s', async (message, options) => {
    const request = start()
      .as('grace')
      .transaction((call) => call.enqueue(name, {}, { uniqueKey: 'one', ...options }))
    await expect(request).rejects.toThrow(TypeError)
    await expect(request).rejects.toThrow(message)
  })

  it.each([
    ['test:wrok', 'Did you mean "test:work"?'],
    ['work', 'Did you mean "test:work"?'],
    ['other:digest', 'Add it to the jobs of its plugin'],
  ])('refuses the unknown job %s', async (unknown, advice) => {
    const request = start()
      .as('grace')
      .transaction((call) => call.enqueue(unknown, {}))
    await expect(request).rejects.toThrow(`defines the job "${unknown}". ${advice}`)
  })
})
