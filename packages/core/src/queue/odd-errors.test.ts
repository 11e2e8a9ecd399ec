/** What plugins throw may be no error at all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migratedDatabase, testRuntime } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import { deliveries } from '../events/schema.ts'
import { feeds } from '../feeds/schema.ts'
import { errorText } from '../kit/error-text.ts'

const unprintable: Readonly<Record<string, unknown>> = {
  'an object without a prototype': Object.create(null),
  'an error whose name is a symbol': Object.assign(new Error('x'), { name: Symbol('x') }),
  'an error whose message throws': Object.defineProperty(new Error('x'), 'message', {
    get() {
      throw new Error('y')
    },
  }),
}

it.each(Object.entries(unprintable))('has words for %s', (_, error) => {
  expect(errorText(error)).toBe('An error that cannot be turned into text.')
})

describe.each(engines)('an error that cannot be printed, on $name', (engine) => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await migratedDatabase(engine)
  })
  afterAll(() => database.dispose())

  it('is written down, and other work goes on', async () => {
    const storage = database.open()
    const fail = async () => {
      throw Object.create(null)
    }
    const done: string[] = []
    const { background, emit } = testRuntime({
      storage,
      on: {
        bad: { events: ['x'], handle: fail },
        good: { events: ['x'], handle: async () => void done.push('delivery') },
      },
      feeds: {
        bad: { events: ['x'], from: 'now', apply: fail },
        good: { events: ['x'], from: 'now', apply: async () => void done.push('feed') },
      },
    })
    await background.runDue()
    await emit('x')
    expect(await background.runDue()).toMatchObject({ applied: 1, delivered: 1, failed: 1 })
    expect(done.sort()).toEqual(['delivery', 'feed'])
    const failed = { attempts: 1, lastError: errorText(Object.create(null)) }
    expect(await storage.db.select().from(deliveries).orderBy(deliveries.name)).toMatchObject([
      { ...failed, state: 'waiting' },
      { state: 'done' },
    ])
    expect(await storage.db.select().from(feeds).orderBy(feeds.name)).toMatchObject([
      { ...failed, position: 0 },
      { attempts: 0, position: 1 },
    ])
  })
})
