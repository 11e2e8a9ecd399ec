/** A database that several processes can open, on either engine. */
import { dirname } from 'node:path'
import type { Storage } from '@deskhand/core'
import { postgres } from '@deskhand/core/postgres'
import { sqlite } from '@deskhand/core/sqlite'
import { freshPostgres, freshSqliteFile } from '../../packages/core/test/support/databases.ts'

export interface SharedDatabase {
  /** What a process that is to open it finds in its environment. */
  readonly env: Readonly<Record<string, string>>
  /** Connections of the test's own, to look at what the processes have done. */
  open(): Storage
  remove(): Promise<void>
}

export interface SharedEngine {
  readonly name: 'sqlite' | 'postgres'
  /** How many processes share one database in the proofs. */
  readonly processes: number
  create(): Promise<SharedDatabase>
}

export const engines: readonly SharedEngine[] = [
  {
    name: 'sqlite',
    processes: 4,
    async create() {
      const { file, remove } = freshSqliteFile()
      return {
        env: { DATABASE_FILE: file, DATA_DIR: dirname(file) },
        open: () => sqlite({ file }),
        remove: async () => remove(),
      }
    },
  },
  {
    name: 'postgres',
    processes: 2,
    async create() {
      const { url, drop } = await freshPostgres()
      return {
        env: { DATABASE_URL: url },
        open: () => postgres({ url, max: 4 }),
        remove: drop,
      }
    },
  },
]
