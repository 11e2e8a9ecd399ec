import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { testClock } from '../../test/support/helpdesk.ts'
import { migratedDatabase, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import { deliveryQueue } from '../events/deliveries.ts'
import { createDispatcher } from '../events/dispatcher.ts'
import { deliveries } from '../events/schema.ts'
import { registerSubscribers } from '../events/subscribers.ts'
import { jobQueue } from '../jobs/job-queue.ts'
import { jobs } from '../jobs/schema.ts'
import type { JobDefinition, Subscription } from '../plugin/background-parts.ts'
import { timeLimitOf, withinLimit } from './time-limit.ts'
import { createWorker } from './worker.ts'

const minute = 60_000

describe('the time limit of a handler', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    return () => vi.useRealTimers()
  })

  it('is fifteen minutes unless something else is said', () => {
    expect([{}, { timeLimit: 5 }, { timeLimit: null }].map(timeLimitOf)).toEqual([
      15 * minute,
      5,
      null,
    ])
  })

  it('aborts the signal when it is over, not before', async () => {
    const abort = new AbortController()
    const hanging = withinLimit(() => new Promise(() => {}), abort, { limit: minute, grace: 10 })
    const failure = expect(hanging).rejects.toThrow('time limit of 60000 ms')
    await vi.advanceTimersByTimeAsync(minute - 1)
    expect(abort.signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(abort.signal.reason).toMatchObject({ message: expect.stringContaining('60000 ms') })
    await vi.advanceTimersByTimeAsync(10)
    await failure
  })

  it('does not end a handler whose limit is null', async () => {
    const abort = new AbortController()
    const release = Promise.withResolvers<void>()
    const running = withinLimit(() => release.promise, abort, { limit: null, grace: 10 })
    await vi.advanceTimersByTimeAsync(365 * 24 * 60 * minute)
    expect(abort.signal.aborted).toBe(false)
    release.resolve()
    await running
  })

  it('leaves the error of a handler that fails in time', async () => {
    const failing = withinLimit(() => Promise.reject(new Error('own')), new AbortController(), {
      limit: minute,
      grace: 10,
    })
    await expect(failing).rejects.toThrow('own')
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe.each(engines)('time limits on $name', (engine) => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await migratedDatabase(engine)
  })
  afterAll(() => database.dispose())
  beforeEach(async () => {
    const { db } = database.open()
    for (const table of [jobs, deliveries]) await db.delete(table)
  })

  const aborted = (signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))

  /** Runs one job whose time is over at once. A handler that hangs then gets `grace` more. */
  async function runJob(run: JobDefinition['run'], grace: number) {
    const storage = database.open()
    const schema = z.strictObject({})
    const desk = testRuntime({
      storage,
      clock: testClock(),
      jobs: [{ name: 'test:it', schema, timeLimit: 5, run }],
    })
    const worker = createWorker(desk.runtime, [jobQueue(desk.runtime)], {
      ...{ holder: 'here', concurrency: 1, lockMs: 30_000, grace, onNext() {} },
    })
    onTestFinished(() => worker.drain(0))
    await desk.enqueue('test:it')
    await worker.fill()
    const row = async () => (await storage.db.select().from(jobs))[0]
    return { worker, row }
  }

  it('takes a handler that ends normally after its signal as done', async () => {
    const { row } = await runJob((_call, _payload, { signal }) => aborted(signal), 600_000)
    await expect.poll(row).toMatchObject({ state: 'done', attempts: 1, lastError: null })
  })

  it('names the limit when the handler throws because of its signal', async () => {
    const { row } = await runJob(async (_call, _payload, { signal }) => {
      await aborted(signal)
      throw new Error('aborted')
    }, 600_000)
    await expect.poll(row).toMatchObject({
      ...{ state: 'waiting', attempts: 1 },
      lastError: expect.stringContaining('time limit of 5 ms'),
    })
  })

  it('fails a handler that hangs, gives its slot to others and ignores what becomes of it', async () => {
    const release = Promise.withResolvers<void>()
    const { row, worker } = await runJob(() => release.promise, 5)
    await expect.poll(row).toMatchObject({
      ...{ state: 'waiting', attempts: 1, lockedBy: null },
      lastError: expect.stringContaining('time limit of 5 ms'),
    })
    const failed = await row()
    release.resolve()
    await worker.drain(0)
    expect(worker.done()).toEqual({ delivered: 0, jobs: 0, failed: 1 })
    expect(await row()).toEqual(failed)
  })

  it('holds for subscriptions, which get the signal as well', async () => {
    const storage = database.open()
    const it: Subscription = {
      events: ['x'],
      timeLimit: 5,
      handle: (_call, _event, { signal }) => aborted(signal),
    }
    const desk = testRuntime({ storage, clock: testClock(), on: { it } })
    await registerSubscribers(desk.runtime)
    await desk.emit('x')
    await createDispatcher(desk.runtime, 'here').dispatch()
    const worker = createWorker(desk.runtime, [deliveryQueue(desk.runtime)], {
      ...{ holder: 'here', concurrency: 1, lockMs: 30_000, onNext() {} },
    })
    onTestFinished(() => worker.drain(0))
    await worker.fill()
    const states = async () => (await storage.db.select().from(deliveries)).map((row) => row.state)
    await expect.poll(states).toEqual(['done'])
  })
})
