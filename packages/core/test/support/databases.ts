/** Databases for tests: each call makes an empty one, so that test files never share rows. */
import {
  type FreshPostgres,
  freshPostgres as freshOn,
  postgresServer,
  type TestDatabases,
} from '@deskhand/testing'
import { inject } from 'vitest'
import type {} from './global-setup.ts'
import { migratedTemplate } from './postgres-templates.ts'

export { type FreshPostgres, type FreshSqliteFile, freshSqliteFile } from '@deskhand/testing'

let url: Promise<string> | undefined

/** The URL of the Postgres server of this test run, which starts when it is first asked for. */
export function postgresUrl(): Promise<string> {
  url ??= askForPostgres()
  return url
}

async function askForPostgres(): Promise<string> {
  const response = await fetch(inject('postgresEndpoint'))
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return text
}

/** An empty database on the Postgres server of this test run. */
export async function freshPostgres(): Promise<FreshPostgres> {
  return freshOn(await postgresUrl())
}

/** The Postgres server of this test run. */
export const postgres = {
  name: 'postgres',
  create: async () => postgresServer(await postgresUrl()).create(),
  async createMigrated(plugins) {
    const serverUrl = await postgresUrl()
    const template = await migratedTemplate(serverUrl, plugins)
    return postgresServer(serverUrl, template).create()
  },
} as const satisfies TestDatabases
