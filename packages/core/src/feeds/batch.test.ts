import { expect, it } from 'vitest'
import { migratedDatabase, testRuntime } from '../../test/support/runtime.ts'
import { engines } from '../../test/support/storages.ts'
import type { NamedFeed } from '../plugin/registry.ts'
import { type Taken, takeBatch } from './batch.ts'
import { newPace } from './pace.ts'
import { eventReader } from './rows.ts'

// SQLite has one writer, so a batch may wait long before its transaction begins.
const sqlite = engines.find(({ name }) => name === 'sqlite')

it('does not count the wait for its turn as part of the batch', async () => {
  const database = await migratedDatabase(sqlite as NonNullable<typeof sqlite>)
  try {
    const storage = database.open()
    const { runtime } = testRuntime({ storage })
    const feed: NamedFeed = {
      ...{ name: 'test:unknown', tables: [] },
      ...{ events: [], from: 'now', apply: async () => {} },
    }
    const running = { feed, types: [], read: eventReader([]), pace: newPace() }
    const taken: Taken = { since: 0, events: [] }
    const turn = { runtime, running, head: 0, signal: new AbortController().signal }
    const [writes, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const writer = storage.transaction(async () => {
      writes.resolve()
      await mayEnd.promise
    })
    await writes.promise
    const batch = takeBatch(turn, taken)
    await new Promise((resolve) => setImmediate(resolve))
    const writerEndsAt = performance.now()
    mayEnd.resolve()
    await Promise.all([writer, batch])
    expect(taken.since).toBeGreaterThanOrEqual(writerEndsAt)
  } finally {
    await database.dispose()
  }
})
