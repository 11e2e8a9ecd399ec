/** Both engines behind one face, for suites that run over each of them. */
import { postgres } from '../../src/db/drivers/postgres.ts'
import { sqlite } from '../../src/db/drivers/sqlite.ts'
import type { DialectName, Storage } from '../../src/db/types.ts'
import { freshPostgres, freshSqliteFile } from './databases.ts'

export interface TestDatabase {
  /** A new storage on this database, with connections of its own as another process would have. */
  open(): Storage
  /** Closes what was opened and removes the database. */
  dispose(): Promise<void>
}

export interface TestEngine {
  readonly name: DialectName
  create(): Promise<TestDatabase>
}

export const engines: readonly TestEngine[] = [
  {
    name: 'sqlite',
    async create() {
      const { file, remove } = freshSqliteFile()
      return closing(() => sqlite({ file }), remove)
    },
  },
  {
    name: 'postgres',
    async create() {
      const { url, drop } = await freshPostgres()
      return closing(() => postgres({ url, max: 4 }), drop)
    },
  },
]

function closing(open: () => Storage, remove: () => void | Promise<void>): TestDatabase {
  const opened: Storage[] = []
  return {
    open() {
      const storage = open()
      opened.push(storage)
      return storage
    },
    async dispose() {
      await Promise.all(opened.map((storage) => storage.close()))
      await remove()
    },
  }
}
