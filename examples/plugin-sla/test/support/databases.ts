/** What the tests run on. Where Postgres is, the repository's own test run says; ask your own. */
import { postgresServer, sqliteMemory, type TestDatabases } from '@deskhand/testing'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgresUrl: string
  }
}

export const databases: readonly TestDatabases[] = [
  sqliteMemory,
  postgresServer(inject('postgresUrl')),
]
