/** What the parts of the suite share: an empty pair of tables on a database of its own. */
import { asc, type Database, type Storage } from '@deskhand/core/db'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { TestDatabase, TestDatabases } from '../databases/types.ts'
import { children, sample, samples, sampleTables } from './sample-tables.ts'

export interface DatabaseCapabilities {
  /** Each `open()` has connections of its own, as another process would. Default true. */
  readonly severalConnections?: boolean
  /** A second transaction can write while one is open. Default: true on Postgres. */
  readonly concurrentWriters?: boolean
  /** `close()` ends the connection; false where it is the host's and left open. Default true. */
  readonly closes?: boolean
}

export interface DatabaseContractOptions extends TestDatabases {
  readonly capabilities?: DatabaseCapabilities
}

export interface Bench {
  readonly storage: Storage
  /** Another storage on the same database. */
  open(): Storage
  /** The names in the table, in order. */
  names(db?: Database): Promise<string[]>
  add(db: Database, ...names: string[]): Promise<unknown>
}

/** Inside a `describe`: makes the tables before all of its tests and empties them before each. */
export function useBench({ create }: TestDatabases): Bench {
  let database: TestDatabase
  let storage: Storage

  beforeAll(async () => {
    database = await create()
    storage = database.open()
    await storage.execute(storage.db, sampleTables[storage.dialect])
  })
  beforeEach(async () => {
    await storage.db.delete(children)
    await storage.db.delete(samples)
  })
  afterAll(() => database.dispose())

  return {
    get storage() {
      return storage
    },
    open: () => database.open(),
    async names(db = storage.db) {
      const rows = await db.select({ name: samples.name }).from(samples).orderBy(asc(samples.name))
      return rows.map((row) => row.name)
    },
    add: (db, ...names) => db.insert(samples).values(names.map((name) => sample(name))),
  }
}
