/** Several processes on one database, each with an id of its own. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testClock } from '../../test/support/helpdesk.ts'
import {
  migratedDatabase,
  type TestRuntime,
  type TestRuntimeOptions,
  testRuntime,
} from '../../test/support/runtime.ts'
import { recordStatements } from '../../test/support/statements.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import type { Storage } from '../db/types.ts'
import { events, subscribers } from '../events/schema.ts'
import { newUuidV7 } from '../kit/clock.ts'
import type {
  Service,
  ServiceInstance,
  ServiceLease,
  Services,
} from '../plugin/background-parts.ts'
import { LeaseLost } from './lease-lost.ts'
import { processes, serviceLeases } from './schema.ts'

const never = 10 * 60_000

interface Run {
  readonly instance: string
  readonly tenantId: string
  readonly call: Call
  readonly lease: ServiceLease
  readonly signal: AbortSignal
  isOver: boolean
  /** Lets `run` return, or fail. */
  end(error?: Error): void
  /** Lets `run` fail with anything. */
  fail(thrown: unknown): void
}

interface Process extends TestRuntime {
  readonly runs: Run[]
  /** How often it was asked for its instances. */
  looks(): number
}

interface ProcessOptions extends Partial<TestRuntimeOptions> {
  readonly instances?: Service['instances']
  readonly siblings?: Services
  /** `run` does not end when its signal is aborted. */
  readonly isStubborn?: boolean
}

