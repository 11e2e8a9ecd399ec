import { randomUUID } from 'node:crypto'
import { postgres } from '@deskhand/core/postgres'
import { closing, type TestDatabases } from './types.ts'

/**
 * Databases on a Postgres server, each made for a test and dropped after it. Needs the package `pg`
 * and a role that may create databases.
 *
 * @param serverUrl `postgres://user:password@host:5432/database`
 * @param template The name of a database there to copy, instead of making empty ones.
 */
export function postgresServer(serverUrl: string, template?: string): TestDatabases {
  return {
    name: 'postgres',
    async create() {
      const { url, drop } = await freshPostgres(serverUrl, template)
      return closing(() => postgres({ url, max: 4 }), drop)
    },
  }
}

export interface FreshPostgres {
  readonly url: string
  /** Also cuts connections that are still open, so end pools first. */
  drop(): Promise<void>
}

/**
 * An empty database on a Postgres server, or a copy of another database there.
 *
 * @param template The name of the database to copy. Nobody may be connected to it.
 */
export async function freshPostgres(serverUrl: string, template?: string): Promise<FreshPostgres> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  // For databases of this size the other strategy, `wal_log`, takes half as long again.
  const source = template === undefined ? '' : ` template ${template} strategy file_copy`
  await run(serverUrl, `create database ${name}${source}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: () => run(serverUrl, `drop database if exists ${name} with (force)`),
  }
}

async function run(serverUrl: string, statement: string): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
