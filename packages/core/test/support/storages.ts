/** Both engines behind one face, for suites that run over each of them. */
import { DatabaseSync } from 'node:sqlite'
import { sqliteFile, type TestDatabase, type TestDatabases } from '@deskhand/testing'
import { sqlite } from '../../src/db/drivers/sqlite.ts'
import type { DialectName } from '../../src/db/types.ts'
import { freshSqliteFile, postgres } from './databases.ts'

export type { TestDatabase }

export interface TestEngine extends TestDatabases {
  readonly name: DialectName
}

export const engines: readonly TestEngine[] = [{ ...sqliteFile, name: 'sqlite' }, postgres]

/** A connection that the host uses as well. */
export const sharedSqlite: TestEngine = {
  name: 'sqlite',
  async create() {
    const { file, remove } = freshSqliteFile()
    const database = new DatabaseSync(file)
    return {
      open: () => sqlite({ database }),
      async dispose() {
        database.close()
        remove()
      },
    }
  },
}
