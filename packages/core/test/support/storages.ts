/** Both engines behind one face, for suites that run over each of them. */
import {
  postgresServer,
  sqliteFile,
  type TestDatabase,
  type TestDatabases,
} from '@deskhand/testing'
import { inject } from 'vitest'
import type { DialectName } from '../../src/db/types.ts'

export type { TestDatabase }

export interface TestEngine extends TestDatabases {
  readonly name: DialectName
}

export const engines: readonly TestEngine[] = [
  { ...sqliteFile, name: 'sqlite' },
  { name: 'postgres', create: () => postgresServer(inject('postgresUrl')).create() },
]
