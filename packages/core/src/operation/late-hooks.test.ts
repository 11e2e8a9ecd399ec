/** What a hook may no longer do after its deadline, and what it may do in a transaction of the host. */
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { freshSqliteFile } from '../../test/support/databases.ts'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { person } from '../../test/support/people.ts'
import { engines, sharedSqlite, type TestEngine } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import { sqlite } from '../db/drivers/sqlite.ts'
import { sharedTable, t } from '../db/kit.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'

const ada = person('ada')
const draft = (subject: string) => ({ subject, description: 'x' })
const notes = sharedTable('late_notes', { name: t.text() })

type Hook = (call: Call) => Promise<unknown>

/** Runs the hook that is kept for the subject of the ticket, after that is created. */
function hooking(hooks: Map<string, Hook>): HelpdeskPlugin {
  return {
    id: 'hooking',
    version: '1.0.0',
    core: '^0.0.0',
    setup: () => ({
      api: (call) => ({ transaction: (work: Hook) => call.transaction(work) }),
      hooks: {
        'ticket.create': {
          after: async (call, { input }) => {
            await hooks.get(input.subject)?.(call)
          },
        },
      },
    }),
  }
}

const places = [
  ...engines.map((engine) => ({ place: engine.name as string, engine })),
  { place: 'a connection of the host on sqlite', engine: sharedSqlite },
]

describe.each(places)('a hook on $place', ({ engine }) => {
  const hooks = new Map<string, Hook>()
  let desk: TestHelpdesk<readonly HelpdeskPlugin[]>
  let hanging: PromiseWithResolvers<void>
  let released: PromiseWithResolvers<void>
  let late: Promise<PromiseSettledResult<unknown>[]>

  beforeAll(async () => {
    const plugins: readonly HelpdeskPlugin[] = [hooking(hooks)]
    desk = await openHelpdesk(engine, { plugins })
    await desk.storage.execute(desk.storage.db, 'create table late_notes (name text)')
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    hooks.clear()
    hanging = Promise.withResolvers()
    released = Promise.withResolvers()
    await desk.storage.db.delete(notes)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
    released.resolve()
  })

  const note = (call: Call, name: string) => call.db.insert(notes).values({ name })
  const noted = async () => (await desk.storage.db.select().from(notes)).map(({ name }) => name)

  /** Writes, hangs under a savepoint, and tries everything after the deadline. */
  const hang =
    (tx?: unknown): Hook =>
    async (call) => {
      await note(call, 'in time')
      const under = call.savepoint(async () => {
        await note(call, 'under a savepoint')
        hanging.resolve()
        await released.promise
        await note(call, 'late under a savepoint')
      })
      const then = (work: () => unknown) => released.promise.then(work)
      late = Promise.allSettled([
        under,
        then(() => note(call, 'late')),
        then(() => call.savepoint(async () => note(call, 'late savepoint'))),
        then(() => call.transaction((inner) => Promise.resolve(note(inner, 'late joined')))),
        then(() => call.asSystem().core.tickets.create({ ...draft('Late'), requesterId: 'ada' })),
        then(() => call.emit({ type: 'late' })),
        then(() => call.enqueue('core:retention', {})),
        ...(tx === undefined
          ? []
          : [then(() => desk.helpdesk.as(ada, { tx: tx as never }).tickets.create(draft('Late')))]),
      ])
      await late
    }

  async function timeOut(work: Promise<unknown>): Promise<void> {
    const outcome = work.catch((error: unknown) => error)
    await hanging.promise
    await vi.advanceTimersByTimeAsync(5_000)
    expect(await outcome).toMatchObject({ code: 'hook_timeout' })
  }

  async function expectRefusals(): Promise<void> {
    released.resolve()
    const outcomes = await late
    expect(outcomes.length).toBeGreaterThan(6)
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringMatching(/took over 5000 ms/) },
      })
    }
  }

  const subjects = async () =>
    (await desk.as('root').tickets.list()).data.map(({ subject }) => subject)

  it("writes nothing after its deadline into the host's transaction", async () => {
    await desk.helpdesk.transaction(async (tx) => {
      hooks.set('Hangs', hang(tx))
      const asAda = desk.helpdesk.as(ada, { tx })
      await timeOut(asAda.tickets.create(draft('Hangs')))
      await expectRefusals()
      await asAda.tickets.create(draft('Kept'))
    })
    expect(await noted()).toEqual([])
    expect(await subjects()).toContain('Kept')
    expect(await subjects()).not.toContain('Hangs')
    expect(await subjects()).not.toContain('Late')
  })

  it.each([true, false])(
    'writes nothing after its deadline into a bigger operation, under a savepoint: %s',
    async (isUnderSavepoint) => {
      hooks.set('Hangs', hang())
      const bigger = async (call: Call) => {
        await note(call, 'before')
        const inner = () => call.core.tickets.create(draft('Hangs'))
        await timeOut(isUnderSavepoint ? call.savepoint(inner) : inner())
        if (isUnderSavepoint) await call.savepoint(async () => void (await note(call, 'after')))
        else await expect(note(call, 'after')).rejects.toMatchObject({ code: 'hook_timeout' })
        await expectRefusals()
        if (isUnderSavepoint) await note(call, 'at the end')
      }
      const { hooking } = desk.as('grace') as unknown as {
        hooking: { transaction(work: Hook): Promise<unknown> }
      }
      const outcome = hooking.transaction(bigger)
      if (isUnderSavepoint) await outcome
      else await expect(outcome).rejects.toMatchObject({ code: 'hook_timeout' })
      expect(await noted()).toEqual(isUnderSavepoint ? ['before', 'after', 'at the end'] : [])
      expect(await subjects()).not.toContain('Hangs')
    },
  )

  it("runs an operation in the host's transaction, under its own one", async () => {
    vi.useRealTimers()
    await desk.helpdesk.transaction(async (tx) => {
      const before = desk.helpdesk.as(ada, { tx })
      hooks.set('Around', async (call) => {
        await note(call, 'around')
        await desk.helpdesk.as(ada, { tx }).tickets.create(draft('Within'))
        const all = ['Beside 1', 'Beside 2', 'Beside 3'].map((each) =>
          before.tickets.create(draft(each)),
        )
        await Promise.all(all)
      })
      hooks.set('Beside 2', (call) => call.savepoint(async () => note(call, 'within')))
      hooks.set('Undone', async () => {
        await desk.helpdesk.as(ada, { tx }).tickets.create(draft('Lost'))
        throw new RangeError('no')
      })
      await before.tickets.create(draft('Around'))
      await expect(before.tickets.create(draft('Undone'))).rejects.toThrow(RangeError)
    })
    expect(await noted()).toEqual(['around', 'within'])
    const all = await subjects()
    expect(all).toEqual(
      expect.arrayContaining(['Around', 'Within', 'Beside 1', 'Beside 2', 'Beside 3']),
    )
    expect(all).not.toContain('Lost')
  })

  it("nests operations in the host's transaction at most ten levels deep", async () => {
    vi.useRealTimers()
    await desk.helpdesk.transaction(async (tx) => {
      const create = () => desk.helpdesk.as(ada, { tx }).tickets.create(draft('Again'))
      hooks.set('Again', create)
      await expect(create()).rejects.toMatchObject({ code: 'too_deep' })
    })
    expect(await subjects()).not.toContain('Again')
  })
})

