/** Both engines behind one face, for suites that run over each of them. */
import { sqliteFile, type TestDatabase, type TestDatabases } from '@deskhand/testing'
import type { DialectName } from '../../src/db/types.ts'
import { postgres } from './databases.ts'

export type { TestDatabase }

export interface TestEngine extends TestDatabases {
  readonly name: DialectName
}

export const engines: readonly TestEngine[] = [{ ...sqliteFile, name: 'sqlite' }, postgres]
