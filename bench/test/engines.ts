/** The databases of tests: SQLite files in a folder, and Postgres as the tests of core start it. */
import { join } from 'node:path'
import { postgresUrl } from '../../packages/core/test/support/databases.ts'
import type { Engine } from '../src/databases/engine.ts'
import type { EngineName } from '../src/databases/place.ts'
import { postgresEngine } from '../src/databases/postgres.ts'
import { sqliteEngine } from '../src/databases/sqlite.ts'

export const engineNames: readonly EngineName[] = ['sqlite', 'postgres']

/** `folder` keeps what is seeded. */
export async function openTestEngine(name: EngineName, folder: string): Promise<Engine> {
  if (name === 'sqlite') return sqliteEngine(join(folder, 'sqlite'))
  return postgresEngine(
    { url: await postgresUrl(), stop: async () => {} },
    join(folder, 'postgres'),
  )
}