describe("a transaction that the host began itself, on sqlite's shared connection", () => {
  it('keeps out a hook that is late, and takes in the operations of a hook', async () => {
    const { file, remove } = freshSqliteFile()
    const database = new DatabaseSync(file)
    const hooks = new Map<string, Hook>()
    const plugins: readonly HelpdeskPlugin[] = [hooking(hooks)]
    const engine: TestEngine = {
      name: 'sqlite',
      create: async () => ({ open: () => sqlite({ database }), dispose: async () => {} }),
    }
    const desk = await openHelpdesk(engine, { plugins })
    database.exec('create table late_notes (name text); begin')
    const tx = { tx: database as never }
    const released = Promise.withResolvers<void>()
    const hanging = Promise.withResolvers<void>()
    let late: Promise<unknown> | undefined
    hooks.set('Hangs', async (call) => {
      hanging.resolve()
      late = released.promise.then(() => call.db.insert(notes).values({ name: 'late' }))
      await late
    })
    hooks.set('Around', () => desk.helpdesk.as(ada, tx).tickets.create(draft('Within')))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const creating = desk.helpdesk.as(ada, tx).tickets.create(draft('Hangs'))
    const outcome = creating.catch((error: unknown) => error)
    await hanging.promise
    await vi.advanceTimersByTimeAsync(5_000)
    vi.useRealTimers()
    expect(await outcome).toMatchObject({ code: 'hook_timeout' })
    released.resolve()
    await expect(late).rejects.toThrow(/took over 5000 ms/)
    await desk.helpdesk.as(ada, tx).tickets.create(draft('Around'))
    database.exec('commit')
    const { data } = await desk.as('root').tickets.list()
    expect(data.map(({ subject }) => subject).sort()).toEqual(['Around', 'Within'])
    expect(database.prepare('select * from late_notes').all()).toEqual([])
    await desk.close()
    database.close()
    remove()
  })
})
