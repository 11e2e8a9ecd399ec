import { describeDatabaseContract } from '@deskhand/testing'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sample, samples, sampleTables } from '../../../test/support/sample-tables.ts'
import { asc, eq, UniqueViolation } from '../index.ts'
import type { Database, Storage } from '../types.ts'
import { postgres } from './postgres.ts'

let client: PGlite
let storage: Storage

// Postgres compiled to WebAssembly needs seconds to start, and more on a busy machine.
beforeAll(async () => {
  client = await PGlite.create()
  storage = postgres({ drizzle: drizzle(client) })
  await storage.execute(storage.db, sampleTables.postgres)
})
afterAll(() => client.close())

const add = (db: Database, name: string) => db.insert(samples).values(sample(name))

it('works on PGlite', async () => {
  const row = sample('a', { rank: 'high', big: 2 ** 40, json: { a: 1 } })
  await storage.transaction(async (db) => {
    await db.insert(samples).values(row)
    const failing = storage.savepoint(db, () => add(db, 'a').then(() => undefined))
    await expect(failing).rejects.toMatchObject({ constraint: 'samples_name' })
    await storage.announce(db)
    await storage.execute(db, 'select 1; select 2')
  })
  const undone = storage.transaction(async (db) => {
    await add(db, 'undone')
    await add(db, 'a').catch(() => undefined)
  })
  await expect(undone).rejects.toThrow(UniqueViolation)
  await storage.hostTransaction(async (tx) => {
    await add(storage.adopt(tx), 'b')
  })
  const rows = await storage.db.select().from(samples).orderBy(asc(samples.name))
  expect(rows.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(await storage.db.select().from(samples).where(eq(samples.name, 'a'))).toEqual([row])
})

it('listens to nothing, and leaves the database of the host open', async () => {
  const stop = await storage.listen(() => {})
  await stop()
  await storage.close()
  expect(client.closed).toBe(false)
})

describeDatabaseContract({
  name: 'pglite',
  capabilities: { severalConnections: false, closes: false },
  async create() {
    const own = await PGlite.create()
    const shared = postgres({ drizzle: drizzle(own) })
    return { open: () => shared, dispose: () => own.close() }
  },
})
