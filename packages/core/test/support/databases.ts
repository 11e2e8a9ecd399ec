/** Databases for tests: each call makes an empty one, so that test files never share rows. */
import { type FreshPostgres, freshPostgres as freshOn } from '@deskhand/testing'
import { inject } from 'vitest'
import type {} from './global-setup.ts'

export { type FreshPostgres, type FreshSqliteFile, freshSqliteFile } from '@deskhand/testing'

/** An empty database on the Postgres server of this test run. */
export function freshPostgres(): Promise<FreshPostgres> {
  return freshOn(inject('postgresUrl'))
}
