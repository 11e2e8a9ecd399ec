/** What the tests run on. The Postgres server is that of the repository; use `postgresServer(url)` for yours. */
import { sqliteMemory, type TestDatabases } from '@deskhand/testing'
import { postgres } from '../../../../packages/core/test/support/databases.ts'

export const databases: readonly TestDatabases[] = [sqliteMemory, postgres]