describe.each(engines)('services on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage
  let clock: ReturnType<typeof testClock>
  let started: Process[]
  let listed: readonly ServiceInstance[]

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
  })
  afterAll(() => database.dispose())
  beforeEach(async () => {
    started = []
    clock = testClock()
    listed = named('inbox')
    for (const table of [processes, serviceLeases, events]) await storage.db.delete(table)
  })
  afterEach(async () => {
    for (const { runs } of started) for (const run of runs) run.end()
    await Promise.all(started.map(({ background }) => background.stop({ timeoutMs: 0 })))
  })

  function prepare({
    instances,
    siblings,
    isStubborn,
    serviceTimes,
    ...options
  }: ProcessOptions = {}): Process {
    const runs: Run[] = []
    let looks = 0
    const mail: Service = {
      async instances(call) {
        looks++
        return instances ? instances(call) : listed
      },
      run(call, { instance, lease, signal }) {
        const { promise, resolve, reject } = Promise.withResolvers<void>()
        const end = (error?: Error) => {
          run.isOver = true
          if (error) reject(error)
          else resolve()
        }
        const fail = (thrown: unknown) => {
          run.isOver = true
          reject(thrown)
        }
        const { tenantId } = call
        const run: Run = { instance, tenantId, call, lease, signal, isOver: false, end, fail }
        runs.push(run)
        if (!isStubborn) signal.addEventListener('abort', () => end())
        return promise
      },
    }
    const process = testRuntime({
      storage: database.open(),
      clock,
      pollMs: never,
      services: { ...siblings, mail },
      serviceTimes: {
        beatMs: 20,
        abortAfterMs: never,
        quietMs: 300,
        firstPauseMs: 1,
        ...serviceTimes,
      },
      ...options,
    })
    const made = { ...process, runs, looks: () => looks }
    started.push(made)
    return made
  }

  function start(options?: ProcessOptions): Process {
    const process = prepare(options)
    process.background.start()
    return process
  }

  const active = ({ runs }: Process) => runs.filter(({ isOver }) => !isOver)
  const firstRun = async (process: Process): Promise<Run> => {
    await expect.poll(() => active(process)).not.toHaveLength(0)
    return active(process)[0] as Run
  }
  /** Waits until a process has looked at its instances again, several times. */
  async function looksAgain(process: Process): Promise<void> {
    const before = process.looks()
    await expect.poll(() => process.looks()).toBeGreaterThan(before + 2)
  }
  /** How many instances each process runs. Fails when two run the same. */
  function counts(...all: Process[]): number[] {
    const running = all.flatMap((process) => active(process).map(({ instance }) => instance))
    expect(new Set(running).size).toBe(running.length)
    return all.map((process) => active(process).length)
  }
  const leases = () => storage.db.select().from(serviceLeases)

  /** A transaction that would leave an event behind. */
  const write = ({ call, lease }: Run) =>
    call.transaction(async (inner) => {
      inner.emit({ type: 'written' })
      await lease.check(inner)
    })

  it('run with a call of the system, in the tenant of the instance', async () => {
    listed = [{ tenantId: 'acme', id: 'inbox' }]
    let asked: Call | undefined
    const process = start({
      async instances(call) {
        asked = call
        return listed
      },
    })
    const { call, instance } = await firstRun(process)
    expect(asked).toMatchObject({ tenantId: 'default', actor: { role: 'system' } })
    expect(call).toMatchObject({ tenantId: 'acme', actor: { role: 'system' }, via: 'job' })
    expect(instance).toBe('inbox')
  })

  it('run each instance in one process at a time', async () => {
    const all = [start(), start(), start()]
    await expect.poll(() => counts(...all).toSorted()).toEqual([0, 0, 1])
    for (const process of all) await looksAgain(process)
    expect(counts(...all).toSorted()).toEqual([0, 0, 1])
    expect(all.flatMap(({ runs }) => runs)).toHaveLength(1)
  })

  it('are shared as processes come and go', async () => {
    listed = named('a', 'b', 'c', 'd', 'e')
    const one = start()
    await expect.poll(() => counts(one)).toEqual([5])
    const two = start()
    await expect.poll(() => counts(one, two)).toEqual([3, 2])
    const three = start()
    await expect.poll(() => counts(one, two, three).toSorted()).toEqual([1, 2, 2])
    await one.background.stop()
    await expect.poll(() => counts(one, two, three).toSorted()).toEqual([0, 2, 3])
    await two.background.stop()
    await expect.poll(() => counts(one, two, three)).toEqual([0, 0, 5])
    expect(three.log).toEqual([])
  })

  it('are not shared with a process that does not know its instances', async () => {
    listed = named('a', 'b')
    const broken = start({ instances: () => Promise.reject(new Error('no settings')) })
    await looksAgain(broken)
    const well = start()
    await expect.poll(() => counts(well)).toEqual([2])
    await looksAgain(well)
    await looksAgain(broken)
    expect(counts(well)).toEqual([2])
    expect(broken.log).toMatchObject([
      { level: 'error', message: expect.stringContaining('"test:mail"') },
    ])
  })

  it('are not shared with a process that has none', async () => {
    const without = start({ instances: async () => [] })
    await looksAgain(without)
    listed = named('a', 'b')
    const well = start()
    await expect.poll(() => counts(well)).toEqual([2])
    expect(counts(well, without)).toEqual([2, 0])
  })

  it('run elsewhere when they are new and a process does not get its instances in time', async () => {
    let isHanging = false
    const hang = () => new Promise<never>(() => {})
    const instances = async () => (isHanging ? hang() : listed)
    const hanging = start({ instances, serviceTimes: { answerMs: 200 } })
    await firstRun(hanging)
    isHanging = true
    await looksAgain(hanging)
    expect(counts(hanging)).toEqual([1])
    const well = start()
    listed = named('inbox', 'a', 'b')
    await expect.poll(() => counts(hanging, well)).toEqual([1, 2])
    expect(hanging.log).toMatchObject([
      { fields: { error: { message: expect.stringContaining('did not answer within 0.2 sec') } } },
    ])
    isHanging = false
    await hanging.background.stop()
    hanging.background.start()
    await firstRun(hanging)
    expect(counts(hanging, well).toSorted()).toEqual([1, 2])
  })

  it('are taken over with a higher token when the heartbeats of a process end', async () => {
    const silent = start({ serviceTimes: { beatMs: never } })
    const before = await firstRun(silent)
    const other = start()
    await looksAgain(other)
    expect(counts(silent, other)).toEqual([1, 0])
    clock.advance(11_000)
    const after = await firstRun(other)
    expect(after.lease.token).toBeGreaterThan(before.lease.token)
    await write(after)

    expect(before.signal.aborted).toBe(false)
    const late = write(before)
    await expect(late).rejects.toThrow(LeaseLost)
    await expect(late).rejects.toThrow('Write nothing more')
    expect(before.signal.reason).toBeInstanceOf(LeaseLost)
    expect(await storage.db.select().from(events)).toHaveLength(1)
    await expect.poll(() => silent.counted).toContain('deskhand_service_runs_total test:mail lost')
  })

  it.runIf(engine.name === 'postgres')(
    'are not taken over while a transaction has checked the lease',
    async () => {
      const silent = start({ serviceTimes: { beatMs: never } })
      const { call, lease } = await firstRun(silent)
      const other = start()
      const checked = Promise.withResolvers<void>()
      const goOn = Promise.withResolvers<void>()
      const writing = call.transaction(async (inner) => {
        await lease.check(inner)
        checked.resolve()
        await goOn.promise
        inner.emit({ type: 'written' })
      })
      await checked.promise
      clock.advance(11_000)
      try {
        await looksAgain(other)
        expect(counts(other)).toEqual([0])
      } finally {
        goOn.resolve()
        await writing
      }
      await firstRun(other)
      expect(await storage.db.select().from(events)).toHaveLength(1)
    },
  )

  it('check their lease in an open transaction only', async () => {
    const { call, lease } = await firstRun(start())
    await expect(lease.check(call)).rejects.toThrow('call.transaction(…)')
    // In plain JavaScript, it is easy to forget the call.
    await expect(lease.check(undefined as never)).rejects.toThrow('call.transaction(…)')
    await call.transaction(async (inner) => {
      await Promise.all([lease.check(inner), lease.check(inner.asSystem('other'))])
    })
  })

  it('are aborted at the next heartbeat after another process has taken them', async () => {
    const process = start()
    const run = await firstRun(process)
    const other = newUuidV7()
    const expiresAt = new Date(clock.now().getTime() + 10_000)
    await storage.db.insert(processes).values({ id: other, services: [], expiresAt })
    await storage.db.update(serviceLeases).set({ holder: other, token: run.lease.token + 1 })
    await expect.poll(() => run.signal.reason).toBeInstanceOf(LeaseLost)
    await looksAgain(process)
    expect(counts(process)).toEqual([0])
  })

  it('are aborted by the clock of a process that cannot write its heartbeats', async () => {
    const process = start({ serviceTimes: { abortAfterMs: 500 } })
    await firstRun(process)
    await storage.execute(storage.db, 'alter table deskhand_processes rename to deskhand_away')
    try {
      await expect.poll(() => counts(process)).toEqual([0])
    } finally {
      await storage.execute(storage.db, 'alter table deskhand_away rename to deskhand_processes')
    }
    const messages = process.log.map(({ message }) => message)
    expect(messages).toContain('Could not write the heartbeat of this process; trying again.')
    const before = process.runs.at(-1) as Run
    expect(before.signal.reason).toBeInstanceOf(LeaseLost)
    const after = await firstRun(process)
    expect(after.lease.token).toBeGreaterThan(before.lease.token)
  })

  it.runIf(engine.name === 'postgres')(
    'go on while the heartbeats are written, although the leases cannot be read',
    async () => {
      const process = start({ serviceTimes: { abortAfterMs: 500 } })
      const run = await firstRun(process)
      const heartbeat = async () => (await storage.db.select().from(processes))[0]?.expiresAt
      await database.open().transaction(async (db) => {
        await storage.execute(db, 'lock table deskhand_service_leases in access exclusive mode')
        for (let n = 0; n < 40; n++) {
          const before = await heartbeat()
          clock.advance(1)
          await expect.poll(heartbeat).not.toEqual(before)
        }
      })
      await looksAgain(process)
      expect(run.signal.aborted).toBe(false)
      expect(process.log).toEqual([])
    },
  )

  it('start again after pauses that grow', async () => {
    const process = start({ serviceTimes: { firstPauseMs: 1, longestPauseMs: 4 } })
    for (let n = 0; n < 4; n++) {
      const run = await firstRun(process)
      run.end(n % 2 === 0 ? undefined : new Error('the server hung up'))
    }
    await firstRun(process)
    const about = { tenantId: 'default', instance: 'inbox' }
    const error = expect.objectContaining({ message: 'the server hung up' })
    const line = (message: string, fields: object = about) => ({ level: 'warn', message, fields })
    expect(process.log).toEqual([
      line('The service "test:mail" returned and starts again in 0.001 s.'),
      line('The service "test:mail" failed and starts again in 0.002 s.', {
        ...about,
        error,
      }),
      line('The service "test:mail" returned and starts again in 0.004 s.'),
      line('The service "test:mail" failed and starts again in 0.004 s.', {
        ...about,
        error,
      }),
    ])
    expect(process.counted).toEqual(
      ['ended', 'failed', 'ended', 'failed'].map(
        (outcome) => `deskhand_service_runs_total test:mail ${outcome}`,
      ),
    )
    const tokens = new Set(process.runs.map(({ lease }) => lease.token))
    expect(tokens.size).toBe(1)
  })

  it('have failed when they throw what is no error', async () => {
    const process = start()
    const run = await firstRun(process)
    run.fail('')
    await firstRun(process)
    expect(process.log).toMatchObject([{ message: expect.stringContaining('failed and starts') }])
  })

  it('begin with a short pause again after a run that was long', async () => {
    const process = start({ serviceTimes: { firstPauseMs: 1, steadyMs: 0 } })
    for (let n = 0; n < 3; n++) (await firstRun(process)).end()
    await firstRun(process)
    expect(process.log.filter(({ message }) => message.includes('0.001'))).toHaveLength(3)
  })

  it('appear and disappear with their instances', async () => {
    const process = start()
    const first = await firstRun(process)
    listed = [...named('inbox', 'sales'), { tenantId: 'acme', id: 'inbox' }]
    await expect.poll(() => active(process)).toHaveLength(3)
    expect(first.signal.aborted).toBe(false)
    listed = named('sales')
    await expect.poll(() => active(process).map(({ instance }) => instance)).toEqual(['sales'])
    await expect.poll(leases).toMatchObject([{ instance: 'sales' }])
    expect(first.signal.aborted).toBe(true)

    clock.advance(3_000)
    listed = named('inbox', 'sales')
    await expect.poll(() => active(process)).toHaveLength(2)
    expect(process.runs.at(-1)?.lease.token).toBeGreaterThan(first.lease.token)
  })

  it('keep the leases of instances that only another process knows', async () => {
    const knowing = start()
    await firstRun(knowing)
    const other = start({ instances: async () => [] })
    await looksAgain(other)
    await looksAgain(knowing)
    expect(counts(knowing, other)).toEqual([1, 0])
    expect(knowing.runs).toHaveLength(1)
  })

  it('end before their process stops, and only then run elsewhere', async () => {
    const one = start({ isStubborn: true })
    const run = await firstRun(one)
    const other = start()
    let hasStopped = false
    const stopping = one.background.stop({ timeoutMs: never }).then(() => {
      hasStopped = true
    })
    await expect.poll(() => run.signal.aborted).toBe(true)
    clock.advance(9_000)
    await looksAgain(other)
    clock.advance(9_000)
    await looksAgain(other)
    expect(hasStopped).toBe(false)
    expect(counts(other)).toEqual([0])
    await write(run)
    run.end()
    await stopping
    await firstRun(other)
    expect(one.counted).toContain('deskhand_service_runs_total test:mail stopped')
    await expect.poll(() => storage.db.select().from(processes)).toHaveLength(1)
  })

  it('run elsewhere at once when their process cannot wait any longer', async () => {
    const one = start({ isStubborn: true })
    const run = await firstRun(one)
    await one.background.stop({ timeoutMs: 10 })
    expect(await storage.db.select().from(processes)).toEqual([])
    const other = start()
    await firstRun(other)
    await expect(write(run)).rejects.toThrow(LeaseLost)
    expect(await storage.db.select().from(events)).toEqual([])
  })

  it('start again in a process that starts again', async () => {
    const process = start()
    const before = await firstRun(process)
    await process.background.stop()
    expect(counts(process)).toEqual([0])
    process.background.start()
    const after = await firstRun(process)
    expect(after.lease.token).toBeGreaterThan(before.lease.token)
    await write(after)
  })

  it.each<[string, number]>([
    ['before', never],
    ['after', 10],
  ])(
    'do not start when a process gets its instances %s it has stopped',
    async (_when, timeoutMs) => {
      const asked = Promise.withResolvers<void>()
      const answer = Promise.withResolvers<void>()
      const process = start({
        async instances() {
          asked.resolve()
          await answer.promise
          return listed
        },
      })
      await asked.promise
      const stopping = process.background.stop({ timeoutMs })
      if (timeoutMs === 10) await stopping
      const looked = recordStatements(engine.name, async () => {
        answer.resolve()
        await stopping
        for (let n = 0; n < 10; n++) await storage.db.select().from(subscribers)
      })
      // A heartbeat of the process that stops names no services.
      const inserts = (await looked).filter(({ sql }) => /insert into "deskhand_/.test(sql))
      expect(inserts.filter(({ parameters }) => !parameters.includes('[]'))).toEqual([])
      expect(process.runs).toEqual([])
      expect(await leases()).toEqual([])
      expect(await storage.db.select().from(processes)).toEqual([])
    },
  )

  it('go on while another service does not answer', async () => {
    const hanging: Service = { instances: () => new Promise(() => {}), run: async () => {} }
    const process = start({ siblings: { hanging } })
    await firstRun(process)
    listed = named('inbox', 'sales')
    await expect.poll(() => counts(process)).toEqual([2])
    await process.background.stop({ timeoutMs: 10 })
    expect(counts(process)).toEqual([0])
    await firstRun(start())
  })

  it.each<[string, unknown]>([
    ['no array', { inbox: true }],
    ['an id that is no text', [{ tenantId: 'default', id: 7 }]],
    ['an id that is too long', [{ tenantId: 'default', id: 'x'.repeat(201) }]],
    ['no tenant', [{ tenantId: '', id: 'inbox' }]],
    ['an instance twice', named('inbox', 'inbox')],
  ])('do not run when their plugin returns %s', async (_what, wrong) => {
    const process = start({ instances: async () => wrong as never })
    await looksAgain(process)
    expect(process.log).toHaveLength(1)
    expect(process.log[0]?.fields.error).toMatchObject({
      name: 'TypeError',
      message: expect.stringContaining('must return an array of { tenantId, id }'),
    })
    expect(await leases()).toEqual([])
  })

  it('are taken from a process whose clock was far ahead', async () => {
    const id = newUuidV7()
    const expiresAt = new Date(clock.now().getTime() + 3_600_000)
    await storage.db.insert(processes).values({ id, services: ['test:mail'], expiresAt })
    await storage.db
      .insert(serviceLeases)
      .values({ ...lease('inbox'), holder: id, token: clock.now().getTime() })
    const run = await firstRun(start())
    expect(run.lease.token).toBe(clock.now().getTime() + 1)
    await expect.poll(() => storage.db.select().from(processes)).toHaveLength(1)
  })

  it('stay where they are when the clocks of two processes differ', async () => {
    listed = named('a', 'b', 'c', 'd')
    const ahead = { now: () => new Date(clock.now().getTime() + 3_600_000) }
    // A clock that goes, so that heartbeats differ.
    const ticking = setInterval(() => clock.advance(1), 5)
    try {
      const serviceTimes = { quietMs: never }
      const one = start({ serviceTimes })
      const other = start({ serviceTimes, clock: ahead })
      await expect.poll(() => counts(one, other)).toEqual([2, 2])
      await looksAgain(one)
      await looksAgain(other)
      const before = [one.runs.length, other.runs.length]
      for (let n = 0; n < 3; n++) {
        await looksAgain(one)
        await looksAgain(other)
      }
      expect([one.runs.length, other.runs.length]).toEqual(before)
      expect(counts(one, other)).toEqual([2, 2])
    } finally {
      clearInterval(ticking)
    }
  })

  it('take more leases than one statement holds', async () => {
    listed = named(...Array.from({ length: 250 }, (_, n) => `box${n}`))
    const one = start()
    await expect.poll(() => counts(one)).toEqual([250])
    await one.background.stop()
    const two = start()
    await expect.poll(() => counts(two)).toEqual([250])
    listed = []
    await expect.poll(leases).toEqual([])
  })

  it('are not run by runDue', async () => {
    const process = prepare()
    const statements = await recordStatements(engine.name, () => process.background.runDue())
    expect(ofServices(statements)).toEqual([])
    expect(process.looks()).toBe(0)
  })

  it('cost nothing where no plugin has one', async () => {
    const statements = await recordStatements(engine.name, async () => {
      const process = start({
        services: {},
        on: { it: { events: ['x'], handle: async () => {} } },
      })
      await expect.poll(() => storage.db.select().from(subscribers)).not.toHaveLength(0)
      await process.background.stop()
    })
    expect(ofServices(statements)).toEqual([])
  })
})

function named(...ids: string[]): ServiceInstance[] {
  return ids.map((id) => ({ tenantId: 'default', id }))
}

function lease(instance: string) {
  return { service: 'test:mail', tenantId: 'default', instance }
}

function ofServices(statements: readonly { readonly sql: string }[]) {
  return statements.filter(({ sql }) => /deskhand_(processes|service_leases)/.test(sql))
}
